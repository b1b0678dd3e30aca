import { setTimeout as sleep } from 'node:timers/promises';
import { debuglog } from 'node:util';

const log = debuglog('pause');

/**
 * The only clock of the tests, for where there is no state to wait for: a server that answers late on purpose, or a
 * check that nothing happens. `NODE_DEBUG=pause` prints every pause.
 *
 * @param ms milliseconds
 * @param reason why no state can be waited for
 */
export async function pause(ms: number, reason: string): Promise<void> {
  log('%d ms: %s', ms, reason);
  await sleep(ms);
}
