import type { Contact, Page } from '../kore/shapes.ts';
import { facets, passes, valuesOf, type ContactFilter, type Facet } from './contactFilter.ts';
import type { Pages } from './pages.ts';
import { pagesHere } from './walk.ts';

/** How often each value stands in a facet, in the order in which they were met. */
export type FacetCounts = Record<Facet, ReadonlyMap<string, number>>;

/** What of the contacts that are here passes a filter; kept up to date while pages arrive, and empty after they were forgotten. */
export class FilteredContacts {
  /** By page: how many rows it has, and which of them pass, counted from 0. */
  private readonly looked = new Map<number, { readonly rows: number; readonly passing: readonly number[] }>();
  private readonly listening: { readonly dispose: () => void };

  /** @param changed called when there is more, or nothing any more */
  constructor(
    private readonly pages: Pages<Contact>,
    readonly filter: ContactFilter,
    private readonly changed: () => void,
  ) {
    this.listening = pages.listen((change) => {
      if (change.what === 'arrived') this.look(change.page);
      else if (change.what === 'forgotten') this.looked.clear();
      else for (const number of change.pages) this.looked.delete(number);
      this.changed();
    });
  }

  /** Contacts that were looked at. */
  get seen(): number {
    return sum([...this.looked.values()].map(({ rows }) => rows));
  }

  /** Contacts among them that pass. */
  get matching(): number {
    return sum([...this.looked.values()].map(({ passing }) => passing.length));
  }

  /** Pages of the campaign that aren't here, or not whole; undefined before anything is known of it. */
  get missingPages(): number | undefined {
    return this.pages.missing;
  }

  /** Looks at the pages that are here and were not looked at yet. */
  async catchUp(signal: AbortSignal): Promise<void> {
    for await (const page of pagesHere(this.pages, signal)) if (!this.looked.has(page.page)) this.look(page);
  }

  /** The first contacts that pass, in the order of the campaign, by the page. @param most how many at most */
  async *first(most: number, signal: AbortSignal): AsyncGenerator<[Page<Contact>, readonly number[]]> {
    let left = most;
    const numbers = [...this.looked.keys()].sort((a, b) => a - b);
    for (const number of numbers) {
      const passing = this.looked.get(number)?.passing ?? [];
      const page = passing.length > 0 ? await this.pages.peek(number) : undefined;
      signal.throwIfAborted();
      if (!page) continue;
      yield [page, passing.slice(0, left)];
      left -= passing.length;
      if (left <= 0) return;
    }
  }

  dispose(): void {
    this.listening.dispose();
  }

  private look(page: Page<Contact>): void {
    const passing = page.items.flatMap((contact, index) => (passes(contact, this.filter) ? [index] : []));
    this.looked.set(page.page, { rows: page.items.length, passing });
  }
}

/** Counts the values of all contacts that are here. */
export async function countFacets(pages: Pages<Contact>, signal: AbortSignal): Promise<FacetCounts> {
  const newCount = () => new Map<string, number>();
  const counts = { outcome: newCount(), disposition: newCount(), attempts: newCount(), session: newCount() };
  for await (const { items } of pagesHere(pages, signal)) {
    for (const contact of items) {
      for (const facet of facets) for (const value of valuesOf(contact, facet)) countUp(counts[facet], value);
    }
  }
  return counts;
}

function countUp(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
