import { concernsAllRequests, KoreError } from '../kore/errors.ts';
import type { Page } from '../kore/shapes.ts';
import type { Pages } from './pages.ts';
import { walk } from './walk.ts';

/** A page that couldn't be read. */
export interface MissingPage {
  /** Counted from 1. */
  readonly missing: number;
  readonly error: KoreError;
}

/**
 * Like {@link walk} over a whole list, but a page that can't be read doesn't end it: a {@link MissingPage} stands in its place.
 * @throws what {@link walk} throws, where no page is known or all others would fail the same way
 */
export async function* walkPast<T>(
  pages: Pages<T>,
  signal: AbortSignal,
): AsyncGenerator<Page<T> | MissingPage, void, undefined> {
  for (let next = 1; next === 1 || next <= (pages.shape?.totalPages ?? 0); next++) {
    try {
      for await (const page of walk(pages, signal, { firstPage: next, lastPage: Infinity })) {
        next = page.page + 1;
        yield page;
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!pages.shape || !(error instanceof KoreError) || concernsAllRequests(error)) throw error;
      yield { missing: next, error };
    }
  }
}
