import type { Turn, Priority } from '../kore/scheduler.ts';
import type { CallOptions } from '../kore/campaignApi.ts';
import type { Page, PageRequest } from '../kore/shapes.ts';

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
  readonly answer: Promise<Page<T>>;
  readonly turn: Turn;
  readonly abort: AbortController;
  waiters: number;
}

/**
 * The pages of one list that are here. A page is asked for at most once until {@link forget}: all who want it while it is under
 * way wait for the same request, which is given up only when the last of them leaves. A failure is not kept.
 */
export class Pages<T> {
  private here = new Map<number, Page<T>>();
  private asking = new Map<number, Asking<T>>();
  private known: ListShape | undefined;

  /**
   * @param fetchPage asks the service for one page
   * @param pageSize rows per page to ask for, 1 to 100; a server that answers with fewer sets the size until {@link forget}
   * @param raised tells the scheduler that something that waits has become urgent
   */
  constructor(
    private readonly fetchPage: (request: PageRequest, options: CallOptions) => Promise<Page<T>>,
    private readonly pageSize: () => number,
    private readonly raised: () => void = () => undefined,
  ) {}

  /** Undefined until a first page is here. */
  get shape(): ListShape | undefined {
    return this.known;
  }

  /** How many pages are here. */
  get count(): number {
    return this.here.size;
  }

  /** The page if it is here; asks for nothing. */
  peek(page: number): Page<T> | undefined {
    return this.here.get(page);
  }

  /**
   * The page, from here or from the service.
   * @param page counted from 1
   * @throws what the service's client throws, or the signal's reason
   */
  async get(page: number, { signal, priority }: AskOptions): Promise<Page<T>> {
    signal?.throwIfAborted();
    const arrived = this.here.get(page);
    if (arrived) return arrived;
    const asking = this.asking.get(page) ?? this.ask(page, priority);
    if (priority === 'click' && asking.turn.priority !== 'click') {
      asking.turn.priority = 'click';
      this.raised();
    }
    return this.wait(page, asking, signal);
  }

  /** Changes what is known of the rows that are here. */
  amend(change: (item: T) => T): void {
    for (const [number, page] of this.here) this.here.set(number, { ...page, items: page.items.map(change) });
  }

  /** Lets go of every page. Requests under way answer those who wait for them, but fill nothing any more. */
  forget(): void {
    this.here = new Map();
    this.asking = new Map();
    this.known = undefined;
  }

  private ask(page: number, priority: Priority): Asking<T> {
    const abort = new AbortController();
    const turn = { priority };
    const limit = this.known?.limit ?? this.pageSize();
    const { here, asking } = this;
    const answer = this.fetchPage({ page, limit }, { signal: abort.signal, turn })
      .then((arrived) => {
        if (here === this.here) {
          if (this.known && this.known.limit !== arrived.limit)
            throw changedPageSize(this.known.limit, arrived.limit);
          here.set(page, arrived);
          this.known = {
            limit: arrived.limit,
            totalPages: arrived.totalPages,
            totalResults: arrived.totalResults,
          };
        }
        return arrived;
      })
      .finally(() => {
        // One that was given up may end when the page is asked for again.
        if (asking.get(page) === entry) asking.delete(page);
      });
    const entry: Asking<T> = { answer, turn, abort, waiters: 0 };
    asking.set(page, entry);
    return entry;
  }

  private async wait(page: number, asking: Asking<T>, signal: AbortSignal | undefined): Promise<Page<T>> {
    asking.waiters++;
    try {
      return await (signal ? orAborted(asking.answer, signal) : asking.answer);
    } finally {
      asking.waiters--;
      if (asking.waiters === 0) {
        if (this.asking.get(page) === asking) this.asking.delete(page);
        asking.abort.abort();
      }
    }
  }
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

/** Pages of another size begin at other rows: shown together they would repeat some contacts and leave out others. */
function changedPageSize(from: number, to: number): Error {
  return new Error(`Kore.ai changed the page size from ${from} to ${to}. Refresh to read the list anew.`);
}
