import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Page } from '../kore/shapes.ts';
import type { Pages } from './pages.ts';
import type { PageRange } from './ranges.ts';

/** How many pages are asked for before the one that is read has come. */
const lookAhead = 4;

/** Milliseconds after which a loop over pages that are all here lets others have the thread. */
const longestTurn = 10;

/**
 * All pages of a list, or those of `range`, in order, from what is here and else from the service, a bounded number of them under
 * way. Leaving the loop, or aborting `signal`, ends the requests that no one else waits for; the pages that came stay in `pages`, so
 * that the next walk goes on from there. Pages that appear while the list grows are walked too, and pages behind the end of a list that
 * shrank are left out.
 * @throws what {@link Pages.get} throws, or Error when the page size has changed meanwhile
 */
export async function* walk<T>(
  pages: Pages<T>,
  signal: AbortSignal,
  { firstPage, lastPage }: PageRange = { firstPage: 1, lastPage: Infinity },
): AsyncGenerator<Page<T>, void, undefined> {
  const left = new AbortController();
  const options = { signal: AbortSignal.any([signal, left.signal]), priority: 'background' } as const;
  const coming: Promise<Page<T>>[] = [];
  try {
    let page = await pages.get(firstPage, options);
    const { limit } = page;
    const pause = pauses();
    for (let next = firstPage + 1; ;) {
      yield page;
      await pause();
      const end = Math.min(lastPage, endOf(pages, page));
      while (next <= end && coming.length < lookAhead) {
        const asked = pages.get(next++, options);
        // Its failure is met where it is awaited, or not at all when the loop is left before.
        asked.catch(() => undefined);
        coming.push(asked);
      }
      const first = coming.shift();
      if (!first) return;
      page = await first;
      if (page.page > endOf(pages, page)) return;
      // It was the last one when it came, and the list has grown or shrunk since.
      if (pages.shape && !pages.has(page.page)) {
        page = await pages.get(page.page, options);
        if (page.page > endOf(pages, page)) return;
      }
      // Pages of another size begin at other rows: read on, some contacts would come twice and others never.
      if (page.limit !== limit)
        throw new Error('The page size changed while the list was read. Start again.');
    }
  } finally {
    left.abort();
  }
}

/** Where a list ends: as its latest page said, or, after a refresh, as this page did. */
function endOf<T>(pages: Pages<T>, { totalPages }: Page<T>): number {
  return pages.shape?.totalPages ?? totalPages;
}

/** The pages of a list that are here, in order; requests nothing. Pages that arrive meanwhile may be left out. */
export async function* pagesHere<T>(
  pages: Pages<T>,
  signal: AbortSignal,
): AsyncGenerator<Page<T>, void, undefined> {
  const pause = pauses();
  for (const number of pages.numbers) {
    const page = await pages.peek(number);
    signal.throwIfAborted();
    if (page) yield page;
    await pause();
  }
}

/** @returns what is to be awaited after each page: promises alone would keep the thread, however long the loop */
function pauses(): () => Promise<void> {
  let turnBegan = performance.now();
  return async () => {
    if (performance.now() - turnBegan <= longestTurn) return;
    await nextTurn();
    turnBegan = performance.now();
  };
}
