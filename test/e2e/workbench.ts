import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { screenshotPath } from '../support/screenshots.ts';
import type { VSCode } from '../vscode/start-vscode.ts';
import { QuickInput } from './quick-input.ts';
import { Tree } from './tree.ts';
import { until } from './until.ts';

/** What VS Code calls a theme, and the class its page has then. */
const themes = {
  light: ['Light Modern', 'vs'],
  dark: ['Dark Modern', 'vs-dark'],
  'high contrast': ['Dark High Contrast', 'hc-black'],
} as const;

/** VS Code's window as a person sees it. Everything waits until what it did can be seen, 30 seconds at most. */
export class Workbench {
  readonly page: Page;
  /** The rows of the view in the side bar. */
  readonly tree: Tree;
  /** The box at the top: the command palette, input boxes, quick picks and file dialogs. */
  readonly quickInput: QuickInput;

  private constructor(page: Page) {
    this.page = page;
    this.tree = new Tree(page);
    this.quickInput = new QuickInput(page);
  }

  /** Opens a folder in VS Code and waits for the window. */
  static async open(page: Page, vscode: VSCode, folder: string): Promise<Workbench> {
    page.setDefaultTimeout(30_000);
    await page.goto(vscode.urlFor(folder));
    const workbench = new Workbench(page);
    await workbench.#whenOpen();
    return workbench;
  }

  /** Reloads the window. The command, unlike a reload of the page, gives VS Code the time to save which editors are open. */
  async reload(): Promise<void> {
    const reloaded = this.page.waitForEvent('load');
    await this.#chooseCommand('Developer: Reload Window');
    await reloaded;
    await this.#whenOpen();
  }

  async #whenOpen(): Promise<void> {
    // Two cores need ten seconds for a first start, a busy machine several times that.
    await this.page.locator('.monaco-workbench .activitybar').waitFor({ timeout: 90_000 });
  }

  /** The icon of a view container in the activity bar. */
  activity(title: string): Locator {
    return this.page.locator('.activitybar .action-item').filter({
      has: this.page.locator(`.action-label[aria-label^="${title}"]`),
    });
  }

  /** Shows a view container of the activity bar in the side bar. */
  async openView(title: string): Promise<void> {
    const icon = this.activity(title);
    await icon.waitFor();
    // A click on the icon of what is shown would hide it.
    if (!/\bchecked\b/.test((await icon.getAttribute('class')) ?? '')) {
      await icon.click();
    }
    await this.page.locator('.part.sidebar .composite.title').filter({ hasText: title }).waitFor();
  }

  /** Clicks an icon in the title of the view in the side bar. */
  async viewAction(title: string): Promise<void> {
    const side = this.page.locator('.part.sidebar');
    await side.locator('.pane-header, .composite.title').first().hover();
    await side.locator('.title-actions, .actions').getByRole('button', { name: title }).first().click();
  }

  /** Runs a command by its title in the palette, the category included: "Kore Campaigns: Refresh Campaigns". */
  async runCommand(title: string): Promise<void> {
    await this.#chooseCommand(title);
    await until('the palette to close', () => this.quickInput.isClosedOr((value) => !value.startsWith('>')));
  }

  async #chooseCommand(title: string): Promise<void> {
    await until(`the palette to offer "${title}"`, async () => {
      await this.page.keyboard.press('F1');
      // The key is lost on a box that is just closing; and until the extensions are known the palette does not fill
      // up by itself. Either way, ask anew.
      const typed = await this.quickInput.input.fill(`>${title}`, { timeout: 2000 }).then(
        () => true,
        () => false,
      );
      return (
        (typed && (await this.quickInput.offers(title, 3000))) || (await this.quickInput.cancel(), false)
      );
    });
    await this.quickInput.row(title).click();
  }

  /** Picks an entry of the context menu that is open. */
  async pickFromMenu(label: string): Promise<void> {
    // Not by the role's name, to which VS Code adds the keyboard shortcut.
    const entry = this.page.locator('.monaco-menu').getByText(label, { exact: true });
    await entry.waitFor();
    // A menu that has just opened lets clicks pass, lest the one that opened it picks something.
    await until(`the menu to take "${label}"`, async () => {
      await entry.click({ timeout: 1000 }).catch(() => undefined);
      return !(await entry.isVisible());
    });
  }

  /** The labels of the context menu that is open; Escape closes it. */
  async menuLabels(): Promise<string[]> {
    const labels = this.page.locator(
      '.monaco-menu .action-item:not(.disabled) .action-label:not(.separator)',
    );
    await labels.first().waitFor();
    return labels.allInnerTexts();
  }

  /** A notification that is shown and holds the text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text });
  }

  /** Waits for a notification and returns its whole text. */
  async notificationText(text: string | RegExp): Promise<string> {
    const message = this.notification(text).locator('.notification-list-item-message').first();
    await message.waitFor();
    return message.innerText();
  }

  /** Clicks a button of a notification. */
  async answerNotification(text: string | RegExp, button: string): Promise<void> {
    const notification = this.notification(text).first();
    await notification.getByRole('button', { name: button, exact: true }).click();
    await notification.waitFor({ state: 'hidden' });
  }

  /** Closes every notification. */
  async clearNotifications(): Promise<void> {
    await this.runCommand('Notifications: Clear All Notifications');
    await this.page
      .locator('.notifications-toasts .notification-list-item')
      .first()
      .waitFor({ state: 'hidden' });
  }

  /** The modal dialog that is open. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** Clicks a button of the modal dialog. */
  async answerDialog(button: string): Promise<void> {
    await this.dialog.getByRole('button', { name: button, exact: true }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  /** An editor's tab. */
  tab(title: string | RegExp): Locator {
    return this.page.locator('.tabs-container .tab').filter({ hasText: title });
  }

  /** The inside of the webview that is shown; of the first one, where there are several. */
  get webview(): FrameLocator {
    return this.page
      .locator('iframe.webview.ready')
      .filter({ visible: true })
      .first()
      .contentFrame()
      .locator('iframe#active-frame')
      .contentFrame();
  }

  /** An entry of the status bar. */
  status(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item').filter({ hasText: text });
  }

  /** The text of the active editor as far as it is in sight. */
  get editorText(): Locator {
    return this.page.locator('.editor-group-container.active .view-lines');
  }

  async readClipboard(): Promise<string> {
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  /** Everything that VS Code has saved in the browser: the state of window and tabs, among other things. */
  async savedState(): Promise<string> {
    return this.page.evaluate<string>(`(async () => {
      const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const saved = [{ ...localStorage }];
      for (const { name } of await indexedDB.databases()) {
        const database = await done(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
          saved.push(await done(database.transaction(store).objectStore(store).getAll()));
        }
        database.close();
      }
      return JSON.stringify(saved);
    })()`);
  }

  async writeClipboard(text: string): Promise<void> {
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  }

  /** Empties the clipboard, does something, and returns what that put there. */
  async copied(action: () => Promise<void>): Promise<string> {
    await this.writeClipboard('');
    await action();
    let text = '';
    await until('the clipboard to be filled', async () => (text = await this.readClipboard()) !== '');
    return text;
  }

  /** Switches the colour theme and waits until it is drawn. */
  async setTheme(theme: keyof typeof themes): Promise<void> {
    const [title, className] = themes[theme];
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.type(title);
    await this.quickInput.pick(title);
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
  }

  /**
   * Takes a picture of the window.
   *
   * @returns the path of the PNG file below `out/screenshots`
   */
  async screenshot(name: string): Promise<string> {
    const path = screenshotPath(name);
    mkdirSync(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
    return path;
  }
}
