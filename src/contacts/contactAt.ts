import type { Contact, Page } from '../kore/shapes.ts';
import type { Pages } from './pages.ts';
import type { AskOptions } from './sharedRequest.ts';

/** The contact that stands at a place now. Contacts have no sure id, so a place is all that can be kept of one. */
export interface FoundContact {
  readonly contact: Contact;
  /** Counted from 1 over the whole campaign. */
  readonly position: number;
  /** Counted from 1. */
  readonly page: number;
  /** Within the page, counted from 0. */
  readonly index: number;
  /** Milliseconds since the epoch. */
  readonly fetchedAt: number;
}

/**
 * The contact at a position, from the pages that are here, else from the service. As long as no page is here, the server may turn
 * out to serve smaller pages than asked; then the right page is asked for once more.
 * @param position counted from 1
 * @param pageSizeGuess rows per page while the list has not told its own, 1 to 100
 * @returns undefined when the list is shorter now
 * @throws what {@link Pages.get} throws
 */
export async function contactAt(
  pages: Pages<Contact>,
  position: number,
  pageSizeGuess: number,
  options: AskOptions,
): Promise<FoundContact | undefined> {
  const expected = pages.shape?.limit ?? pageSizeGuess;
  const page = await pages.get(pageOf(position, expected), options);
  if (page.limit === expected) return inPage(page, position);
  return inPage(await pages.get(pageOf(position, page.limit), options), position);
}

function pageOf(position: number, limit: number): number {
  return Math.ceil(position / limit);
}

function inPage(
  { page, limit, items, fetchedAt }: Page<Contact>,
  position: number,
): FoundContact | undefined {
  const index = position - 1 - (page - 1) * limit;
  const contact = items[index];
  return contact && { contact, position, page, index, fetchedAt };
}
