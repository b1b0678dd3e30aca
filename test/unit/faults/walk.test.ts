import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { KoreError } from '../../../src/kore/errors.ts';
import { success } from '../kore/api.ts';
import { campaigns, pageOf, soonTimedOut } from './campaign.ts';
import { allFaults } from './faults.ts';
import { tally } from './tally.ts';

const contacts = 850;
const pages = 9;

describe('a walk over a whole campaign', () => {
  const { campaignOf, odd } = campaigns();

  for (const name of Object.keys(allFaults(''))) {
    describe(`under "${name}"`, () => {
      /** The campaign, the fault, and a server elsewhere that must not hear of anything. */
      async function faultyCampaign() {
        const elsewhere = await odd(success({ results: [] }));
        const fault = allFaults(elsewhere.origin)[name];
        ok(fault);
        const options = fault.kind === 'timedOut' ? { timeouts: soonTimedOut } : {};
        return { ...(await campaignOf(contacts, {}, options)), ...fault, elsewhere };
      }

      it('once on the first page, once in the middle, once on the last', async () => {
        const { server, fault, passes, read, wrongWith, elsewhere, held } = await faultyCampaign();
        const hit = [1, 5, 9];
        for (const page of hit) server.intercept((request) => pageOf(request) === page, fault);
        let stops = 0;
        let reading = await read();
        for (; reading.error && stops < hit.length; stops++) reading = await read();
        equal(reading.error, undefined);
        equal(stops, passes ? 0 : hit.length);
        deepEqual(reading.rows, held());
        deepEqual(reading.findings, []);
        const leaked = elsewhere.received.length;
        await tally(name, hit.length, leaked > 0 ? { leaked } : wrongWith(reading));
      });

      it('until it is over, and then goes on from where it stopped', async () => {
        const { server, fault, kind, read, wrongWith, elsewhere, late, ...rest } = await faultyCampaign();
        let isOver = false;
        server.intercept((request) => !isOver && pageOf(request) === 5, fault, Infinity);
        const stopped = await read();
        if (kind === undefined) {
          equal(stopped.error, undefined);
        } else {
          ok(stopped.error instanceof KoreError);
          match(stopped.error.message, /^[A-Z].*\.$/u);
          equal(stopped.error.kind, kind);
          deepEqual(stopped.rows, rest.held().slice(0, 400));
        }
        const tooLate = await late();
        const sent = server.seen.filter((request) => pageOf(request) === 5).length;
        ok(kind === 'rateLimited' ? sent > 4 || name.includes('with Retry-After') : sent <= 4, String(sent));

        isOver = true;
        await rest.notHeldBack();
        const here = Array.from({ length: pages }, (_, index) => index + 1).filter((page) =>
          rest.pages.has(page),
        );
        const before = server.seen.length;
        const reading = await read();
        equal(reading.error, undefined);
        deepEqual(reading.rows, rest.held());
        const askedAgain = server.seen.slice(before).map(pageOf);
        equal(askedAgain.length, pages - here.length);
        ok(askedAgain.every((page) => !here.includes(page)));
        const leaked = elsewhere.received.length;
        await tally(name, sent, { ...wrongWith(reading), late: tooLate, ...(leaked > 0 ? { leaked } : {}) });
      });
    });
  }
});
