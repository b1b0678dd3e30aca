import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sampleCredentials, type SampleCredentials } from '../../src/demo/sampleCredentials.ts';
import {
  startSampleServer,
  type SampleServer,
  type SampleServerOptions,
} from '../../src/demo/sampleServer.ts';
import { failureScreenshot } from '../support/screenshots.ts';
import type { VSCode, VSCodeOptions } from '../vscode/start-vscode.ts';
import { Window } from './window.ts';
import { themes, type Theme, type Workbench } from './workbench.ts';

/** What the tests of a describe block start from. */
export interface Start {
  /**
   * - `signed in` (the default): one connection, to `session.server`; its campaigns are shown.
   * - `signed out`: the same connection without a client secret.
   * - `none`: no connection.
   */
  readonly connection?: 'signed in' | 'signed out' | 'none';
  /** The connection's name, "Test" by default. */
  readonly connectionName?: string;
  /** Called before each test: what its sample server is given, beside no limit of requests. */
  readonly server?: () => SampleServerOptions;
  /** `light` by default. */
  readonly theme?: Theme;
  /** User settings, beside the connection. */
  readonly settings?: Record<string, unknown>;
}

/** What a test works with. May be read inside tests and their hooks only. */
export interface Session {
  readonly workbench: Workbench;
  readonly vscode: VSCode;
  /** The folder that is open, empty at the start of a test. */
  readonly workspace: string;
  /** Replaces the user settings of this test while it runs, its connection too. */
  readonly applySettings: (settings: Record<string, unknown>) => Promise<void>;
  /** The sample server of this test, which has seen nothing but the first list of campaigns. */
  readonly server: SampleServer;
}

/** The one window that all tests share, and the port whose secret is stored in it. */
let shared: { readonly window: Window; port: number } | undefined;
let server: SampleServer | undefined;
let starts = 0;

after('close the shared window', async function () {
  this.timeout(60_000);
  await discard();
});

/**
 * Gives each test of the describe block the shared window of VS Code in a known state: nothing open, no filter, nothing
 * expanded, the light theme, the usual settings, a sample server of its own. Starts that window when the first test
 * needs it. A test that fails leaves a picture and a log in `out/screenshots`; the next one gets a new window.
 */
export function useWorkbench(start: Start = {}): Session {
  beforeEach('reset the window', async function () {
    // Includes the installations on a fresh machine.
    this.timeout(600_000);
    await begin(start).catch(async (error: unknown) => {
      if (shared && this.currentTest) await keepEvidence(this.currentTest, shared.window);
      console.warn(`A new window is opened, since the shared one can't be reset: ${String(error)}`);
      await discard();
      await begin(start);
    });
  });
  afterEach('keep what tells why a test failed', async function () {
    if (this.currentTest?.state !== 'failed' || shared === undefined) return;
    await keepEvidence(this.currentTest, shared.window);
    await discard();
  });
  return {
    get workbench() {
      return started(shared).window.workbench;
    },
    get vscode() {
      return started(shared).window.vscode;
    },
    get workspace() {
      return started(shared).window.workspace;
    },
    applySettings: (settings) => started(shared).window.applySettings(settings),
    get server() {
      return started(server);
    },
  };
}

/**
 * Opens a window of its own for a describe block, which its tests share: for what the shared window can't do, such as
 * another folder trust, no extension under development, or a search of everything that a session has written.
 */
export function useOwnWorkbench(
  options: Partial<Omit<VSCodeOptions, 'name' | 'port'>> = {},
): Pick<Session, 'workbench' | 'vscode' | 'workspace'> {
  let own: Window | undefined;
  before('open a window', async function () {
    this.timeout(600_000);
    own = await Window.open(options);
  });
  afterEach('keep what tells why a test failed', async function () {
    if (this.currentTest?.state === 'failed' && own) await keepEvidence(this.currentTest, own);
  });
  after('close the window', async function () {
    this.timeout(60_000);
    await own?.close();
  });
  return {
    get workbench() {
      return started(own).workbench;
    },
    get vscode() {
      return started(own).vscode;
    },
    get workspace() {
      return started(own).workspace;
    },
  };
}

/** Writes the settings of a folder, as whoever can write into it may. */
export function writeWorkspaceSettings(workspace: string, settings: Record<string, unknown>): void {
  mkdirSync(join(workspace, '.vscode'), { recursive: true });
  writeFileSync(join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
}

/** A connection to a server, as the settings have it. */
export function connectionTo({ origin, credentials }: SampleServer, name = 'Test'): Record<string, string> {
  const { streamId, accountId, clientId } = credentials;
  return { name, host: origin, streamId, accountId, clientId };
}

async function begin(start: Start): Promise<void> {
  const { connection = 'signed in', server: options, theme = 'light', settings = {} } = start;
  shared ??= { window: await Window.open(), port: 0 };
  const { window } = shared;
  await window.reset();
  await server?.stop();
  const isSignedIn = connection === 'signed in';
  server = await startSampleServer({
    requestsPerMinute: Infinity,
    credentials: freshCredentials(isSignedIn),
    ...options?.(),
    // A secret belongs to an origin: at the same one, that of the first sign-in serves all tests.
    port: isSignedIn ? shared.port : 0,
  });
  const connections = connection === 'none' ? [] : [connectionTo(server, start.connectionName)];
  await window.applySettings({
    'koreCampaigns.connections': connections,
    'workbench.colorTheme': themes[theme].id,
    ...settings,
  });
  await window.workbench.page.locator(`.monaco-workbench.${themes[theme].className}`).waitFor();
  if (!isSignedIn) return;
  if (shared.port === 0) {
    await window.workbench.signIn(server.credentials.clientSecret);
    shared.port = Number(new URL(server.origin).port);
    await window.workbench.page.mouse.move(900, 450);
  }
  await window.workbench.tree.row(/^Campaigns?\b/u).waitFor();
}

/** Contacts belong to a stream and limits to an account, so nothing that an earlier test has loaded counts for these. */
function freshCredentials(isSignedIn: boolean): SampleCredentials {
  // No long row of digits, which tests would take for a phone number.
  const id = String((starts += 1)).padStart(12, 'a');
  return {
    ...sampleCredentials,
    streamId: `st-6d1f3c1e-0b52-4d5c-9a0e-${id}`,
    accountId: `66f0a1b2c3d4${id}`,
    ...(isSignedIn ? {} : { clientId: `cs-1f0c7e52-93c4-4c8e-8a49-${id}` }),
  };
}

async function discard(): Promise<void> {
  const { window } = shared ?? {};
  shared = undefined;
  await Promise.all([window?.close(), server?.stop()]);
  server = undefined;
}

/** Keeps a picture of the window of a failed test, and beside it a log: of the VS Code server, and of the extension. */
async function keepEvidence(test: Mocha.Test, { workbench, vscode }: Window): Promise<void> {
  const picture = failureScreenshot(test.fullTitle());
  mkdirSync(dirname(picture), { recursive: true });
  const logs = join(vscode.tempDir, 'data/logs');
  const ofExtension = readdirSync(logs, { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('Kore Campaigns.log'))
    .map((file) => join(logs, file));
  const text = [vscode.log, ...ofExtension].map((file) => `${file}:\n${readFileSync(file, 'utf8')}`);
  writeFileSync(picture.replace(/png$/, 'log'), text.join('\n'));
  // A browser that is gone leaves no picture, and isn't what the test has failed of.
  await workbench.page.screenshot({ path: picture }).catch((error: unknown) => console.warn(String(error)));
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The window is open inside tests and their hooks only.');
  return part;
}
