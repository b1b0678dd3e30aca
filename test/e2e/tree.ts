import { errors, type Locator, type Page } from 'playwright-core';
import { namesByIndex, verticalEdges } from './inspect.ts';
import { until } from '../support/until.ts';

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
    const named = await namesByIndex(rows);
    return named.toSorted(([one], [other]) => one - other).map(([, name]) => name);
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
    const modifiers = modifier === undefined ? [] : [modifier];
    await this.#try(name, 'to take a click', (row) =>
      row.locator('.monaco-icon-label').click({ modifiers, timeout: 1000 }),
    );
  }

  /** Opens a row's context menu. */
  async openMenu(name: string | RegExp): Promise<void> {
    await this.#try(name, 'to open its menu', async (row) => {
      await row.locator('.monaco-icon-label').click({ button: 'right', timeout: 1000 });
      await this.#page.locator('.monaco-menu').waitFor({ timeout: 2000 });
    });
  }

  /** Clicks an icon at a row's right end, which is there only while the pointer is over the row. */
  async inlineAction(name: string | RegExp, title: string): Promise<void> {
    await this.#try(name, `to take a click on "${title}"`, async (row) => {
      await row.hover({ timeout: 1000 });
      await row.getByRole('button', { name: title }).click({ timeout: 1000 });
    });
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
    const toggled = this.#rows.locator(`[aria-expanded="${expanded}"]`).and(this.row(name));
    await this.#try(name, expanded === 'true' ? 'to open' : 'to close', async (row) => {
      if ((await row.getAttribute('aria-expanded')) !== expanded) {
        await row.locator('.monaco-tl-twistie').click({ timeout: 1000 });
      }
      await toggled.waitFor({ timeout: 2000 });
    });
  }

  /** Does something to a row as one step, and once more where the row was drawn anew in the middle of it. */
  async #try(name: string | RegExp, what: string, act: (row: Locator) => Promise<void>): Promise<void> {
    await until(`the row ${String(name)} ${what}`, async () =>
      act(await this.#inSight(name)).then(
        () => true,
        async (error: unknown) => {
          if (!(error instanceof errors.TimeoutError)) throw error;
          // Away from what is told of the row under the pointer, which may cover this one.
          await this.#page.mouse.move(5, 5);
          return false;
        },
      ),
    );
  }

  /** Scrolls until a row of that name is clear of the edges, and of the parents that stick to the upper one. */
  async #inSight(name: string | RegExp): Promise<Locator> {
    const named = this.#rows.getByRole('treeitem', { name });
    await named.first().waitFor();
    let clear = -1;
    await until(`the row ${String(name)} to be in sight`, async () => {
      const places = await verticalEdges(named);
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
