import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { launchChromium } from '../vscode/chromium.ts';
import { repoRoot } from '../vscode/paths.ts';
import { startVSCode, type VSCode, type VSCodeOptions } from '../vscode/start-vscode.ts';
import { Workbench } from './workbench.ts';

/** What a describe block shares; its fields may be read inside tests and hooks only. */
export interface Session {
  readonly workbench: Workbench;
  readonly vscode: VSCode;
  /** The empty folder that is open, removed at the end. */
  readonly workspace: string;
}

type SessionOptions = Partial<Omit<VSCodeOptions, 'name' | 'port'>>;

/** Writes the settings of a folder, as whoever can write into it may. */
export function writeWorkspaceSettings(workspace: string, settings: Record<string, unknown>): void {
  mkdirSync(join(workspace, '.vscode'), { recursive: true });
  writeFileSync(join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
}

/**
 * Opens a fresh VS Code with the extension in a fresh browser before the tests of the describe block it is called in,
 * takes a screenshot of every failure, and leaves nothing behind.
 */
export function useWorkbench(options: SessionOptions = {}): Session {
  let vscode: VSCode | undefined;
  let browser: BrowserContext | undefined;
  let workbench: Workbench | undefined;
  const workspace = () => join(started(vscode).tempDir, 'workspace');

  before('open the workbench', async function () {
    // Includes the installations on a fresh machine.
    this.timeout(600_000);
    vscode = await startVSCode({ name: 'e2e', extensions: [repoRoot], ...options });
    mkdirSync(workspace());
    browser = await launchChromium(vscode.tempDir);
    workbench = await Workbench.open(browser.pages()[0] ?? (await browser.newPage()), vscode, workspace());
  });

  afterEach('take a screenshot of a failure', async function () {
    if (this.currentTest?.state === 'failed') {
      await workbench?.screenshot(`failed ${this.currentTest.fullTitle()}`);
    }
  });

  after('close the workbench', async function () {
    this.timeout(60_000);
    await browser?.close();
    await vscode?.stop();
  });

  return {
    get workbench() {
      return started(workbench);
    },
    get vscode() {
      return started(vscode);
    },
    get workspace() {
      return workspace();
    },
  };
}

function started<T>(part: T | undefined): T {
  if (part === undefined) {
    throw new Error('The workbench is open inside tests and hooks only.');
  }
  return part;
}
