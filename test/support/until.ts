import { setTimeout as sleep } from 'node:timers/promises';

const limit = 30_000;
/** Milliseconds between two looks: short at first, for states that come soon, then longer, to leave the machine alone. */
const [shortest, longest] = [2, 50];

/**
 * Waits until a condition holds.
 *
 * @param what the awaited state, for the error's message: "the tab is open"
 * @param holds evaluated every 2 ms at first, later every 50 ms; what it throws ends the wait
 * @throws Error that names the state after 30 seconds
 */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + limit;
  for (let interval = shortest; !(await holds()); interval = Math.min(longest, interval * 1.2)) {
    if (performance.now() > end) {
      throw new Error(`Timed out after ${limit / 1000} s waiting for: ${what}`);
    }
    await sleep(interval);
  }
}
