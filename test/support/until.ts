import { setTimeout as sleep } from 'node:timers/promises';

const limit = 30_000;
const interval = 20;

/**
 * Waits until a condition holds.
 *
 * @param what the awaited state, for the error's message: "the tab is open"
 * @param holds evaluated every 20 ms; what it throws ends the wait
 * @throws Error that names the state after 30 seconds
 */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + limit;
  while (!(await holds())) {
    if (performance.now() > end) {
      throw new Error(`Timed out after ${limit / 1000} s waiting for: ${what}`);
    }
    await sleep(interval);
  }
}
