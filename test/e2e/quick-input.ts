import { basename } from 'node:path';
import type { Keyboard, Locator, Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { putOnClipboard } from './outside.ts';

/** The box at the top of the window: one widget for the palette, input boxes, quick picks and file dialogs. */
export class QuickInput {
  readonly widget: Locator;
  readonly input: Locator;
  readonly #keyboard: Keyboard;

  constructor(page: Page) {
    this.#keyboard = page.keyboard;
    this.widget = page.locator('.quick-input-widget');
    this.input = this.widget.locator('.quick-input-box input');
  }

  /** Types an answer and presses Enter; waits until the box closes or asks for something else. */
  async answer(text: string): Promise<void> {
    await this.#answering(async () => {
      await this.type(text);
      await this.#keyboard.press('Enter');
    });
  }

  /** Presses Enter; waits as `answer` does. */
  async confirm(): Promise<void> {
    await this.#answering(() => this.#keyboard.press('Enter'));
  }

  /** Types over what is in the box, without pressing Enter. */
  async type(text: string): Promise<void> {
    await this.widget.locator('.quick-input-box input:focus').waitFor();
    await this.#keyboard.press('ControlOrMeta+a');
    await (text === '' ? this.#keyboard.press('Delete') : this.#keyboard.type(text));
  }

  /** Pastes over what is in the box, as people do with tokens and keys. */
  async paste(text: string): Promise<void> {
    await this.type('');
    await putOnClipboard(this.widget.page(), text);
    await this.#keyboard.press('ControlOrMeta+v');
  }

  /** Whether the box comes to have the keyboard within some milliseconds. */
  async isFocused(milliseconds: number): Promise<boolean> {
    return appears(this.widget.locator('.quick-input-box input:focus'), milliseconds);
  }

  /** Picks an entry of a list by its label; waits as `answer` does. */
  async pick(label: string): Promise<void> {
    await this.#answering(() => this.row(label).click());
  }

  /** An entry of the list by its whole label. */
  row(label: string): Locator {
    const exactly = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
    return this.widget
      .locator('.quick-input-list .monaco-list-row')
      .filter({
        has: this.widget.page().locator('.quick-input-list-label .label-name').filter({ hasText: exactly }),
      })
      .first();
  }

  /** The labels of the entries that are in sight. */
  async labels(): Promise<string[]> {
    const names = this.widget.locator('.quick-input-list-row:first-child .label-name');
    await names.first().waitFor();
    return (await names.allInnerTexts()).map((name) => name.trim());
  }

  /** The prompt, or what is wrong with what was typed. */
  get message(): Locator {
    return this.widget.locator('.quick-input-message');
  }

  /** Whether the list comes to hold an entry within some milliseconds. */
  async offers(label: string, milliseconds: number): Promise<boolean> {
    return appears(this.row(label), milliseconds);
  }

  async isOpen(): Promise<boolean> {
    return this.widget.isVisible();
  }

  /** Whether it is closed, or open with a text in its input that passes. */
  async isClosedOr(passes: (value: string) => boolean): Promise<boolean> {
    return !(await this.isOpen()) || passes(await this.input.inputValue());
  }

  /** Answers the save dialog, which asks for a path in this workbench. @param path absolute, on the machine of the extension host */
  async saveAs(path: string): Promise<void> {
    await this.#typePath(path);
    await this.#pressButton('OK');
  }

  /** Answers the open dialog, which asks for a path as the save dialog does. @param button its label */
  async choose(path: string, button: string): Promise<void> {
    await this.#typePath(path);
    await this.widget.getByText(basename(path)).waitFor();
    await this.#pressButton(button);
  }

  /** Closes it without an answer. */
  async cancel(): Promise<void> {
    if (await this.isOpen()) {
      await this.#keyboard.press('Escape');
      await this.widget.waitFor({ state: 'hidden' });
    }
  }

  /** The dialog must have read the folder that it begins with, or it forgets what was typed before. */
  async #typePath(path: string): Promise<void> {
    await this.widget.locator('.monaco-list-row').getByText('..', { exact: true }).waitFor();
    await this.type(path);
    await until(`the dialog to hold ${path}`, async () => (await this.input.inputValue()) === path);
  }

  /** The dialog drops a click while it still reads the folder of what was typed. */
  async #pressButton(label: string): Promise<void> {
    const button = this.widget.getByRole('button', { name: label, exact: true });
    await until(`the dialog to take "${label}"`, async () => {
      await button.click({ timeout: 1000 }).catch(() => undefined);
      return this.widget.waitFor({ state: 'hidden', timeout: 1000 }).then(
        () => true,
        () => false,
      );
    });
  }

  async #answering(act: () => Promise<void>): Promise<void> {
    await this.input.waitFor();
    const question = await this.#question();
    await act();
    await until(`"${question}" to be answered`, async () => (await this.#question()) !== question);
  }

  /** Tells one question from the next: they share the widget, and one may open before the other is seen to close. */
  async #question(): Promise<string> {
    if (!(await this.isOpen())) {
      return '';
    }
    const title = await this.widget.locator('.quick-input-title').innerText();
    const [label, type] = await Promise.all(
      ['aria-label', 'type'].map((name) => this.input.getAttribute(name)),
    );
    return `${title} ${label ?? ''} ${type ?? ''}`;
  }
}

async function appears(locator: Locator, milliseconds: number): Promise<boolean> {
  return locator.waitFor({ timeout: milliseconds }).then(
    () => true,
    () => false,
  );
}
