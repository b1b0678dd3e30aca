import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until a condition holds.
 *
 * @param what is waited for, for the error's message
 * @throws Error after 30 seconds
 */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error(`Waited 30 s for ${what}.`);
    }
    await sleep(50);
  }
}
