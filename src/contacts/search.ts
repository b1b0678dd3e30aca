import { asError, concernsAllRequests, KoreError } from '../kore/errors.ts';
import type { Campaign, Contact, Page } from '../kore/shapes.ts';
import type { AppCache } from './appCache.ts';
import type { Match } from './find.ts';
import type { Pages } from './pages.ts';
import { pagesHere, walk } from './walk.ts';
import { walkPast } from './walkPast.ts';

/** A contact that is as looked for. */
export interface Hit {
  readonly campaign: Campaign;
  /** Counted from 1 over the whole campaign. */
  readonly position: number;
  readonly contact: Contact;
  readonly match: Match;
  /** Milliseconds since the epoch. */
  readonly fetchedAt: number;
}

/** One page that was looked through. */
export interface Searched {
  readonly campaign: Campaign;
  readonly page: number;
  readonly totalPages: number;
  readonly hits: readonly Hit[];
}

/** What couldn't be read, though everything else can: a campaign from some page on, or campaigns of the list by their positions from 1. */
export interface Skipped {
  readonly skipped: Campaign | { readonly first: number; readonly last: number };
  readonly error: Error;
  /** None; what was found before the failure was yielded before. */
  readonly hits: readonly [];
}

/** Where to look: the given campaigns, or all that the app has. */
export type SearchScope = readonly Campaign[] | 'all';

/** Campaigns in a row that may time out before the host itself is taken to be too slow. */
const mostTimeouts = 3;

/**
 * Searches all contacts page by page, and requests pages that aren't cached. A campaign that can't be read is skipped.
 * @throws what {@link walk} throws, where every campaign would fail like that
 */
export async function* search(
  cache: AppCache,
  scope: SearchScope,
  matches: (contact: Contact) => Match | undefined,
  signal: AbortSignal,
): AsyncGenerator<Searched | Skipped, void, undefined> {
  let timeouts = 0;
  for await (const campaign of scope === 'all' ? listed(cache, signal) : scope) {
    if ('skipped' in campaign) {
      yield campaign;
      continue;
    }
    const pages = cache.contactsOf(campaign.id);
    try {
      for await (const page of walk(pages, signal)) yield searched(campaign, pages, page, matches);
      timeouts = 0;
    } catch (thrown) {
      signal.throwIfAborted();
      if (concernsAllRequests(thrown)) throw thrown;
      const error = asError(thrown);
      timeouts = error instanceof KoreError && error.kind === 'timedOut' ? timeouts + 1 : 0;
      if (timeouts === mostTimeouts) throw error;
      yield { skipped: campaign, error, hits: [] };
    }
  }
}

/** All campaigns of the app's list that have contacts, page by page, past pages of the list that can't be read. */
async function* listed(
  cache: AppCache,
  signal: AbortSignal,
): AsyncGenerator<Campaign | Skipped, void, undefined> {
  const list = cache.campaigns();
  for await (const page of walkPast(list, signal)) {
    if ('items' in page) {
      yield* page.items.filter(hasContacts);
    } else {
      const { limit = 1, totalResults = Infinity } = list.shape ?? {};
      const first = (page.missing - 1) * limit + 1;
      const last = Math.min(page.missing * limit, totalResults);
      yield { skipped: { first, last }, error: page.error, hits: [] };
    }
  }
}

/** The same for the pages that are here; asks for nothing. */
export async function* searchHere(
  cache: AppCache,
  scope: SearchScope,
  matches: (contact: Contact) => Match | undefined,
  signal: AbortSignal,
): AsyncGenerator<Searched, void, undefined> {
  for await (const campaign of scope === 'all' ? listedHere(cache, signal) : scope) {
    const pages = cache.contactsOf(campaign.id);
    for await (const page of pagesHere(pages, signal)) yield searched(campaign, pages, page, matches);
  }
}

async function* listedHere(cache: AppCache, signal: AbortSignal): AsyncGenerator<Campaign, void, undefined> {
  for await (const { items } of pagesHere(cache.campaigns(), signal)) yield* items.filter(hasContacts);
}

/** A campaign without an ID has no contacts that could be requested. */
function hasContacts({ id }: Campaign): boolean {
  return id !== '';
}

function searched(
  campaign: Campaign,
  { shape }: Pages<Contact>,
  { page, limit, totalPages, items, fetchedAt }: Page<Contact>,
  matches: (contact: Contact) => Match | undefined,
): Searched {
  const hits = items.flatMap((contact, index) => {
    const match = matches(contact);
    const position = (page - 1) * limit + index + 1;
    return match ? [{ campaign, position, contact, match, fetchedAt }] : [];
  });
  return { campaign, page, totalPages: shape?.totalPages ?? totalPages, hits };
}
