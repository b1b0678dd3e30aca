import { deepEqual, ok } from 'node:assert/strict';
import { mix } from '../../../src/demo/stableHash.ts';
import { runs } from '../../support/runs.ts';
import { success } from '../kore/api.ts';
import { campaigns } from './campaign.ts';
import { allFaults } from './faults.ts';
import { tally } from './tally.ts';

/** Those that take long by themselves. */
const slow = /^stall|^100 MB|Retry-After/u;

describe('a walk over a whole campaign under all faults at once', () => {
  const { campaignOf, odd } = campaigns();

  for (let seed = 1; seed <= runs(30); seed++) {
    it(`is whole in the end, however often it stops (seed ${seed})`, async () => {
      const elsewhere = await odd(success({ results: [] }));
      const made = await campaignOf(2_500);
      let rolls = 0;
      let hits = 0;
      const isHit = () => mix(seed, rolls++) % 100 < 4 && ++hits > 0;
      for (const [name, { fault }] of Object.entries(allFaults(elsewhere.origin))) {
        if (!slow.test(name)) made.server.intercept(isHit, fault, Infinity);
      }
      let reading = await made.read();
      for (let stops = 0; reading.error && stops < 200; stops++) {
        await made.notHeldBack();
        reading = await made.read();
      }
      deepEqual(reading.rows, made.held());
      deepEqual(reading.findings, []);
      ok(hits > 10, String(hits));
      const leaked = elsewhere.received.length;
      await tally('all of them at once', hits, leaked > 0 ? { leaked } : made.wrongWith(reading));
    });
  }
});
