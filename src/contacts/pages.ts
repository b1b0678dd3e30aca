import type { CallOptions } from '../kore/campaignApi.ts';
import { KoreError } from '../kore/errors.ts';
import type { Page, PageRequest } from '../kore/shapes.ts';
import { rowsExpected, shapeAfter, type ListShape } from './listShape.ts';
import type { PageStore } from './pageStore.ts';
import type { PageRange } from './ranges.ts';
import { SharedRequest, type AskOptions } from './sharedRequest.ts';

interface Asking<T> {
  readonly page: number;
  readonly request: SharedRequest<Page<T>>;
}

/** What became of the pages that are here. */
export type PagesChange<T> =
  /** A page came from the service, new or in the place of an older one. */
  | { readonly what: 'arrived'; readonly page: Page<T> }
  /**
   * Pages are gone: the list ends before them now, or they couldn't be read back. None where the list only ends earlier than it was
   * known to.
   */
  | { readonly what: 'dropped'; readonly pages: readonly number[] }
  /** A refresh removed all pages. */
  | { readonly what: 'forgotten' };

type Listener<T> = (change: PagesChange<T>) => void;

/**
 * The pages of one list that are here. A page is requested at most once until {@link renew} or {@link forget}: all callers that want it
 * while it's under way share the request. A failure is not kept. A page is requested again when its last rows may be missing or gone,
 * because the list has grown or shrunk within it; pages behind the end of a list that shrank are dropped.
 */
export class Pages<T> {
  /** An array, not a Map: V8 keeps a Map's deleted entries, with their answers, alive in its old backing store until a full GC. */
  private asking: Asking<T>[] = [];
  private known: ListShape | undefined;
  /** How many pages have arrived, and how many had when `known` was learned. */
  private arrivals = 0;
  private learnedAt = 0;
  /** Rows that were expected on a page when it came, for those that weren't expected to be full. */
  private partial = new Map<number, number>();
  private readonly listeners = new Set<Listener<T>>();

  /**
   * @param fetchPage requests one page from the service
   * @param pageSize rows per page to ask for, 1 to 100; a server that answers with fewer sets the size until {@link forget}
   * @param store keeps the pages; used by this object alone
   * @param raised called when a waiting request has become urgent
   */
  constructor(
    private readonly fetchPage: (request: PageRequest, options: CallOptions) => Promise<Page<T>>,
    private readonly pageSize: () => number,
    private readonly store: PageStore<T>,
    private readonly raised: () => void = () => undefined,
  ) {}

  /** Undefined until a first page is here. */
  get shape(): ListShape | undefined {
    return this.known;
  }

  /** How many pages are here. Tells nothing of which: whether the list is whole, {@link missing} tells. */
  get count(): number {
    return this.store.count;
  }

  /** The numbers of the pages that are here, ascending. */
  get numbers(): readonly number[] {
    return [...this.store.numbers()].sort((a, b) => a - b);
  }

  /** How many pages of the list would have to be requested to have it whole; undefined until a first page is here. */
  get missing(): number | undefined {
    const { known } = this;
    if (!known) return undefined;
    const suspects = new Set([...this.partial.keys(), known.totalPages]);
    const outdated = [...suspects].filter((page) => this.store.has(page) && !this.has(page));
    return known.totalPages - this.store.count + outdated.length;
  }

  /** {@link missing} within a range, as far as the list has pages there. */
  missingIn({ firstPage, lastPage }: PageRange): number {
    const end = Math.min(lastPage, this.known?.totalPages ?? lastPage);
    let here = 0;
    for (const page of this.store.numbers()) if (page >= firstPage && page <= end && this.has(page)) here++;
    return Math.max(0, end - firstPage + 1) - here;
  }

  /** Whether the page is here, with all rows and no others, as far as is known. */
  has(page: number): boolean {
    if (!this.store.has(page) || !this.known) return false;
    const expected = rowsExpected(page, this.known);
    return expected === undefined || expected === (this.partial.get(page) ?? this.known.limit);
  }

  /** The page if it's here, even with rows too many or too few; requests nothing. */
  async peek(page: number): Promise<Page<T> | undefined> {
    const { asking } = this;
    if (!this.store.has(page)) return undefined;
    const here = await this.store.get(page);
    if (!here && asking === this.asking && !this.store.has(page)) this.announceDropped([page]);
    return here;
  }

  /**
   * The page, from here or from the service. Behind the end of the list, a page without rows.
   * @param page counted from 1
   * @throws what the service's client throws, or the signal's reason
   */
  async get(page: number, options: AskOptions): Promise<Page<T>> {
    options.signal?.throwIfAborted();
    if (this.has(page)) {
      const here = await this.peek(page);
      options.signal?.throwIfAborted();
      if (here) return here;
    }
    return this.fromService(page, options);
  }

  /**
   * The page as the service has it now, in the place of the one that is here, which stays until then, and for good where this fails.
   * @param page counted from 1
   * @throws what the service's client throws, or the signal's reason
   */
  async renew(page: number, options: AskOptions): Promise<Page<T>> {
    options.signal?.throwIfAborted();
    return this.fromService(page, options);
  }

  /** @returns ends the subscription */
  listen(listener: Listener<T>): { readonly dispose: () => void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** Removes every page. Requests under way still answer their callers, but fill nothing. */
  forget(): void {
    this.store.clear();
    this.asking = [];
    this.partial = new Map();
    this.known = undefined;
    this.announce({ what: 'forgotten' });
  }

  private fromService(page: number, options: AskOptions): Promise<Page<T>> {
    const existing = this.asking.find((one) => one.page === page)?.request;
    const isRaised = existing && options.priority === 'click' && existing.turn.priority !== 'click';
    const answer = (existing ?? this.ask(page)).join(options);
    if (isRaised) this.raised();
    return answer;
  }

  private ask(page: number): SharedRequest<Page<T>> {
    const { asking, arrivals } = this;
    const asked = { page, limit: this.known?.limit ?? this.pageSize() };
    const keep = (arrived: Page<T>, arrivalsBefore: number) => {
      if (asking === this.asking) this.keep(arrived, arrivalsBefore);
      return arrived;
    };
    // It may end when the page is asked for again already.
    const end = () => remove(asking, entry);
    const request = new SharedRequest(
      (options) =>
        this.fetch(asked, options, keep)
          .then((arrived) => keep(arrived, arrivals))
          .finally(end),
      end,
    );
    const entry: Asking<T> = { page, request };
    asking.push(entry);
    return request;
  }

  /** Requests a page. Some servers refuse one that is behind the end: then the first page tells where the list ends now. */
  private async fetch(
    asked: PageRequest,
    options: CallOptions,
    keep: (first: Page<T>, arrivalsBefore: number) => Page<T>,
  ): Promise<Page<T>> {
    try {
      return await this.fetchPage(asked, options);
    } catch (error) {
      if (asked.page === 1 || !isMissingPage(error)) throw error;
      const { arrivals } = this;
      const first = keep(await this.fetchPage({ ...asked, page: 1 }, options), arrivals);
      if (asked.page <= first.totalPages) throw error;
      return { ...first, page: asked.page, items: [] };
    }
  }

  private keep(arrived: Page<T>, arrivalsBefore: number): void {
    const { page, items } = arrived;
    const before = this.known;
    if (before && before.limit !== arrived.limit) throw changedPageSize(before.limit, arrived.limit);
    const known = shapeAfter(before, arrived, arrivalsBefore >= this.learnedAt);
    this.known = known;
    this.arrivals++;
    if (known !== before) this.learnedAt = this.arrivals;
    const isKept = page <= known.totalPages;
    if (isKept) {
      this.store.set(arrived);
      const expected = rowsExpected(page, arrived) ?? items.length;
      if (expected === known.limit) this.partial.delete(page);
      else this.partial.set(page, expected);
    }
    const behind = known.totalPages < (before?.totalPages ?? 0) ? this.numbersBehind(known.totalPages) : [];
    for (const number of behind) this.store.delete(number);
    if (behind.length > 0 || !isKept) this.announceDropped(behind);
    if (isKept) this.announce({ what: 'arrived', page: arrived });
  }

  private numbersBehind(lastPage: number): readonly number[] {
    return this.numbers.filter((page) => page > lastPage);
  }

  private announceDropped(pages: readonly number[]): void {
    for (const page of pages) this.partial.delete(page);
    this.announce({ what: 'dropped', pages });
  }

  private announce(change: PagesChange<T>): void {
    for (const listener of this.listeners) listener(change);
  }
}

function remove<T>(list: T[], one: T): void {
  const index = list.indexOf(one);
  if (index >= 0) list.splice(index, 1);
}

function isMissingPage(error: unknown): boolean {
  return error instanceof KoreError && (error.kind === 'notFound' || error.kind === 'rejectedInput');
}

/** Pages of another size begin at other rows: shown together they would repeat some contacts and leave out others. */
function changedPageSize(from: number, to: number): Error {
  return new Error(`Kore.ai changed the page size from ${from} to ${to}. Refresh to read the list anew.`);
}
