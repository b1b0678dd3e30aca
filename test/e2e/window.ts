import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { until } from '../support/until.ts';
import { launchChromium, viewport } from '../vscode/chromium.ts';
import { repoRoot } from '../vscode/paths.ts';
import { startVSCode, type VSCode, type VSCodeOptions } from '../vscode/start-vscode.ts';
import { themes, Workbench } from './workbench.ts';

/** Settings of every test: a test's own come on top. */
const usualSettings = { 'workbench.colorTheme': themes.light.id };

/** A window of VS Code with the extension in it, in a browser of its own. */
export class Window {
  readonly workbench: Workbench;
  readonly vscode: VSCode;
  /** The folder that is open. Empty at the start. */
  readonly workspace: string;
  readonly #browser: BrowserContext;

  private constructor(workbench: Workbench, vscode: VSCode, workspace: string, browser: BrowserContext) {
    this.workbench = workbench;
    this.vscode = vscode;
    this.workspace = workspace;
    this.#browser = browser;
    // The extension host of a reloaded window serves resets at another port.
    workbench.page.on('domcontentloaded', () => rmSync(this.#portFile, { force: true }));
  }

  /** Starts VS Code and a browser, and installs both where they're missing. */
  static async open(options: Partial<Omit<VSCodeOptions, 'name' | 'port'>> = {}): Promise<Window> {
    const vscode = await startVSCode({
      name: 'e2e',
      extensions: [repoRoot, join(import.meta.dirname, 'reset-extension')],
      ...options,
      userSettings: { ...usualSettings, ...options.userSettings },
    });
    const workspace = join(vscode.tempDir, 'workspace');
    mkdirSync(workspace);
    const browser = await launchChromium(vscode.tempDir);
    const page = browser.pages()[0] ?? (await browser.newPage());
    return new Window(await Workbench.open(page, vscode, workspace), vscode, workspace, browser);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.vscode.stop();
  }

  /**
   * Closes everything that a test may have left, empties the folder, and shows the view without any connection.
   *
   * @throws Error that names what can't be closed
   */
  async reset(): Promise<void> {
    const { page } = this.workbench;
    for (const other of page.context().pages()) if (other !== page) await other.close();
    await page.setViewportSize(viewport);
    await this.workbench.dismissAll();
    await this.#ask('/close');
    for (const entry of readdirSync(this.workspace)) rmSync(join(this.workspace, entry), { recursive: true });
    await this.applySettings({});
    await page.locator('.part.sidebar').getByText('Try with Sample Data').waitFor();
    await page.mouse.move(900, 450);
    const left = page.locator('.tabs-container .tab, .part.panel, .notification-list-item');
    await until(
      'every editor, panel and notification to be closed',
      async () => (await left.filter({ visible: true }).count()) === 0,
    );
  }

  /** Makes these the user settings, beside the usual ones. VS Code takes all of them at once. */
  async applySettings(settings: Record<string, unknown>): Promise<void> {
    writeFileSync(
      join(this.vscode.tempDir, 'data/User/settings.json'),
      JSON.stringify({ ...usualSettings, ...settings }),
    );
    await this.#ask('/settings');
  }

  /** Asks `reset-extension` in the extension host of this window for something, and waits until it's done. */
  async #ask(action: '/close' | '/settings'): Promise<void> {
    let port = '';
    await until('the extension that resets the window to listen', () => {
      port = existsSync(this.#portFile) ? readFileSync(this.#portFile, 'utf8') : '';
      return port !== '';
    });
    const response = await fetch(`http://127.0.0.1:${port}${action}`);
    if (!response.ok) throw new Error(`The window can't be reset: ${await response.text()}`);
  }

  get #portFile(): string {
    return join(this.vscode.tempDir, 'tmp/reset-port');
  }
}
