import type { Locator, Page } from 'playwright-core';
import { until } from './until.ts';

interface Row {
  getAttribute(name: string): string | null;
  getBoundingClientRect(): { top: number; bottom: number };
}

/** The rows of the side bar. Only those in sight, and a few about them, exist in the page. */
export class Tree {
  readonly #page: Page;
  readonly #list: Locator;
  /** Without the parents that stick to the upper edge. */
  readonly #rows: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#list = page.locator('.part.sidebar .monaco-list').filter({ visible: true }).last();
    this.#rows = this.#list.locator('.monaco-list-rows');
  }

  /** A row by its accessible name, which begins with its label; give a regular expression to be exact. */
  row(name: string | RegExp): Locator {
    return this.#rows.getByRole('treeitem', { name }).first();
  }

  /** The accessible names of the rows in sight, from the top. */
  async names(): Promise<string[]> {
    const rows = this.#rows.getByRole('treeitem');
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
    await (await this.#inSight(name)).hover();
    await until(`the children of ${String(name)}`, () => this.#hasChildren(this.row(name)));
  }

  async collapse(name: string | RegExp): Promise<void> {
    await this.#toggle(name, 'false');
  }

  /** Clicks a row, with Control or Shift to select several. */
  async click(name: string | RegExp, modifier?: 'ControlOrMeta' | 'Shift'): Promise<void> {
    const row = await this.#inSight(name);
    await row.locator('.monaco-icon-label').click(modifier === undefined ? {} : { modifiers: [modifier] });
  }

  /** Opens a row's context menu. */
  async openMenu(name: string | RegExp): Promise<void> {
    const row = await this.#inSight(name);
    await row.locator('.monaco-icon-label').click({ button: 'right' });
    await this.#page.locator('.monaco-menu').waitFor();
  }

  /** Clicks an icon at a row's right end. */
  async inlineAction(name: string | RegExp, title: string): Promise<void> {
    const row = await this.#inSight(name);
    await row.hover();
    await row.getByRole('button', { name: title }).click();
  }

  /** Scrolls down until a row is in sight. */
  async scrollTo(name: string | RegExp): Promise<void> {
    await this.#list.hover();
    await until(
      `the row ${String(name)}`,
      async () => (await this.row(name).isVisible()) || this.#scroll(220),
    );
  }

  async #toggle(name: string | RegExp, expanded: 'true' | 'false'): Promise<void> {
    const row = this.row(name);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) !== expanded) {
      await (await this.#inSight(name)).locator('.monaco-tl-twistie').click();
    }
    await until(
      `the row ${String(name)} to open or close`,
      async () => (await row.getAttribute('aria-expanded')) === expanded,
    );
  }

  /** Scrolls until a row of that name is clear of the edges, and of the parents that stick to the upper one. */
  async #inSight(name: string | RegExp): Promise<Locator> {
    const named = this.#rows.getByRole('treeitem', { name });
    await named.first().waitFor();
    let clear = -1;
    await until(`the row ${String(name)} to be in sight`, async () => {
      const places = await named.evaluateAll((rows: Row[]) =>
        rows.map((row) => row.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })),
      );
      const [upper, lower] = await this.#edges();
      clear = places.findIndex(({ top, bottom }) => top >= upper - 1 && bottom <= lower + 1);
      if (clear < 0 && places[0] !== undefined) {
        await this.#list.hover();
        await this.#page.mouse.wheel(0, places[0].top - (upper + lower) / 2);
      }
      return clear >= 0;
    });
    return named.nth(clear);
  }

  async #edges(): Promise<[number, number]> {
    const list = await this.#list.boundingBox();
    const sticky = this.#list.locator('.monaco-tree-sticky-container');
    const parents = (await sticky.isVisible()) ? await sticky.boundingBox() : null;
    const top = list?.y ?? 0;
    return [top + (parents?.height ?? 0), top + (list?.height ?? 0)];
  }

  async #hasChildren(row: Locator): Promise<boolean> {
    const [index, level] = await numbers(row, ['data-index', 'aria-level']);
    const next = this.#rows.locator(`[role="treeitem"][data-index="${Number(index) + 1}"]`);
    if ((await next.count()) === 0) {
      return this.#scroll();
    }
    const [nextLevel] = await numbers(next, ['aria-level']);
    return Number(nextLevel) > Number(level);
  }

  /** Two rows further down, or as many pixels as told, where there are any. */
  async #scroll(pixels = 44): Promise<false> {
    await this.#page.mouse.wheel(0, pixels);
    return false;
  }
}

async function numbers(row: Locator, attributes: string[]): Promise<number[]> {
  return Promise.all(attributes.map(async (name) => Number(await row.getAttribute(name))));
}
