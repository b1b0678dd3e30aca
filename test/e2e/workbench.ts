import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { screenshotPath } from '../support/screenshots.ts';
import type { VSCode } from '../vscode/start-vscode.ts';
import { putOnClipboard } from './outside.ts';
import { clipboardText, savedState } from './inspect.ts';
import { QuickInput } from './quick-input.ts';
import { Tree } from './tree.ts';
import { until } from '../support/until.ts';

export type Theme = keyof typeof themes;

/** Each theme's name for people, its name in the settings, and the class that the page has then. */
export const themes = {
  light: { title: 'Light Modern', id: 'Light Modern', className: 'vs' },
  dark: { title: 'Dark Modern', id: 'Dark Modern', className: 'vs-dark' },
  'high contrast': { title: 'Dark High Contrast', id: 'Default High Contrast', className: 'hc-black' },
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
    const shown = this.page.locator('.part.sidebar .composite.title').filter({ hasText: title });
    await icon.waitFor();
    // A click on the icon of a view that's shown hides it, and a reloaded window may show it just then.
    await until(`the view "${title}"`, async () => {
      if (await shown.isVisible()) return true;
      await icon.click();
      return shown.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    });
  }

  /** Clicks an icon in the title of the view in the side bar. */
  async viewAction(title: string): Promise<void> {
    const side = this.page.locator('.part.sidebar');
    await side.locator('.pane-header, .composite.title').first().hover();
    await side.locator('.title-actions, .actions').getByRole('button', { name: title }).first().click();
  }

  /** Enters the client secret of the only connection, which has none yet. */
  async signIn(clientSecret: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Set Client Secret…' }).click();
    await this.quickInput.answer(clientSecret);
  }

  /** Closes the dialogs, menus and boxes that are open, with Escape. */
  async dismissAll(): Promise<void> {
    const open = this.page
      .locator('.monaco-dialog-box, .monaco-menu, .quick-input-widget')
      .filter({ visible: true });
    await until('every dialog, menu and box to be closed', async () => {
      if ((await open.count()) === 0) return true;
      await this.page.keyboard.press('Escape');
      return false;
    });
  }

  /** Runs a command by its title in the palette, the category included: "Kore Campaigns: Refresh Campaigns". */
  async runCommand(title: string): Promise<void> {
    await this.#chooseCommand(title);
    await until('the palette to close', () => this.quickInput.isClosedOr((value) => !value.startsWith('>')));
  }

  async #chooseCommand(title: string): Promise<void> {
    await until(`the palette to offer "${title}"`, async () => {
      await this.page.keyboard.press('F1');
      // The key is lost on a box that is just closing, and the palette lists nothing until the extensions are known:
      // it's opened once more then.
      const isOffered =
        (await this.quickInput.isFocused(2000)) &&
        (await this.quickInput.type(`>${title}`), await this.quickInput.offers(title, 3000));
      if (!isOffered) await this.quickInput.cancel();
      return isOffered;
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

  /** Waits for the webview in which something is in sight, and returns its page. A reload of the window gives it another one. */
  async frameWith(what: string, find: (frame: Frame) => Locator): Promise<Frame> {
    let found: Frame | undefined;
    await until(`${what} to be in sight`, async () => {
      for (const frame of this.page.frames()) {
        // A frame may go while it's asked.
        const isThere = await find(frame)
          .first()
          .isVisible()
          .catch(() => false);
        if (isThere) found = frame;
      }
      return found !== undefined;
    });
    if (found === undefined) throw new Error(`There is no ${what}.`);
    return found;
  }

  /** Presses Tab, or another key that moves the focus, until an element has it. */
  async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const focused = target.locator(':scope:focus');
    for (let presses = 0; (await focused.count()) === 0; presses++) {
      if (presses === 60) throw new Error(`${key} doesn't lead to ${String(target)}.`);
      await this.page.keyboard.press(key);
    }
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
    return clipboardText(this.page);
  }

  /** Everything that VS Code has saved in the browser: the state of window and tabs, among other things. */
  async savedState(): Promise<string> {
    return savedState(this.page);
  }

  async writeClipboard(text: string): Promise<void> {
    await putOnClipboard(this.page, text);
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
  async setTheme(theme: Theme): Promise<void> {
    const { title, className } = themes[theme];
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
