import { orAborted } from '../kore/orAborted.ts';
import type { Turn, Priority } from '../kore/scheduler.ts';
import type { CallOptions } from '../kore/campaignApi.ts';
import type { Page, PageRequest } from '../kore/shapes.ts';
import type { PageStore } from './pageStore.ts';

/** What a list looks like as far as its latest page told. */
export interface ListShape {
  /** Rows per page in force. */
  readonly limit: number;
  readonly totalPages: number;
  readonly totalResults: number | undefined;
}

/** Who asks for a page: one may cancel for oneself alone, and a click goes before the background. */
export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly priority: Priority;
}

interface Asking<T> {
  readonly page: number;
  readonly answer: Promise<Page<T>>;
  readonly turn: Turn;
  readonly abort: AbortController;
  waiters: number;
}

/** Told of each page that comes from the service, and, with undefined, when all are let go. */
type Listener<T> = (page: Page<T> | undefined) => void;

/**
 * The pages of one list that are here. A page is asked for at most once until {@link renew} or {@link forget}: all who want it while it
 * is under way wait for the same request, which is given up only when the last of them leaves. A failure is not kept. By itself only the
 * list's last page is asked for again, once the list is known to have grown behind it.
 */
export class Pages<T> {
  /** Few at a time. No Map: what was deleted from one lives on in its outgrown tables, with the answer, until V8 looks at all its memory. */
  private asking: Asking<T>[] = [];
  private known: ListShape | undefined;
  /** The pages that were the list's last ones when they came, with the shape that the list had then. */
  private lasts = new Map<number, ListShape>();
  private readonly listeners = new Set<Listener<T>>();

  /**
   * @param fetchPage asks the service for one page
   * @param pageSize rows per page to ask for, 1 to 100; a server that answers with fewer sets the size until {@link forget}
   * @param store keeps the pages; nobody else puts any into it
   * @param raised tells the scheduler that something that waits has become urgent
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

  /** How many pages are here. */
  get count(): number {
    return this.store.count;
  }

  /** Whether the page is here, and whole as far as is known. */
  has(page: number): boolean {
    return this.store.has(page) && !this.hasGrownBehind(page);
  }

  /** The page if it is here; asks for nothing. */
  async peek(page: number): Promise<Page<T> | undefined> {
    return this.has(page) ? this.store.get(page) : undefined;
  }

  /**
   * The page, from here or from the service.
   * @param page counted from 1
   * @throws what the service's client throws, or the signal's reason
   */
  async get(page: number, options: AskOptions): Promise<Page<T>> {
    options.signal?.throwIfAborted();
    if (this.has(page)) {
      const here = await this.store.get(page);
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

  /** @returns what ends it */
  listen(listener: Listener<T>): { readonly dispose: () => void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** Lets go of every page. Requests under way answer those who wait for them, but fill nothing any more. */
  forget(): void {
    this.store.clear();
    this.asking = [];
    this.lasts = new Map();
    this.known = undefined;
    for (const listener of this.listeners) listener(undefined);
  }

  private fromService(page: number, { signal, priority }: AskOptions): Promise<Page<T>> {
    const asking = this.asking.find((one) => one.page === page) ?? this.ask(page, priority);
    if (priority === 'click' && asking.turn.priority !== 'click') {
      asking.turn.priority = 'click';
      this.raised();
    }
    return this.wait(asking, signal);
  }

  private ask(page: number, priority: Priority): Asking<T> {
    const abort = new AbortController();
    const turn = { priority };
    const limit = this.known?.limit ?? this.pageSize();
    const { asking } = this;
    const answer = this.fetchPage({ page, limit }, { signal: abort.signal, turn })
      .then((arrived) => {
        if (asking === this.asking) this.keep(arrived);
        return arrived;
      })
      .finally(() => remove(asking, entry));
    const entry: Asking<T> = { page, answer, turn, abort, waiters: 0 };
    asking.push(entry);
    return entry;
  }

  private keep(arrived: Page<T>): void {
    const { page, limit, totalPages, totalResults } = arrived;
    if (this.known && this.known.limit !== limit) throw changedPageSize(this.known.limit, limit);
    this.known = { limit, totalPages, totalResults };
    this.lasts.delete(page);
    if (page >= totalPages) this.lasts.set(page, this.known);
    this.store.set(arrived);
    for (const listener of this.listeners) listener(arrived);
  }

  private hasGrownBehind(page: number): boolean {
    const then = this.lasts.get(page);
    if (!then || !this.known) return false;
    return (
      this.known.totalPages > then.totalPages || (this.known.totalResults ?? 0) > (then.totalResults ?? 0)
    );
  }

  private async wait(asking: Asking<T>, signal: AbortSignal | undefined): Promise<Page<T>> {
    asking.waiters++;
    try {
      return await (signal ? orAborted(asking.answer, signal) : asking.answer);
    } finally {
      asking.waiters--;
      if (asking.waiters === 0) {
        // It may end when the page is asked for again already.
        remove(this.asking, asking);
        asking.abort.abort();
      }
    }
  }
}

function remove<T>(list: T[], one: T): void {
  const index = list.indexOf(one);
  if (index >= 0) list.splice(index, 1);
}

/** Pages of another size begin at other rows: shown together they would repeat some contacts and leave out others. */
function changedPageSize(from: number, to: number): Error {
  return new Error(`Kore.ai changed the page size from ${from} to ${to}. Refresh to read the list anew.`);
}
