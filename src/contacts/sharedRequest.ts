import type { CallOptions } from '../kore/campaignApi.ts';
import { orAborted } from '../kore/orAborted.ts';
import type { Priority, Turn, Waiter } from '../kore/scheduler.ts';

/** How a caller waits for a page: each may cancel for itself alone, and a click goes before the background. */
export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly priority: Priority;
}

/** A request that any number of callers wait for, each with its own signal and patience. It's aborted when the last of them leaves. */
export class SharedRequest<T> {
  private readonly waiters = new Set<Waiter>();
  private readonly abort = new AbortController();
  private answer: Promise<T> | undefined;

  /** As urgent as the most urgent caller that still waits. */
  readonly turn: Turn;

  /**
   * @param send called once, by the first {@link join}
   * @param left called when the last caller has left
   */
  constructor(
    private readonly send: (options: CallOptions) => Promise<T>,
    private readonly left: () => void,
  ) {
    const { waiters } = this;
    this.turn = {
      get priority() {
        return [...waiters].some(({ priority }) => priority === 'click') ? 'click' : 'background';
      },
      waiters,
    };
  }

  /** @throws what `send` throws, the signal's reason, or why the scheduler turned this caller away */
  async join({ signal, priority }: AskOptions): Promise<T> {
    let giveUp: Waiter['giveUp'] = () => undefined;
    const turnedAway = new Promise<never>((_resolve, reject) => (giveUp = reject));
    const waiter: Waiter = { priority, since: performance.now(), giveUp };
    this.waiters.add(waiter);
    try {
      this.answer ??= this.send({ signal: this.abort.signal, turn: this.turn });
      const first = Promise.race([this.answer, turnedAway]);
      return await (signal ? orAborted(first, signal) : first);
    } finally {
      this.waiters.delete(waiter);
      if (this.waiters.size === 0) {
        this.left();
        this.abort.abort();
      }
    }
  }
}
