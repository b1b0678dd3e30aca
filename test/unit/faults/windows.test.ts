import { deepEqual, equal, ok } from 'node:assert/strict';
import { RequestScheduler } from '../../../src/kore/scheduler.ts';
import { campaigns } from './campaign.ts';
import { tally } from './tally.ts';

describe('two windows on one account', () => {
  const { campaignOf } = campaigns();

  it('both read a whole campaign, though together they ask for more than the service allows', async () => {
    const [second, allowed] = [1_000, 20];
    const windowOf = (scheduler: RequestScheduler) => ({ scheduler });
    const one = await campaignOf(
      2_000,
      { requestsPerMinute: allowed, minute: second },
      windowOf(new RequestScheduler(() => 18, second)),
    );
    const other = one.inAnotherWindow(windowOf(new RequestScheduler(() => 18, second)));
    const readings = await Promise.all([one.read(), other.read()]);
    for (const reading of readings) {
      equal(reading.error, undefined);
      deepEqual(reading.rows, one.held());
      await tally('two windows on one account', 1, one.wrongWith(reading));
    }
    const { seen } = one.server;
    ok(seen.some(({ status }) => status === 429));
    equal(seen.filter(({ status }) => status === 200).length, 40);
  });
});
