/** What a person waits for goes before what runs on its own. */
export type Priority = 'click' | 'background';

/** Somebody who waits for a request. */
export interface Waiter {
  readonly priority: Priority;
  /** When the wait began, in ms on the monotonic clock. */
  readonly since: number;
  /** Ends the wait of this one alone. */
  readonly giveUp: (why: Error) => void;
}

/** A request's place in the queue. A click on something that a walk has queued raises the priority in place. */
export interface Turn {
  priority: Priority;
  /** Those who share the request, each with the patience of its own priority; undefined where it has one caller. */
  readonly waiters?: Iterable<Waiter>;
}

interface Waiting {
  readonly turn: Turn;
  readonly putOffSince: number | undefined;
  readonly start: () => void;
  readonly turnAway: (why: Error) => void;
}

/** Requests under way at once: enough to hide a slow network, few enough for a service that counts them by the minute. */
const maxUnderWay = 6;
const maxBackgroundUnderWay = 4;

/** The part of the window that only clicks may use. */
const reservedForClicks = 0.2;

/** For how long in all, in ms, a caller lets its request be put off by a service that asks to slow down. */
type Patience = Readonly<Record<Priority, number>>;
const usualPatience: Patience = { click: 60_000, background: 15 * 60_000 };

/** Kore.ai counts by the minute and by the hour: what asks for more than that, in ms, is not believed. */
const longestHold = 60 * 60_000;

/**
 * Decides when a request of one account may start: never more than the ceiling within any 60 seconds, the first ones at once,
 * clicks first; and none while the service asks to slow down, for which nobody waits longer than makes sense.
 */
export class RequestScheduler {
  private readonly waiting: Waiting[] = [];
  /** When each request of the last 60 seconds started, on the monotonic clock, oldest first. */
  private readonly starts: number[] = [];
  private underWay = 0;
  private hold: { readonly until: number; readonly why: Error } | undefined;
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param ceiling requests per minute, at least 1; asked anew before each start, so that a changed setting applies at once
   * @param windowMs what a minute is: Kore.ai counts requests per account and minute (kore-api, "Rate limits"); tests make it shorter
   */
  constructor(
    private readonly ceiling: () => number,
    private readonly windowMs = 60_000,
    private readonly patience = usualPatience,
  ) {}

  /** For how long, in ms, nothing starts because the service asked to slow down; 0 when it did not. */
  get msHeldBack(): number {
    return Math.max(0, (this.hold?.until ?? 0) - performance.now());
  }

  /**
   * Runs `task` when its turn has come.
   * @param putOffSince when the service first asked to send it later, on the monotonic clock; undefined when it never did
   * @throws what `task` throws, the signal's reason when it was aborted while waiting, or the reason of the hold that would put it off
   * for too long, where it isn't shared: a shared request is aborted when the last of its waiters has given up
   */
  async run<T>(turn: Turn, signal: AbortSignal, task: () => Promise<T>, putOffSince?: number): Promise<T> {
    await this.itsTurn(turn, signal, putOffSince);
    try {
      return await task();
    } finally {
      this.underWay--;
      this.startNext();
    }
  }

  /** Starts nothing for the next `ms`. @param why what the service said: thrown to those who cannot wait for so long */
  holdFor(ms: number, why: Error): void {
    const until = performance.now() + Math.min(ms, longestHold);
    if (until <= (this.hold?.until ?? 0)) return;
    this.hold = { until, why };
    this.startNext();
  }

  /** To be called when the ceiling, or the priority of something that waits, has changed. */
  startNext(): void {
    clearTimeout(this.timer);
    this.turnAwayImpatient();
    for (let next = this.next(); next; next = this.next()) {
      this.waiting.splice(this.waiting.indexOf(next), 1);
      this.starts.push(performance.now());
      this.underWay++;
      next.start();
    }
    const wait = this.waiting.length > 0 ? this.msToNextPlace() : undefined;
    if (wait !== undefined) this.timer = setTimeout(() => this.startNext(), wait);
  }

  /** How long until the last of `requests` in the background can start under the ceiling and the hold alone, in ms. */
  estimate(requests: number): number {
    if (requests <= 0) return 0;
    const now = performance.now();
    const begin = now + this.msHeldBack;
    const places = this.backgroundCeiling();
    const latest = this.starts.filter((start) => start > begin - this.windowMs).slice(-places);
    const afterFreePlaces = requests - 1 - (places - latest.length);
    if (afterFreePlaces < 0) return begin - now;
    // Each start has to be a window later than the one as many places before it.
    const windows = 1 + Math.floor(afterFreePlaces / places);
    return (latest[afterFreePlaces % places] ?? begin) + windows * this.windowMs - now;
  }

  private itsTurn(turn: Turn, signal: AbortSignal, putOffSince: number | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(waiting), 1);
        reject(signal.reason as Error);
        this.startNext();
      };
      const waiting: Waiting = {
        turn,
        putOffSince,
        start: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
        turnAway: (why) => {
          signal.removeEventListener('abort', leave);
          reject(why);
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.waiting.push(waiting);
      this.startNext();
    });
  }

  /** Nobody is kept waiting for a hold that lasts longer than they may be put off. */
  private turnAwayImpatient(): void {
    const { hold } = this;
    const now = performance.now();
    if (!hold || now >= hold.until) return;
    const isImpatient = (priority: Priority, since: number) => hold.until - since > this.patience[priority];
    for (const one of [...this.waiting]) {
      const { turn, putOffSince = now } = one;
      if (turn.waiters) {
        for (const { priority, since, giveUp } of turn.waiters)
          if (isImpatient(priority, Math.max(since, putOffSince))) giveUp(hold.why);
      } else if (isImpatient(turn.priority, putOffSince)) {
        this.waiting.splice(this.waiting.indexOf(one), 1);
        one.turnAway(hold.why);
      }
    }
  }

  /** Who may start now: the first click, else the first in the background. */
  private next(): Waiting | undefined {
    const used = this.startsInWindow();
    if (this.msHeldBack > 0 || this.underWay >= maxUnderWay || used >= this.ceiling()) return undefined;
    const click = this.waiting.find(({ turn }) => turn.priority === 'click');
    if (click) return click;
    return this.underWay < maxBackgroundUnderWay && used < this.backgroundCeiling()
      ? this.waiting[0]
      : undefined;
  }

  /** In ms; undefined when a place becomes free only by a request that ends. */
  private msToNextPlace(): number | undefined {
    if (this.msHeldBack > 0) return this.msHeldBack;
    const now = performance.now();
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
