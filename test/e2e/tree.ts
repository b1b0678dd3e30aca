import type { Locator, Page } from 'playwright-core';
import { until } from './until.ts';

interface Row {
  getAttribute(name: string): string | null;
}

/** The rows of the side bar. Only those in sight exist in the page. */
export class Tree {
  readonly #page: Page;
  readonly #side: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#side = page.locator('.part.sidebar');
  }

  /** A row by its accessible name, which begins with its label; give a regular expression to be exact. */
  row(name: string | RegExp): Locator {
    return this.#side.getByRole('treeitem', { name }).first();
  }

  /** The accessible names of the rows in sight, from the top. */
  async names(): Promise<string[]> {
    const rows = this.#side.getByRole('treeitem');
    await rows.first().waitFor();
    // The page keeps them in no order.
    const named = await rows.evaluateAll((elements: Row[]) =>
      elements.map(
        (row) => [Number(row.getAttribute('data-index')), row.getAttribute('aria-label') ?? ''] as const,
      ),
    );
    return named.sort(([one], [other]) => one - other).map(([, name]) => name);
  }

  /** Opens a row and waits until its first child is there; what lies below the lower edge is scrolled to. */
  async expand(name: string | RegExp): Promise<void> {
    await this.#toggle(name, 'true');
    await this.row(name).hover();
    await until(`the children of ${String(name)}`, () => this.#hasChildren(this.row(name)));
  }

  async collapse(name: string | RegExp): Promise<void> {
    await this.#toggle(name, 'false');
  }

  /** Clicks a row, with Control or Shift to select several. */
  async click(name: string | RegExp, modifier?: 'ControlOrMeta' | 'Shift'): Promise<void> {
    await this.row(name)
      .locator('.monaco-icon-label')
      .click(modifier === undefined ? {} : { modifiers: [modifier] });
  }

  /** Opens a row's context menu. */
  async openMenu(name: string | RegExp): Promise<void> {
    await this.row(name).locator('.monaco-icon-label').click({ button: 'right' });
    await this.#page.locator('.monaco-menu').waitFor();
  }

  /** Clicks an icon at a row's right end. */
  async inlineAction(name: string | RegExp, title: string): Promise<void> {
    await this.row(name).hover();
    await this.row(name).getByRole('button', { name: title }).click();
  }

  /** Scrolls down until a row is in sight. */
  async scrollTo(name: string | RegExp): Promise<void> {
    await this.#side.getByRole('treeitem').first().hover();
    await until(`the row ${String(name)}`, async () => (await this.row(name).isVisible()) || this.#scroll());
  }

  async #toggle(name: string | RegExp, expanded: 'true' | 'false'): Promise<void> {
    const row = this.row(name);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) !== expanded) {
      await row.locator('.monaco-tl-twistie').click();
    }
    await until(
      `the row ${String(name)} to open or close`,
      async () => (await row.getAttribute('aria-expanded')) === expanded,
    );
  }

  async #hasChildren(row: Locator): Promise<boolean> {
    const [index, level] = await numbers(row, ['data-index', 'aria-level']);
    const next = this.#side.locator(`[role="treeitem"][data-index="${Number(index) + 1}"]`);
    if ((await next.count()) === 0) {
      return this.#scroll();
    }
    const [nextLevel] = await numbers(next, ['aria-level']);
    return Number(nextLevel) > Number(level);
  }

  /** Two rows further down, where there are any. */
  async #scroll(): Promise<false> {
    await this.#page.mouse.wheel(0, 44);
    return false;
  }
}

async function numbers(row: Locator, attributes: string[]): Promise<number[]> {
  return Promise.all(attributes.map(async (name) => Number(await row.getAttribute(name))));
}
