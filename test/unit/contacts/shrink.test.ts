import { deepEqual, equal, ok } from 'node:assert/strict';
import type { AppCache } from '../../../src/contacts/appCache.ts';
import { FilteredContacts } from '../../../src/contacts/filteredContacts.ts';
import type { PagesChange } from '../../../src/contacts/pages.ts';
import { walk } from '../../../src/contacts/walk.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../../src/demo/sampleTypes.ts';
import type { SampleServer, SeenRequest } from '../../../src/demo/sampleServer.ts';
import type { Contact } from '../../../src/kore/shapes.ts';
import { failureOf, network, noPauses, sendJson } from '../kore/api.ts';
import { cacheOf, heldPages } from './list.ts';

const click = { priority: 'click' } as const;
const background = { priority: 'background' } as const;
const never = new AbortController().signal;
const pageOf = ({ body }: Readonly<SeenRequest>) => (body as { page: number }).page;

describe('a list that has shrunk', () => {
  const { sample, client } = network();

  /** A campaign of six pages, of which three are here, that has lost its second half when page 1 is read again. */
  async function halved() {
    const [first] = sampleCampaigns as readonly [SampleCampaign];
    const campaign: SampleCampaign = { ...first, contactCount: 600, dialledShare: 1 };
    const server = await sample({ campaigns: [campaign] });
    const cache = cacheOf(client(server.origin, { pauses: noPauses }));
    const pages = cache.contactsOf(campaign.id);
    const counted = () => cache.summaryOf(campaign.id).counted;
    for (const page of [1, 5, 6]) await pages.get(page, click);
    equal(counted().summary.contacts, 300);
    const changes: PagesChange<Contact>[] = [];
    pages.listen((change) => changes.push(change));
    const filtered = new FilteredContacts(pages, {}, () => undefined);
    await filtered.catchUp(never);
    campaign.contactCount = 300;
    await pages.renew(1, click);
    return { server, campaign, pages, changes, counted, filtered };
  }

  it('has lost the pages behind its end, and says so', async () => {
    const { pages, changes } = await halved();
    deepEqual(pages.numbers, [1]);
    deepEqual([pages.count, pages.missing, pages.missingIn({ firstPage: 2, lastPage: 6 })], [1, 2, 2]);
    deepEqual(
      changes.map((change) => (change.what === 'dropped' ? change.pages : change.what)),
      [[5, 6], 'arrived'],
    );
  });

  it('is counted without the contacts that are gone, and not as whole', async () => {
    const { counted } = await halved();
    deepEqual([counted().summary.contacts, counted().total, counted().isWhole], [100, 300, false]);
  });

  it('is filtered without the contacts that are gone', async () => {
    const { filtered } = await halved();
    deepEqual([filtered.seen, filtered.matching, filtered.missingPages], [100, 100, 2]);
  });

  it('is whole once the pages that it has now are here', async () => {
    const { pages, counted } = await halved();
    for (const page of [2, 3]) await pages.get(page, click);
    deepEqual([pages.missing, counted().isWhole, counted().summary.contacts], [0, true, 300]);
  });

  it('is not whole while its last page has rows that are gone', async () => {
    const { campaign, pages, counted, server } = await halved();
    for (const page of [2, 3]) await pages.get(page, click);
    campaign.contactCount = 250;
    await pages.renew(1, click);
    deepEqual([pages.has(3), pages.missing, counted().isWhole], [false, 1, false]);
    equal((await pages.peek(3))?.items.length, 100, 'what is shown stays until there is something else');
    const before = server.seen.length;
    equal((await pages.get(3, click)).items.length, 50);
    deepEqual([server.seen.length - before, pages.missing, counted().summary.contacts], [1, 0, 250]);
  });

  it('keeps nothing of a page that comes from behind its end', async () => {
    const { pages, changes } = await halved();
    const before = changes.length;
    deepEqual((await pages.get(5, click)).items, []);
    deepEqual([pages.numbers, pages.shape?.totalPages], [[1], 3]);
    deepEqual(changes.slice(before), [{ what: 'dropped', pages: [] }]);
  });
});

describe('a walk over pages that claim more than there is now', () => {
  const { sample, client } = network();

  /** A campaign that had 13 pages when ten of them were read, and has ten now. */
  async function shrunk(refusal?: { status: number }) {
    const [first] = sampleCampaigns as readonly [SampleCampaign];
    const campaign: SampleCampaign = { ...first, contactCount: 1_300 };
    const server = await sample({ campaigns: [campaign] });
    const pages = cacheOf(client(server.origin, { pauses: noPauses })).contactsOf(campaign.id);
    for (let page = 1; page <= 10; page++) await pages.get(page, click);
    campaign.contactCount = 1_000;
    if (refusal) server.intercept((request) => pageOf(request) > 10, { ...refusal, body: {} }, Infinity);
    const before = server.seen.length;
    const asked = () => server.seen.slice(before).map(pageOf);
    return { campaign, server, pages, asked };
  }

  /** Pages whose request was answered before. The first walk may have sent requests for later ones that arrive after its end. */
  const requestedAgain = (numbers: readonly number[]) => numbers.filter((page) => page <= 11);

  async function read(pages: ReturnType<AppCache['contactsOf']>): Promise<number[]> {
    const seen: number[] = [];
    for await (const { page } of walk(pages, never)) seen.push(page);
    return seen;
  }
  const firstTen = Array.from({ length: 10 }, (_, at) => at + 1);

  it('asks for none behind the end that a page has told since', async () => {
    const { pages, asked } = await shrunk();
    await pages.renew(1, click);
    deepEqual([await read(pages), asked()], [firstTen, [1]]);
  });

  it('ends where a page behind the end is empty, and knows the end from then on', async () => {
    const { pages, asked } = await shrunk();
    deepEqual(await read(pages), firstTen);
    deepEqual([pages.shape?.totalPages, pages.missing], [10, 0]);
    const count = asked().length;
    deepEqual(await read(pages), firstTen);
    deepEqual(requestedAgain(asked().slice(count)), []);
  });

  for (const status of [404, 400]) {
    it(`ends where the server refuses a page behind the end with HTTP ${status}`, async () => {
      const { pages, asked } = await shrunk({ status });
      deepEqual(await read(pages), firstTen);
      deepEqual([pages.shape?.totalPages, pages.missing], [10, 0]);
      const count = asked().length;
      deepEqual(await read(pages), firstTen);
      deepEqual(requestedAgain(asked().slice(count)), []);
    });
  }

  it('fails where the whole campaign is gone', async () => {
    const { server, pages } = await shrunk();
    server.intercept(() => true, { status: 404, body: {} }, Infinity);
    equal((await failureOf(read(pages))).kind, 'notFound');
  });

  it('fails where a page within the list is refused', async () => {
    const { campaign, server, pages } = await shrunk();
    campaign.contactCount = 1_300;
    server.intercept((request) => pageOf(request) === 12, { status: 404, body: {} }, Infinity);
    equal((await failureOf(read(pages))).kind, 'notFound');
  });

  it('is not ended by a list that shrinks while it is read, even where pages behind the end are refused', async () => {
    const [first] = sampleCampaigns as readonly [SampleCampaign];
    const campaign: SampleCampaign = { ...first, contactCount: 2_000 };
    const server: SampleServer = await sample({ campaigns: [campaign] });
    server.intercept(
      (request) => pageOf(request) * 100 > campaign.contactCount,
      { status: 404, body: {} },
      Infinity,
    );
    const pages = cacheOf(client(server.origin, { pauses: noPauses })).contactsOf(campaign.id);
    const seen: number[] = [];
    for await (const { page } of walk(pages, never)) {
      seen.push(page);
      if (page === 8) campaign.contactCount = 1_000;
    }
    deepEqual(seen, firstTen);
    equal(pages.missing, 0);
  });
});

describe('a list whose size the server does not state', () => {
  const { odd, client } = network();

  it('is not cut off by an earlier page that is read again', async () => {
    const { origin, received } = await odd((response, { body }) => {
      const { page } = JSON.parse(body) as { page: number };
      const rows = page < 7 ? 100 : 50;
      sendJson(response, { data: { results: Array.from({ length: rows }, () => ({})), page, limit: 100 } });
    });
    const pages = cacheOf(client(origin)).contactsOf('cd-1');
    let contacts = 0;
    for await (const { items } of walk(pages, never)) contacts += items.length;
    equal(contacts, 650);
    await pages.renew(3, click);
    deepEqual([pages.shape?.totalPages, pages.missing, pages.count], [7, 0, 7]);
    const before = received.length;
    for await (const page of walk(pages, never)) ok(page);
    equal(received.length, before);
  });
});

describe('totals of pages that were under way at the same time', () => {
  it('are not taken from the one that came last where it tells of fewer pages', async () => {
    const { pages, asked } = heldPages();
    const both = [pages.get(4, background), pages.get(5, background)];
    asked[0]?.answer({ totalPages: 9, totalResults: 900 });
    asked[1]?.answer({ totalPages: 5, totalResults: 450 });
    await Promise.all(both);
    deepEqual([pages.shape?.totalPages, pages.has(4), pages.has(5)], [9, true, false]);
  });
});

describe('a server that claims 100,000,000 pages', () => {
  const { odd, client } = network();

  it('makes nothing slow that goes over the pages that are here', async () => {
    const { origin } = await odd((response, { body }) => {
      const { page } = JSON.parse(body) as { page: number };
      const results = Array.from({ length: 100 }, () => ({ dialerOutcome: 'busy' }));
      sendJson(response, { data: { results, page, limit: 100, totalPages: 1e8, totalResults: 1e10 } });
    });
    const cache = cacheOf(client(origin));
    const pages = cache.contactsOf('cd-1');
    await pages.get(1, click);
    await pages.get(99_999_999, click);
    const begin = performance.now();
    const filtered = new FilteredContacts(pages, {}, () => undefined);
    await filtered.catchUp(never);
    deepEqual([filtered.seen, filtered.missingPages], [200, 1e8 - 2]);
    deepEqual([pages.missing, pages.missingIn({ firstPage: 2, lastPage: 1e8 })], [1e8 - 2, 1e8 - 2]);
    equal(cache.summaryOf('cd-1').counted.isWhole, false);
    ok(performance.now() - begin < 1_000, `${performance.now() - begin} ms`);
  });
});
