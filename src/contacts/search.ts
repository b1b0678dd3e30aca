import type { Campaign, Contact, Page } from '../kore/shapes.ts';
import type { AppCache } from './appCache.ts';
import type { Match } from './find.ts';
import type { Pages } from './pages.ts';
import { pagesHere, walk } from './walk.ts';

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

/** Where to look: the given campaigns, or all that the app has. */
export type SearchScope = readonly Campaign[] | 'all';

/**
 * Looks through all contacts, page by page; asks for what is not here.
 * @throws what {@link walk} throws
 */
export async function* search(
  cache: AppCache,
  scope: SearchScope,
  matches: (contact: Contact) => Match | undefined,
  signal: AbortSignal,
): AsyncGenerator<Searched, void, undefined> {
  for await (const campaign of campaignsIn(scope, walk(cache.campaigns(), signal))) {
    const pages = cache.contactsOf(campaign.id);
    for await (const page of walk(pages, signal)) yield searched(campaign, pages, page, matches);
  }
}

/** The same for the pages that are here; asks for nothing. */
export async function* searchHere(
  cache: AppCache,
  scope: SearchScope,
  matches: (contact: Contact) => Match | undefined,
  signal: AbortSignal,
): AsyncGenerator<Searched, void, undefined> {
  for await (const campaign of campaignsIn(scope, pagesHere(cache.campaigns(), signal))) {
    const pages = cache.contactsOf(campaign.id);
    for await (const page of pagesHere(pages, signal)) yield searched(campaign, pages, page, matches);
  }
}

/** A campaign without an id has no contacts that could be asked for. */
async function* campaignsIn(
  scope: SearchScope,
  listPages: AsyncIterable<Page<Campaign>>,
): AsyncGenerator<Campaign> {
  if (scope !== 'all') {
    yield* scope;
    return;
  }
  for await (const { items } of listPages) {
    for (const campaign of items) if (campaign.id !== '') yield campaign;
  }
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
