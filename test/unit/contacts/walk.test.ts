import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import type { PageRange } from '../../../src/contacts/ranges.ts';
import { walk } from '../../../src/contacts/walk.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../../src/demo/sampleTypes.ts';
import type { SampleServer, SampleServerOptions, SeenRequest } from '../../../src/demo/sampleServer.ts';
import { pause } from '../../support/pause.ts';
import { until } from '../../support/until.ts';
import { failureOf, network, noPauses, sendJson } from '../kore/api.ts';
import { cacheOf, heldPages } from './list.ts';

const never = new AbortController().signal;
const pageOf = ({ body }: Readonly<SeenRequest>): unknown => (body as { page?: number }).page;
const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe('walk', () => {
  const { sample, odd, client } = network();
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  before(() => process.on('unhandledRejection', note));
  after(() => process.off('unhandledRejection', note));
  afterEach(async () => {
    await pause(1, 'unhandled rejections are reported');
    deepEqual(unhandled.splice(0), []);
  });

  /** A campaign of so many contacts on a sample server, whose number a test may change. */
  async function campaignOf(contactCount: number, options: SampleServerOptions = {}) {
    const [first] = sampleCampaigns;
    if (!first) throw new Error('There is no sample campaign.');
    const campaign: SampleCampaign = { ...first, contactCount };
    const server = await sample({ campaigns: [campaign], ...options });
    const { api, scheduler } = client(server.origin, { pauses: noPauses });
    const cache = cacheOf({ api, scheduler });
    return { server, campaign, pages: cache.contactsOf(campaign.id) };
  }

  const askedOf = (server: SampleServer) => server.seen.map(pageOf);

  it('gives all pages in order, each asked for once', async () => {
    const { server, pages } = await campaignOf(1_234);
    const seen: number[] = [];
    let contacts = 0;
    for await (const { page, items } of walk(pages, never)) {
      seen.push(page);
      contacts += items.length;
    }
    deepEqual(seen, range(1, 13));
    equal(contacts, 1_234);
    deepEqual(
      askedOf(server).toSorted((a, b) => Number(a) - Number(b)),
      range(1, 13),
    );
  });

  it('of a campaign without contacts gives one empty page', async () => {
    const { server, pages } = await campaignOf(0);
    const sizes: number[] = [];
    for await (const { items } of walk(pages, never)) sizes.push(items.length);
    deepEqual([sizes, server.seen.length], [[0], 1]);
  });

  it('gives pages in order though they come in another', async () => {
    const { pages, asked } = heldPages();
    const seen: number[] = [];
    const walking = (async () => {
      for await (const { page } of walk(pages, never, { firstPage: 1, lastPage: 4 })) seen.push(page);
    })();
    asked[0]?.answer();
    await until('four pages are asked for', () => asked.length === 4);
    asked[3]?.answer();
    asked[2]?.answer();
    await pause(5, 'promise callbacks run first');
    deepEqual(seen, [1]);
    asked[1]?.answer();
    await walking;
    deepEqual(seen, [1, 2, 3, 4]);
  });

  it('has four requests under way, and no more', async () => {
    let underWay = 0;
    let most = 0;
    const { origin } = await odd(async (response, { body }) => {
      most = Math.max(most, ++underWay);
      const { page } = JSON.parse(body) as { page: number };
      await pause(5, 'others are asked for meanwhile');
      underWay--;
      sendJson(response, { data: { results: [], page, limit: 100, totalPages: 20 } });
    });
    const cache = cacheOf(client(origin));
    for await (const page of walk(cache.contactsOf('cd-1'), never)) ok(page);
    equal(most, 4);
  });

  it('is no more than four pages ahead of a slow reader', async () => {
    const { server, pages } = await campaignOf(2_000);
    for await (const { page } of walk(pages, never)) {
      if (page < 3) continue;
      await until('four more are asked for', () => server.seen.length >= 6);
      await pause(60, "a request that mustn't be sent would be sent by then");
      equal(server.seen.length, 6);
      break;
    }
  });

  it('asks in the background, so that a click goes first', async () => {
    const { pages, asked } = heldPages();
    const pagesOfWalk = walk(pages, never);
    const first = pagesOfWalk.next();
    equal(asked[0]?.turn.priority, 'background');
    asked[0].answer();
    await first;
    await pagesOfWalk.return();
  });

  it('goes on where it was cancelled', async () => {
    const { server, pages } = await campaignOf(1_000);
    const abort = new AbortController();
    const reason = new Error('cancelled by the person');
    const cancelled = failureOf(
      (async () => {
        for await (const { page } of walk(pages, abort.signal)) if (page === 4) abort.abort(reason);
      })(),
    );
    equal(await cancelled, reason);
    // Until the server has seen what was sent before.
    await pause(30, 'what was sent before arrives at the server');
    const here = range(1, 10).filter((page) => pages.has(page));
    ok(here.length >= 4);
    const before = server.seen.length;
    let count = 0;
    for await (const page of walk(pages, never)) count += page.items.length;
    equal(count, 1_000);
    const askedAgain = askedOf(server).slice(before);
    equal(askedAgain.length, 10 - here.length);
    ok(askedAgain.every((page) => !here.includes(Number(page))));
  });

  it('asks for nothing the second time', async () => {
    const { server, pages } = await campaignOf(500);
    for await (const page of walk(pages, never)) ok(page);
    for await (const page of walk(pages, never)) ok(page);
    equal(server.seen.length, 5);
  });

  it('shares its requests with another walk and with clicks', async () => {
    const { server, pages } = await campaignOf(1_000);
    const all = async () => {
      for await (const page of walk(pages, never)) await pages.get(page.page, { priority: 'click' });
    };
    await Promise.all([all(), all(), pages.get(7, { priority: 'click' })]);
    equal(server.seen.length, 10);
  });

  it('throws what a page throws, and ends what is under way', async () => {
    const { server, pages } = await campaignOf(2_000);
    server.intercept((request) => pageOf(request) === 5, { status: 500 }, 9);
    const seen: number[] = [];
    const walking = async () => {
      for await (const { page } of walk(pages, never)) seen.push(page);
    };
    await rejects(walking(), { kind: 'serverFailed' });
    deepEqual(seen, [1, 2, 3, 4]);
    await pause(30, 'what was sent before arrives at the server');
    ok(server.seen.length <= 9);
  });

  it('throws at once when it is cancelled already', async () => {
    const { server, pages } = await campaignOf(2_000);
    const reason = new Error('cancelled by the person');
    equal(await failureOf(walk(pages, AbortSignal.abort(reason)).next()), reason);
    equal(server.seen.length, 0);
  });

  it('that is left early ends its requests, but not those of others', async () => {
    const { pages, asked } = heldPages();
    const left = (async () => {
      for await (const { page } of walk(pages, never)) if (page === 2) break;
    })();
    asked[0]?.answer();
    await until('five pages are asked for', () => asked.length === 5);
    const other = pages.get(4, { priority: 'click' });
    asked[1]?.answer();
    await left;
    await pause(5, 'promise callbacks run first');
    const aborted = asked
      .slice(2)
      .filter(({ signal }) => signal.aborted)
      .map(({ page }) => page);
    deepEqual(aborted, [3, 5]);
    asked[3]?.answer();
    equal((await other).page, 4);
  });

  it('that is left with failures under way leaves none unhandled', async () => {
    const { pages, asked } = heldPages();
    const pagesOfWalk = walk(pages, never);
    const first = pagesOfWalk.next();
    asked[0]?.answer();
    await first;
    const second = pagesOfWalk.next();
    await until('five pages are asked for', () => asked.length === 5);
    asked[1]?.answer();
    await second;
    for (const { fail } of asked.slice(2)) fail(new Error('broken'));
    await pause(5, 'promise callbacks run first');
    await pagesOfWalk.return();
  });

  it('ends when the page size changes under it', async () => {
    let size = 100;
    const { pages, asked } = heldPages(() => size);
    const pagesOfWalk = walk(pages, never);
    const first = pagesOfWalk.next();
    asked[0]?.answer();
    await first;
    size = 50;
    pages.forget();
    const second = pagesOfWalk.next();
    await until('the second page is asked for', () => asked.length > 1);
    asked[1]?.answer();
    await rejects(second, /page size changed/u);
  });

  it('whose first page fails gives nothing', async () => {
    const { server, pages } = await campaignOf(500);
    server.intercept(() => true, { status: 404 });
    await rejects(walk(pages, never).next(), { kind: 'notFound' });
  });

  it('goes on with pages that appear meanwhile', async () => {
    const { campaign, pages } = await campaignOf(600);
    let contacts = 0;
    for await (const { page, items } of walk(pages, never)) {
      contacts += items.length;
      if (page === 1) campaign.contactCount = 900;
    }
    equal(contacts, 900);
  });

  it('asks again for a last page that has filled up since', async () => {
    const { server, campaign, pages } = await campaignOf(650);
    equal((await pages.get(7, { priority: 'click' })).items.length, 50);
    campaign.contactCount = 680;
    await pages.get(1, { priority: 'click' });
    let contacts = 0;
    for await (const { items } of walk(pages, never)) contacts += items.length;
    equal(contacts, 680);
    deepEqual(askedOf(server).slice(0, 2), [7, 1]);
    equal(server.seen.length, 8);
  });

  it('asks again for a last page behind which the list has grown', async () => {
    const { campaign, pages } = await campaignOf(650);
    let contacts = 0;
    for await (const { page, items } of walk(pages, never)) {
      contacts += items.length;
      if (page !== 4) continue;
      // The walk has the last page already; then a click tells of more.
      await until('page 7 is loaded', () => pages.has(7));
      campaign.contactCount = 930;
      await pages.get(9, { priority: 'click' });
    }
    equal(contacts, 930);
  });

  it('lets others have the thread though all pages are here', async () => {
    const { pages } = await campaignOf(40_000);
    for await (const page of walk(pages, never)) ok(page);
    let turns = 0;
    const count = () => {
      turns++;
      again = setImmediate(count);
    };
    let again = setImmediate(count);
    for await (const page of walk(pages, never)) ok(page);
    clearImmediate(again);
    ok(turns > 3, `${turns} turns`);
  });

  it('ends where the list ends when it has shrunk', async () => {
    const { server, campaign, pages } = await campaignOf(2_000);
    let contacts = 0;
    for await (const { page, items } of walk(pages, never)) {
      contacts += items.length;
      if (page === 1) campaign.contactCount = 300;
    }
    equal(contacts, 300);
    // Those that were asked for before the new total came.
    ok(server.seen.length <= 5);
  });

  it('follows a smaller page size of the server', async () => {
    const { server, pages } = await campaignOf(101, { maxContactsLimit: 20 });
    let contacts = 0;
    for await (const { items } of walk(pages, never)) contacts += items.length;
    deepEqual([contacts, server.seen.length], [101, 6]);
  });

  describe('of a range', () => {
    async function seenIn(contacts: number, pageRange: PageRange) {
      const { server, pages } = await campaignOf(contacts);
      const seen: number[] = [];
      for await (const { page } of walk(pages, never, pageRange)) seen.push(page);
      return { seen, requests: server.seen.length };
    }

    it('gives its pages and asks for no other', async () => {
      deepEqual(await seenIn(2_000, { firstPage: 7, lastPage: 16 }), { seen: range(7, 16), requests: 10 });
    });

    it('of one page asks for one', async () => {
      deepEqual(await seenIn(2_000, { firstPage: 20, lastPage: 20 }), { seen: [20], requests: 1 });
    });

    it('ends with the list', async () => {
      deepEqual(await seenIn(1_000, { firstPage: 9, lastPage: 100 }), { seen: [9, 10], requests: 2 });
    });
  });
});
