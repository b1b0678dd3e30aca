import { asError, concernsAllRequests } from '../kore/errors.ts';
import type { Campaign } from '../kore/shapes.ts';
import type { Pages } from './pages.ts';
import { pagesHere } from './walk.ts';

/**
 * The number of the page of a list that has a campaign. Pages that are here are searched first, then the others are requested one after the
 * other.
 * @returns undefined when no page has it
 * @throws the signal's reason, or what {@link Pages.get} throws: where all requests would fail, or the campaign may be on a page that failed
 */
export async function pageWithCampaign(
  pages: Pages<Campaign>,
  campaignId: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  const seen = new Set<number>();
  for await (const { page, items } of pagesHere(pages, signal)) {
    if (has(items, campaignId)) return page;
    seen.add(page);
  }
  let failure: Error | undefined;
  for (let page = 1; page <= (pages.shape?.totalPages ?? 1); page++) {
    if (seen.has(page)) continue;
    try {
      const { items } = await pages.get(page, { signal, priority: 'click' });
      if (has(items, campaignId)) return page;
    } catch (error) {
      signal.throwIfAborted();
      if (!pages.shape || concernsAllRequests(error)) throw error;
      failure ??= asError(error);
    }
  }
  if (failure) throw failure;
  return undefined;
}

function has(campaigns: readonly Campaign[], campaignId: string): boolean {
  return campaigns.some(({ id }) => id === campaignId);
}
