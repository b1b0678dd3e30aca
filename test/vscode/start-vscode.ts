import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureInstalled, nodeForServer } from './install.ts';
import { here, repoRoot } from './paths.ts';
import type { ServerConfig, ServerReady } from './server-config.ts';

export interface VSCodeOptions {
  /** Names the log and the temporary folder. */
  name: string;
  /** A fixed port keeps the browser's storage, secrets among it; 0 (the default) takes any free one. */
  port?: number;
  /** User data; left out, a temporary folder that `stop` removes. */
  dataDir?: string;
  /** Installed extensions; left out, a folder of the user data. */
  extensionsDir?: string;
  /** Folders of the extensions under development. */
  extensions?: string[];
  /** Module whose `run()` is called inside the extension host once a workbench is open. */
  testsPath?: string;
  /** Written over what the user settings hold. */
  userSettings?: Record<string, unknown>;
  /** True asks whether to trust a folder, as VS Code does; the default trusts every folder. */
  workspaceTrust?: boolean;
  /** Added to the environment of the server and so of the extensions. */
  env?: Record<string, string>;
}

export interface VSCode {
  /** Such as `http://127.0.0.1:8990`. */
  origin: string;
  /** This run's own folder, removed by `stop`. */
  tempDir: string;
  /** The server's output. */
  log: string;
  /** The address that opens a folder, given by its absolute path. */
  urlFor: (folder: string) => string;
  /** Settles when the server has ended, by `stop` or by itself. */
  ended: Promise<void>;
  /** Ends the server with everything it started, and removes what was temporary. Calling it again does no harm. */
  stop: () => Promise<void>;
}

const startLimit = 90_000;

/**
 * Starts VS Code's server, installing it first where it is missing. It ends with this process, however that ends.
 *
 * @throws Error when it cannot be installed or does not listen within 90 seconds, with the end of its log.
 */
export async function startVSCode(options: VSCodeOptions): Promise<VSCode> {
  ensureInstalled();
  const tempDir = mkdtempSync(join(tmpdir(), `kore-${options.name}-`));
  const dataDir = options.dataDir ?? join(tempDir, 'data');
  const log = join(repoRoot, 'out/logs', `${options.name}.log`);
  mkdirSync(join(repoRoot, 'out/logs'), { recursive: true });
  mkdirSync(join(tempDir, 'tmp'));
  mergeSettings(join(dataDir, 'User/settings.json'), options.userSettings ?? {});

  const server = spawnServer(log, join(tempDir, 'tmp'), options.env ?? {}, {
    port: options.port ?? 0,
    dataDir,
    extensionsDir: options.extensionsDir ?? join(dataDir, 'extensions'),
    tempDir,
    extensions: options.extensions ?? [],
    ...(options.testsPath === undefined ? {} : { testsPath: options.testsPath }),
    workspaceTrust: options.workspaceTrust ?? false,
  });
  const ended = once(server, 'exit').then(() => undefined);
  const stop = async () => {
    await endGroup(server, ended);
    rmSync(tempDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };

  try {
    const { port } = await whenReady(server, ended);
    const origin = `http://127.0.0.1:${port}`;
    const urlFor = (folder: string) => `${origin}/?folder=${encodeURIComponent(folder)}`;
    return { origin, tempDir, log, urlFor, ended, stop };
  } catch (error) {
    await stop();
    const lines = readFileSync(log, 'utf8').trim().split('\n').slice(-15).join('\n');
    throw new Error(`VS Code's server did not start. The end of its log, ${log}:\n${lines}`, {
      cause: error,
    });
  }
}

function spawnServer(
  log: string,
  temp: string,
  env: Record<string, string>,
  config: ServerConfig,
): ChildProcess {
  const output = openSync(log, 'w');
  return spawn(nodeForServer(), [join(here, 'server.ts'), JSON.stringify(config)], {
    // A group of its own, so that all of it can be ended at once.
    detached: true,
    env: { ...cleanEnvironment(), TMPDIR: temp, ...env },
    stdio: ['ignore', output, output, 'ipc'],
  });
}

/** A server started from a VS Code terminal or by npm must not take itself for a part of either. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(vscode_|npm_|node_options$|electron_run_as_node$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

async function whenReady(server: ChildProcess, ended: Promise<void>): Promise<ServerReady> {
  const cancel = new AbortController();
  const message = once(server, 'message', { signal: cancel.signal }) as Promise<[ServerReady]>;
  const limit = sleep(startLimit, undefined, { signal: cancel.signal });
  try {
    const first = await Promise.race([message, ended.then(() => 'ended'), limit.then(() => 'was too slow')]);
    if (typeof first === 'string') {
      throw new Error(`The server ${first}.`);
    }
    return first[0];
  } finally {
    message.catch(() => undefined);
    limit.catch(() => undefined);
    cancel.abort();
  }
}

async function endGroup(server: ChildProcess, ended: Promise<void>): Promise<void> {
  signalGroup(server, 'SIGTERM');
  await Promise.race([ended, sleep(3000, undefined, { ref: false })]);
  // The server may be gone while a blocked extension host lives on.
  signalGroup(server, 'SIGKILL');
  await ended;
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) {
      process.kill(-pid, signal);
    }
  } catch {
    // Nobody is left in the group.
  }
}

function mergeSettings(file: string, settings: Record<string, unknown>): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...readSettings(file), ...settings }, null, 2));
}

function readSettings(file: string): object {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as object;
  } catch {
    return {};
  }
}
