import { deepEqual, equal } from 'node:assert/strict';
import { walk } from '../../../src/contacts/walk.ts';
import type { SampleFault } from '../../../src/demo/faults.ts';
import { RequestScheduler } from '../../../src/kore/scheduler.ts';
import { pause } from '../../support/pause.ts';
import { until } from '../../support/until.ts';
import { clientSecret, type ClientOptions } from '../kore/api.ts';
import { campaigns, pageOf, type Campaign } from './campaign.ts';
import { tally } from './tally.ts';

const contacts = 850;
const reason = new Error('cancelled by the person');

describe('a cancelled walk over a whole campaign', () => {
  const { campaignOf } = campaigns();

  /** Ends with the reason, sends nothing more, and the next walk asks for what is not here, and for that alone. */
  async function endsWell(made: Campaign, reading: ReturnType<Campaign['read']>) {
    equal((await reading).error, reason);
    const late = await made.late();
    const here = Array.from({ length: 9 }, (_, index) => index + 1).filter((page) => made.pages.has(page));
    const before = made.server.seen.length;
    const whole = await made.read();
    deepEqual(whole.rows, made.held());
    const again = made.server.seen.slice(before).map(pageOf);
    equal(again.filter((page) => here.includes(page)).length, 0);
    equal(again.length, 9 - here.length);
    await tally('cancel', 1, { ...made.wrongWith(whole), late });
  }

  /** Calls back with each request that the server takes. */
  function onArrival({ server }: Campaign, arrived: () => void): void {
    server.intercept(() => (arrived(), false), { kind: 'reset' });
  }

  describe('at each of nine steps:', () => {
    const atEach = (cancelAt: (step: number) => Promise<void>, steps = 9) =>
      Promise.all(Array.from({ length: steps }, (_, index) => cancelAt(index + 1)));

    /** Aborts when it was called so many times. */
    function abortAt(step: number) {
      const abort = new AbortController();
      let times = 0;
      const here = () => {
        if (++times === step) abort.abort(reason);
      };
      return { signal: abort.signal, here };
    }

    it('as a request asks for its secret', () =>
      atEach(async (step) => {
        const { signal, here } = abortAt(step);
        const secret = () => (here(), Promise.resolve(clientSecret));
        const made = await campaignOf(contacts, {}, { secret });
        await endsWell(made, made.read(signal));
      }));

    it('as a request arrives', () =>
      atEach(async (step) => {
        const { signal, here } = abortAt(step);
        const made = await campaignOf(contacts);
        onArrival(made, here);
        await endsWell(made, made.read(signal));
      }));

    it('as an answer comes', () =>
      atEach(async (step) => {
        const { signal, here } = abortAt(step);
        const made = await campaignOf(contacts, {}, { note: here });
        await endsWell(made, made.read(signal));
      }));

    // Not at the last one, behind which there is nothing to cancel.
    it('as a page is there', () =>
      atEach(async (step) => {
        const { signal, here } = abortAt(step);
        const made = await campaignOf(contacts);
        made.pages.listen(here);
        await endsWell(made, made.read(signal));
      }, 8));
  });

  describe('while its fifth request', () => {
    const waits: Record<string, SampleFault> = {
      'waits for its answer': { kind: 'stall' },
      'waits for the rest of the headers': { kind: 'stall', at: 'headers' },
      'waits for the rest of the body': { kind: 'stall', at: 'body' },
      'waits to be sent again': { status: 503 },
      'is put off': { status: 429, headers: { 'Retry-After': '900' } },
      'reads without an end': { kind: 'flood', bytes: 1e9 },
    };
    for (const [what, fault] of Object.entries(waits)) {
      it(what, async () => {
        const scheduler = new RequestScheduler(() => 10_000);
        const made = await campaignOf(
          contacts,
          {},
          { scheduler, pauses: { backoff: [60_000], rateLimit: 0 } },
        );
        made.server.intercept((request) => pageOf(request) === 5, fault);
        const abort = new AbortController();
        const reading = made.read(abort.signal);
        await until('page 5 is asked for', () => made.server.seen.some((request) => pageOf(request) === 5));
        await pause(10, 'the fault is on its way');
        abort.abort(reason);
        // What the service asked for outlasts a cancel; a scheduler of its own does not.
        if (scheduler.msHeldBack > 0) {
          equal((await reading).error, reason);
          await tally('cancel', 1, { late: await made.late() });
        } else {
          await endsWell(made, reading);
        }
      });
    }

    it('waits for its turn', async () => {
      const options: ClientOptions = { scheduler: new RequestScheduler(() => 5, 400) };
      const made = await campaignOf(contacts, {}, options);
      const abort = new AbortController();
      const reading = made.read(abort.signal);
      await until('four pages are asked for', () => made.server.seen.length >= 4);
      abort.abort(reason);
      await endsWell(made, reading);
    });
  });

  it('leaves another walk alone', async () => {
    const made = await campaignOf(contacts);
    const abort = new AbortController();
    let arrived = 0;
    onArrival(made, () => {
      if (++arrived === 3) abort.abort(reason);
    });
    const [cancelled, whole] = await Promise.all([made.read(abort.signal), made.read()]);
    equal(cancelled.error, reason);
    deepEqual(whole.rows, made.held());
    equal(made.server.seen.length, 9);
    await tally('cancel', 1, made.wrongWith(whole));
  });

  it('ends with its connection, and sends nothing more', async () => {
    const closed = new AbortController();
    const made = await campaignOf(contacts, {}, { closed: closed.signal });
    made.server.intercept((request) => pageOf(request) === 5, { kind: 'stall' });
    const reading = made.read();
    await until('page 5 is asked for', () => made.server.seen.some((request) => pageOf(request) === 5));
    closed.abort(reason);
    equal((await reading).error, reason);
    const late = await made.late();
    equal((await made.read()).error, reason);
    await tally('cancel', 1, { late: late + (await made.late()) });
  });

  it('that is left in the middle of a page ends what is under way', async () => {
    const made = await campaignOf(contacts);
    made.server.intercept((request) => pageOf(request) > 4, { kind: 'stall' }, 9);
    for await (const { page } of walk(made.pages, new AbortController().signal)) if (page === 4) break;
    await tally('cancel', 1, { late: await made.late() });
    equal(made.pages.count, 4);
  });
});
