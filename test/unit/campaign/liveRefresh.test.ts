import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../../src/demo/sampleTypes.ts';
import { sampleContactAt } from '../../../src/demo/sampleContacts.ts';
import { LiveRefresh } from '../../../src/views/campaign/liveRefresh.ts';
import type { Live } from '../../../src/views/campaign/messages.ts';
import { pause } from '../../support/pause.ts';
import { until } from '../../support/until.ts';
import { cacheOf } from '../contacts/list.ts';
import { network, noPauses } from '../kore/api.ts';

const click = { priority: 'click' } as const;
const [anyone] = sampleCampaigns as readonly [SampleCampaign];
/** Long enough for a test never to see the next look. */
const never = 1_000_000;

describe('live refresh', () => {
  const { sample, client } = network();
  const made: LiveRefresh[] = [];
  afterEach(() => {
    for (const one of made.splice(0)) one.dispose();
  });

  /**
   * A campaign of 20 pages by ten, dialled up to contact 55, of which the pages 1, 5 and 6 are here.
   *
   * @param most looks at most, so that none more comes between the last one and a test's checks
   */
  async function tab({ interval = 1, status = 'Active', dialled = 55, most = Infinity } = {}) {
    const campaign: SampleCampaign = { ...anyone, status, contactCount: 200, dialledShare: dialled / 200 };
    const server = await sample({ campaigns: [campaign] });
    const { api, scheduler } = client(server.origin, { pauses: noPauses });
    const cache = cacheOf({ api, scheduler }, 10);
    const pages = cache.contactsOf(campaign.id);
    for (const page of [1, 5, 6]) await pages.get(page, click);
    await cache.campaigns().get(1, click);
    const told: Live[] = [];
    /** Milliseconds to the next try, at each that has failed. */
    const nextIn: number[] = [];
    const changed: string[] = [];
    const logged: Error[] = [];
    const pace = { interval };
    const states = () => told.map(({ state }) => state);
    const looks = () => states().filter((state) => state === 'looked').length;
    const live = new LiveRefresh({
      open: { api, scheduler, cache },
      campaignId: campaign.id,
      interval: () => (looks() < most ? pace.interval : never),
      inSight: () => [1],
      delivered: () => Promise.resolve(),
      tell: (one) => {
        told.push(one);
        if (one.state === 'failed') nextIn.push(one.nextAt - Date.now());
      },
      changed: (what) => changed.push(what),
      log: (error) => logged.push(error),
    });
    made.push(live);
    const before = server.seen.length;
    /** The requests of the looks: `status`, or the number of a page. */
    const asked = () =>
      server.seen
        .slice(before)
        .map(({ query, body }) =>
          query.includes('view=status') ? 'status' : (body as { page: number }).page,
        );
    return {
      campaign,
      server,
      scheduler,
      cache,
      live,
      told,
      nextIn,
      changed,
      logged,
      pace,
      asked,
      states,
      looks,
    };
  }

  it('asks for nothing until it is switched on', async () => {
    const { live, asked, states, told } = await tab();
    live.begin(false);
    await pause(20, "a request that mustn't be sent would be sent by then");
    deepEqual([asked(), states()], [[], ['off']]);
    deepEqual(told.at(-1), { state: 'off', isOffered: true, why: '' });
  });

  it('asks for the status first, then for two pages, and goes on so while nothing changes', async () => {
    const { live, asked, looks, told, changed } = await tab({ most: 2 });
    live.begin(false);
    live.switch(true);
    await until('two looks are over', () => looks() === 2);
    live.switch(false);
    deepEqual(asked().slice(0, 6), ['status', 6, 1, 'status', 6, 1]);
    const look = told.find(({ state }) => state === 'looked');
    equal(look?.state === 'looked' && look.hasChanged, false);
    deepEqual(changed, []);
    deepEqual(told.at(-1), { state: 'off', isOffered: true, why: '' });
  });

  it('asks for more where something has changed, and tells of it', async () => {
    const { campaign, live, asked, looks, told, changed } = await tab({ interval: never });
    campaign.dialledShare = 1;
    live.begin(true);
    await until('the first look is over', () => looks() === 1);
    deepEqual(asked(), ['status', 6, 1, 5]);
    const look = told.at(-1);
    equal(look?.state === 'looked' && look.hasChanged, true);
    deepEqual(changed, ['contacts']);
  });

  it('lets clicks go first', async () => {
    const { campaign, cache, live, scheduler, asked, looks } = await tab({ interval: never });
    const { signal } = new AbortController();
    const held: (() => void)[] = [];
    // As much is under way as may be at once.
    for (let count = 0; count < 6; count++) {
      const task = () => new Promise<void>((resolve) => held.push(resolve));
      void scheduler.run({ priority: 'click' }, signal, task);
    }
    live.begin(true);
    await pause(10, 'the look waits behind what holds the scheduler');
    const clicked = cache.contactsOf(campaign.id).get(9, click);
    held.shift()?.();
    await clicked;
    deepEqual(asked(), [9]);
    for (const end of held) end();
    await until('the first look is over', () => looks() === 1);
  });

  it('takes over another status everywhere, and goes on from Preparing to Active', async () => {
    const { campaign, live, cache, looks, states, changed, asked } = await tab({
      status: 'Preparing',
      dialled: 0,
      most: 2,
    });
    campaign.status = 'Active';
    live.begin(true);
    await until('two looks are over', () => looks() === 2);
    ok(!states().slice(2).includes('off'));
    deepEqual(changed, ['status', 'contacts']);
    // More than two pages, since something was known to have changed.
    deepEqual(new Set(asked().slice(1, 4)), new Set([1, 5, 6]));
    equal((await cache.campaigns().peek(1))?.items[0]?.status, 'Active');
  });

  it('ends by itself after a last look when the campaign has ended, and says so', async () => {
    const { campaign, live, states, told, asked } = await tab();
    Object.assign(campaign, { status: 'Completed', dialledShare: 1 });
    live.begin(true);
    await until('Live is off', () => states().at(-1) === 'off');
    deepEqual(states().slice(-2), ['looked', 'off']);
    const why = 'Live has ended: the campaign is Completed now.';
    deepEqual(told.at(-1), { state: 'off', isOffered: false, why });
    const count = asked().length;
    await pause(20, "a request that mustn't be sent would be sent by then");
    equal(asked().length, count);
  });

  it('reads all pages that came before the campaign ended a last time, and says how many are left', async () => {
    const { campaign, cache, live, states, told, asked } = await tab();
    const pages = cache.contactsOf(campaign.id);
    for (let page = 1; page <= 20; page++) await pages.get(page, click);
    const before = asked().length;
    Object.assign(campaign, { status: 'Completed', dialledShare: 1 });
    live.begin(true);
    await until('Live to end', () => states().at(-1) === 'off');
    deepEqual(
      new Set(asked().slice(before)),
      new Set(['status', ...Array.from({ length: 20 }, (_, at) => at + 1)]),
    );
    equal(asked().length - before, 21);
    const left = told.flatMap((one) => (one.state === 'looked' ? [one.pagesLeft] : []));
    deepEqual(left, [12, 4, 0]);
    const isOpen = ({ dialerOutcome }: { dialerOutcome: string }) => dialerOutcome === '';
    const open = Array.from({ length: 200 }, (_, at) => sampleContactAt(campaign, at)).filter(isOpen).length;
    const counted = cache.summaryOf(campaign.id).counted.summary.of('dialerOutcome');
    equal(counted.find(({ value }) => value === '')?.count ?? 0, open);
  });

  it('says how many pages are left when it is turned off during the last look', async () => {
    const { campaign, server, cache, live, told, asked } = await tab();
    const pages = cache.contactsOf(campaign.id);
    for (let page = 1; page <= 20; page++) await pages.get(page, click);
    const before = asked().length;
    Object.assign(campaign, { status: 'Completed', dialledShare: 1 });
    server.intercept(({ body }) => (body as { page?: number }).page === 20, { kind: 'stall' });
    live.begin(true);
    await until('page 20 to be requested', () => asked().slice(before).includes(20));
    live.switch(false);
    const last = told.at(-1);
    match(
      last?.state === 'off' ? last.why : '',
      /^\d+ pages? may have changed before the campaign ended\. Refresh/u,
    );
  });

  it('has a last look when another part of the extension learns that the campaign has ended', async () => {
    const { campaign, cache, live, looks, states, told } = await tab({ interval: never });
    live.begin(true);
    await until('the first look is over', () => looks() === 1);
    Object.assign(campaign, { status: 'Completed', dialledShare: 1 });
    await cache.campaigns().renew(1, click);
    await until('Live to end', () => states().at(-1) === 'off');
    deepEqual(states().slice(-2), ['looked', 'off']);
    match(told.at(-1)?.state === 'off' ? JSON.stringify(told.at(-1)) : '', /Live has ended/u);
  });

  it('can be turned on when a status that was told before is out of date', async () => {
    const { campaign, live, looks, told } = await tab({ status: 'Ready', interval: never });
    live.begin(false);
    const last = told.at(-1);
    equal(last?.state === 'off' && last.isOffered, false);
    campaign.status = 'Active';
    live.switch(true);
    await until('the first look is over', () => looks() === 1);
  });

  it('is offered as soon as a list of campaigns says that the campaign is running', async () => {
    const { campaign, cache, live, told } = await tab({ status: 'Ready' });
    live.begin(false);
    campaign.status = 'Active';
    cache.forget();
    await cache.campaigns().get(1, click);
    deepEqual(told.at(-1), { state: 'off', isOffered: true, why: '' });
  });

  it('is not offered where nothing is dialled, and says why', async () => {
    const { campaign, cache, live, told, asked } = await tab({ status: 'Paused' });
    live.begin(true);
    await until('Live to be off', () => told.at(-1)?.state === 'off');
    const why = 'Live is for campaigns that are Active or Preparing. This one is Paused.';
    deepEqual(told.at(-1), { state: 'off', isOffered: false, why });
    deepEqual(asked(), ['status']);
    cache.amendStatus(campaign.id, { status: 'ACTIVE', name: '' });
    deepEqual(told.at(-1), { state: 'off', isOffered: true, why: '' });
  });

  it('pauses while nobody sees it, gives up what is under way, and goes on at once when it is due', async () => {
    const { server, live, asked, looks } = await tab({ interval: never });
    server.intercept(({ query }) => query.includes('view=status'), { kind: 'stall' });
    live.begin(true);
    await until('the status is asked for', () => asked().length === 1);
    live.pause();
    await pause(20, "a request that mustn't be sent would be sent by then");
    equal(asked().length, 1);
    live.begin(true);
    await until('the first look is over', () => looks() === 1);
    live.pause();
    live.begin(true);
    const count = asked().length;
    await pause(20, "a request that mustn't be sent would be sent by then");
    equal(asked().length, count);
  });

  it('takes up another interval at once', async () => {
    const { live, looks, pace } = await tab({ interval: never, most: 2 });
    live.begin(true);
    await until('the first look is over', () => looks() === 1);
    pace.interval = 1;
    live.plan();
    await until('the second look is over', () => looks() === 2);
  });

  it('says when it fails and when it tries again, and is well when that succeeds', async () => {
    const { server, live, told, states, looks, logged } = await tab({ most: 1 });
    server.intercept(() => true, { status: 500, body: {} }, 2);
    live.begin(true);
    await until('the first look is over', () => looks() === 1);
    deepEqual(states(), ['on', 'failed', 'failed', 'looked']);
    const [, failed] = told;
    match(failed?.state === 'failed' ? failed.message : '', /^Kore.ai could not answer \(HTTP 500\)\.$/u);
    equal(logged.length, 2);
  });

  it('tries less often, the more often it has failed', async () => {
    const { server, live, nextIn, looks } = await tab({ interval: 10, most: 1 });
    server.intercept(() => true, { status: 500, body: {} }, 3);
    live.begin(true);
    await until('the first look is over', () => looks() === 1);
    const [first = 0, second = 0, third = 0] = nextIn;
    ok(first < second && second < third, String(nextIn));
  });

  for (const status of [401, 403, 404]) {
    it(`ends with a sentence where asking again is no use: HTTP ${status}`, async () => {
      const { server, live, told, states, asked } = await tab();
      server.intercept(() => true, { status, body: {} });
      live.begin(true);
      await until('Live is off', () => states().at(-1) === 'off');
      const last = told.at(-1);
      match(last?.state === 'off' ? last.why : '', new RegExp(`^Live has ended\\. .*HTTP ${status}`, 'u'));
      await pause(20, "a request that mustn't be sent would be sent by then");
      equal(asked().length, 1);
      live.switch(true);
      await until('a look is over', () => states().at(-1) === 'looked');
    });
  }

  it('ends where the server changes the page size, since all has to be read anew then', async () => {
    const { server, live, told, states } = await tab();
    server.intercept(({ query }) => query.includes('view=contacts'), {
      kind: 'change',
      change: () => ({
        status: 200,
        body: {
          status: 'success',
          data: { results: [{}], page: 6, limit: 5, totalPages: 40, totalResults: 200 },
        },
      }),
    });
    live.begin(true);
    await until('Live is off', () => states().at(-1) === 'off');
    const last = told.at(-1);
    match(last?.state === 'off' ? last.why : '', /changed the page size from 10 to 5\. Refresh/u);
  });

  it('simply waits where Kore.ai asks to slow down', async () => {
    const { server, live, states, looks } = await tab({ most: 1 });
    server.intercept(() => true, { status: 429, body: {} }, 3);
    live.begin(true);
    await until('the first look is over', () => looks() === 1);
    deepEqual(states(), ['on', 'looked']);
  });

  it('asks for nothing any more once it is disposed of, and tells nothing', async () => {
    const { server, live, told, asked } = await tab();
    server.intercept(() => true, { kind: 'stall' });
    live.begin(true);
    await until('the status is asked for', () => asked().length === 1);
    live.dispose();
    const count = told.length;
    await pause(20, "a request that mustn't be sent would be sent by then");
    deepEqual([asked().length, told.length], [1, count]);
  });
});
