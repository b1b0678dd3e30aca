/** What a person waits for goes before what runs on its own. */
export type Priority = 'click' | 'background';

/** A request's place in the queue. A click on something that a walk has queued raises the priority in place. */
export interface Turn {
  priority: Priority;
}

interface Waiting {
  readonly turn: Turn;
  readonly start: () => void;
}

/** Requests under way at once: enough to hide a slow network, few enough for a service that counts them by the minute. */
const maxUnderWay = 6;
const maxBackgroundUnderWay = 4;

/** The part of the window that only clicks may use. */
const reservedForClicks = 0.2;

/**
 * Decides when a request of one account may start: never more than the ceiling within any 60 seconds, the first ones at once,
 * clicks first.
 */
export class RequestScheduler {
  private readonly waiting: Waiting[] = [];
  /** When each request of the last 60 seconds started, on the monotonic clock, oldest first. */
  private readonly starts: number[] = [];
  private underWay = 0;
  private heldUntil = 0;
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param ceiling requests per minute, at least 1; asked anew before each start, so that a changed setting applies at once
   * @param windowMs what a minute is: Kore.ai counts requests per account and minute (kore-api, "Rate limits"); tests make it shorter
   */
  constructor(
    private readonly ceiling: () => number,
    private readonly windowMs = 60_000,
  ) {}

  /**
   * Runs `task` when its turn has come.
   * @throws what `task` throws, or the signal's reason when it was aborted while waiting
   */
  async run<T>(turn: Turn, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    await this.itsTurn(turn, signal);
    try {
      return await task();
    } finally {
      this.underWay--;
      this.startNext();
    }
  }

  /** Starts nothing for the next `ms`, because the service asked to slow down. */
  holdFor(ms: number): void {
    this.heldUntil = Math.max(this.heldUntil, performance.now() + ms);
  }

  /** To be called when the ceiling, or the priority of something that waits, has changed. */
  startNext(): void {
    clearTimeout(this.timer);
    for (let next = this.next(); next; next = this.next()) {
      this.waiting.splice(this.waiting.indexOf(next), 1);
      this.starts.push(performance.now());
      this.underWay++;
      next.start();
    }
    const wait = this.waiting.length > 0 ? this.msToNextPlace() : undefined;
    if (wait !== undefined) this.timer = setTimeout(() => this.startNext(), wait);
  }

  /** How long until the last of `requests` in the background can start under the ceiling alone, in ms. */
  estimate(requests: number): number {
    this.startsInWindow();
    const places = this.backgroundCeiling();
    const latest = this.starts.slice(-places);
    const afterFreePlaces = requests - 1 - (places - latest.length);
    if (requests <= 0 || afterFreePlaces < 0) return 0;
    // Each start has to be a window later than the one as many places before it.
    const now = performance.now();
    const windows = 1 + Math.floor(afterFreePlaces / places);
    return (latest[afterFreePlaces % places] ?? now) + windows * this.windowMs - now;
  }

  private itsTurn(turn: Turn, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(waiting), 1);
        reject(signal.reason as Error);
        this.startNext();
      };
      const waiting: Waiting = {
        turn,
        start: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.waiting.push(waiting);
      this.startNext();
    });
  }

  /** Who may start now: the first click, else the first in the background. */
  private next(): Waiting | undefined {
    const used = this.startsInWindow();
    if (performance.now() < this.heldUntil || this.underWay >= maxUnderWay || used >= this.ceiling())
      return undefined;
    const click = this.waiting.find(({ turn }) => turn.priority === 'click');
    if (click) return click;
    return this.underWay < maxBackgroundUnderWay && used < this.backgroundCeiling()
      ? this.waiting[0]
      : undefined;
  }

  /** In ms; undefined when a place becomes free only by a request that ends. */
  private msToNextPlace(): number | undefined {
    const now = performance.now();
    if (now < this.heldUntil) return this.heldUntil - now;
    const clicksWait = this.waiting.some(({ turn }) => turn.priority === 'click');
    if (this.underWay >= (clicksWait ? maxUnderWay : maxBackgroundUnderWay)) return undefined;
    const ceiling = clicksWait ? this.ceiling() : this.backgroundCeiling();
    const oldestThatCounts = this.starts[this.starts.length - ceiling];
    return oldestThatCounts === undefined ? 0 : Math.max(0, oldestThatCounts + this.windowMs - now) + 1;
  }

  private startsInWindow(): number {
    const begin = performance.now() - this.windowMs;
    while ((this.starts[0] ?? Infinity) <= begin) this.starts.shift();
    return this.starts.length;
  }

  private backgroundCeiling(): number {
    return Math.max(1, Math.floor(this.ceiling() * (1 - reservedForClicks)));
  }
}
