import { AppCache } from '../../../src/contacts/appCache.ts';
import type { Overflow } from '../../../src/contacts/compactStore.ts';
import { Pages } from '../../../src/contacts/pages.ts';
import { PlainStore } from '../../../src/contacts/pageStore.ts';
import type { Page } from '../../../src/kore/shapes.ts';
import type { CallOptions } from '../../../src/kore/campaignApi.ts';
import type { Client } from '../kore/api.ts';

/** A request for a page that a test answers when it likes. */
interface Asked extends CallOptions {
  page: number;
  limit: number;
  answer: (page?: Partial<Page<string>>) => void;
  fail: (error: Error) => void;
}

/** Pages whose every request waits for the test, and how often something was raised. */
export function heldPages(pageSize: () => number = () => 100) {
  const asked: Asked[] = [];
  let raised = 0;
  const pages = new Pages<string>(
    ({ page, limit }, options) =>
      new Promise((resolve, reject) => {
        // Not at once, like a request.
        options.signal.addEventListener('abort', () => setImmediate(reject, options.signal.reason));
        const told = { page, limit, totalPages: 10, totalResults: 1_000, fetchedAt: 0 };
        asked.push({
          ...options,
          page,
          limit,
          answer: (other = {}) => resolve({ items: [`row of ${page}`], ...told, ...other }),
          fail: reject,
        });
      }),
    pageSize,
    new PlainStore(),
    () => raised++,
  );
  return { pages, asked, raised: () => raised };
}

/** For campaigns that fit into memory. */
export const noOverflow: Overflow = {
  folder: '/nowhere',
  failed: (error) => {
    throw error;
  },
};

/** What a client has loaded of its app. @param pageSize contacts a page */
export function cacheOf({ api, scheduler }: Omit<Client, 'notes'>, pageSize = 100): AppCache {
  return new AppCache(
    api,
    () => pageSize,
    noOverflow,
    () => scheduler.startNext(),
  );
}
