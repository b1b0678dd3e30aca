// The only file of the end-to-end tests that runs code in the page: it reads what a person can't, and changes nothing.
import axe from 'axe-core';
import type { Frame, Locator, Page } from 'playwright-core';

interface Row {
  getAttribute(name: string): string | null;
  getBoundingClientRect(): { top: number; bottom: number };
}

/** The text on the clipboard. */
export async function clipboardText(page: Page): Promise<string> {
  return page.evaluate<string>('navigator.clipboard.readText()');
}

/** Everything that VS Code has saved in the browser: the state of window and tabs, among other things. */
export async function savedState(page: Page): Promise<string> {
  return page.evaluate<string>(`(async () => {
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

/** The accessible names of tree rows, by their index in the tree: the page keeps its rows in no order. */
export async function namesByIndex(rows: Locator): Promise<readonly (readonly [number, string])[]> {
  return rows.evaluateAll((elements: Row[]) =>
    elements.map(
      (row) => [Number(row.getAttribute('data-index')), row.getAttribute('aria-label') ?? ''] as const,
    ),
  );
}

/** The upper and lower edge of each element, in CSS pixels from the top of the window. */
export async function verticalEdges(elements: Locator): Promise<readonly { top: number; bottom: number }[]> {
  return elements.evaluateAll((rows: Row[]) =>
    rows.map((row) => row.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })),
  );
}

/** How far the page of a webview is wider than its frame, in CSS pixels. */
export async function overflowOf(frame: Frame): Promise<number> {
  return frame.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
}

/** How far an element is scrolled down, in CSS pixels. */
export async function scrollTopOf(element: Locator): Promise<number> {
  return element.evaluate(({ scrollTop }: { scrollTop: number }) => scrollTop);
}

/** What axe-core finds wrong in a page, a line each; none where nothing is. */
export async function violations(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(axe.source);
  const { violations: found } = await frame.evaluate<axe.AxeResults>(
    "axe.run({ resultTypes: ['violations'] })",
  );
  return found.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes
        .slice(0, 5)
        .map(({ html }) => html)
        .join(' | ')}`,
  );
}

interface Drawn {
  readonly ownerDocument: {
    readonly defaultView: {
      getComputedStyle: (
        element: object,
      ) => Readonly<Record<'outlineStyle' | 'outlineWidth' | 'outlineColor', string>>;
    };
  };
}

/** Whether an outline is drawn around an element. */
export async function hasOutline(element: Locator): Promise<boolean> {
  const { style, width, color } = await element.evaluate((one: Drawn) => {
    const drawn = one.ownerDocument.defaultView.getComputedStyle(one);
    return { style: drawn.outlineStyle, width: drawn.outlineWidth, color: drawn.outlineColor };
  });
  return style !== 'none' && width !== '0px' && !/, 0\)$/u.test(color);
}
