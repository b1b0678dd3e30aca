import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { matcher } from '../../../src/contacts/find.ts';
import { search, searchHere, type Hit, type Searched, type Skipped } from '../../../src/contacts/search.ts';
import type { SampleFault } from '../../../src/demo/faults.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import { sampleContactAt } from '../../../src/demo/sampleContacts.ts';
import { until } from '../../support/until.ts';
import { failureOf, network, noPauses } from '../kore/api.ts';
import { cacheOf } from './list.ts';

const never = new AbortController().signal;
const small = sampleCampaigns.filter(({ contactCount }) => contactCount <= 1_300);
const middle = sampleCampaigns.find(({ contactCount }) => contactCount === 1_234);

describe('search', () => {
  const { sample, client } = network();

  async function app() {
    // One has no id, so nobody can ask for its contacts.
    const server = await sample({
      campaigns: [...small, ...small.slice(0, 1).map((one) => ({ ...one, id: '' }))],
    });
    const { api, scheduler } = client(server.origin, { pauses: noPauses });
    const cache = cacheOf({ api, scheduler });
    return { server, cache };
  }

  const inMiddle = () => {
    ok(middle);
    return [{ ...middle, campaignInstanceUpdatedAt: '' }];
  };

  async function hitsOf(searched: AsyncGenerator<Searched | Skipped>): Promise<Hit[]> {
    const hits: Hit[] = [];
    for await (const found of searched) hits.push(...found.hits);
    return hits;
  }

  const matchesOf = (query: string) => {
    const matches = matcher(query);
    ok(matches);
    return matches;
  };

  it('finds a contact at its place, and costs nothing the second time', async () => {
    ok(middle);
    const { server, cache } = await app();
    const { phoneNumber } = sampleContactAt(middle, 872);
    const first = await hitsOf(search(cache, inMiddle(), matchesOf(phoneNumber), never));
    ok(first.some(({ position, match }) => position === 873 && match.isExact));
    equal(server.seen.length, 13);
    const again = await hitsOf(search(cache, inMiddle(), matchesOf(phoneNumber), never));
    deepEqual([again.length, server.seen.length], [first.length, 13]);
  });

  it('looks through what is here without asking for anything', async () => {
    ok(middle);
    const { server, cache } = await app();
    deepEqual(await hitsOf(searchHere(cache, inMiddle(), matchesOf('555'), never)), []);
    await cache.contactsOf(middle.id).get(5, { priority: 'click' });
    const hits = await hitsOf(searchHere(cache, inMiddle(), matchesOf('555'), never));
    ok(hits.length > 0 && hits.every(({ position }) => position > 400 && position <= 500));
    equal(server.seen.length, 1);
  });

  it('looks through all campaigns, and tells in which one a contact is', async () => {
    ok(middle);
    const { server, cache } = await app();
    const { phoneNumber } = sampleContactAt(middle, 1_233);
    const hits = await hitsOf(search(cache, 'all', matchesOf(phoneNumber), never));
    ok(hits.some(({ position, campaign }) => position === 1_234 && campaign.id === middle.id));
    const pages = small.map(({ contactCount }) => Math.max(1, Math.ceil(contactCount / 100)));
    equal(server.seen.length, 1 + pages.reduce((sum, count) => sum + count, 0));
  });

  it('of which nothing is known yet finds nothing here', async () => {
    const { server, cache } = await app();
    deepEqual(await hitsOf(searchHere(cache, 'all', matchesOf('555'), never)), []);
    equal(server.seen.length, 0);
  });

  describe('past a campaign that cannot be read', () => {
    const failures: Record<string, SampleFault> = {
      'is not found': { status: 404, body: { errors: [{ msg: 'Campaign not found', code: 404 }] } },
      'reports a failure': { status: 200, body: { status: 'failure', message: 'Campaign is locked' } },
      'has no list of results': { status: 200, body: { status: 'success', data: { results: null } } },
      'is forbidden': { status: 403, body: { errors: [{ msg: 'Forbidden' }] } },
      'makes the server fail': { status: 500, body: 'Internal error' },
      'is always cut off': { status: 200, body: '{"status":"success","data":{"res' },
      'is always busy': { status: 503 },
    };

    /** The campaign list, an exact number in the last campaign, and a campaign before it. */
    async function withFailing(fault: SampleFault, pages: readonly number[] = [1]) {
      const { server, cache } = await app();
      const [last] = small.filter(({ contactCount }) => contactCount > 0).slice(-1);
      const failing = small.find(({ contactCount }) => contactCount > 300 && contactCount < 1_300);
      ok(last && failing && last.id !== failing.id);
      server.intercept(
        ({ path, body }) =>
          path.includes(`/${failing.id}/`) && pages.includes((body as { page: number }).page),
        fault,
        Infinity,
      );
      return { server, cache, failing, number: sampleContactAt(last, 0).phoneNumber, last };
    }

    async function all(searched: AsyncGenerator<Searched | Skipped>) {
      const found = [];
      for await (const one of searched) found.push(one);
      return { skipped: found.filter((one) => 'skipped' in one), hits: found.flatMap(({ hits }) => hits) };
    }

    for (const [how, fault] of Object.entries(failures)) {
      it(`that ${how} goes on, and says which and why`, async () => {
        const { cache, failing, number, last } = await withFailing(fault);
        const { skipped, hits } = await all(search(cache, 'all', matchesOf(number), never));
        deepEqual(
          skipped.map((one) => ('id' in one.skipped ? one.skipped.name : '')),
          [failing.name],
        );
        match(skipped[0]?.error.message ?? '', /^[A-Z].*\.$/u);
        ok(hits.some(({ campaign }) => campaign.id === last.id));
      });
    }

    it('keeps what was found before its failure, and reads the rest when it is tried again', async () => {
      let isFailing = true;
      const { server, cache, failing } = await withFailing({ status: 404 }, []);
      server.intercept(
        ({ path, body }) =>
          isFailing && path.includes(`/${failing.id}/`) && (body as { page: number }).page === 3,
        { status: 404 },
        Infinity,
      );
      const { phoneNumber } = sampleContactAt(failing, 150);
      const first = await all(search(cache, 'all', matchesOf(phoneNumber), never));
      equal(first.skipped.length, 1);
      ok(first.hits.some(({ campaign, position }) => campaign.id === failing.id && position === 151));
      isFailing = false;
      const before = server.seen.length;
      const again = await all(search(cache, 'all', matchesOf(phoneNumber), never));
      equal(again.skipped.length, 0);
      const pages = Math.ceil(failing.contactCount / 100);
      ok(server.seen.length - before <= pages - 2, 'only the pages that are missing are requested');
    });

    it('is told for one campaign alone, too', async () => {
      const { cache, failing } = await withFailing({ status: 404 });
      const scope = [{ ...failing, campaignInstanceUpdatedAt: '' }];
      const { skipped, hits } = await all(search(cache, scope, matchesOf('555'), never));
      deepEqual([skipped.length, hits.length], [1, 0]);
    });

    it('stops where every campaign would fail the same way', async () => {
      const { server, cache } = await withFailing({ status: 404 });
      server.intercept(({ path }) => path.endsWith('/status'), { status: 401 }, Infinity);
      const failure = await failureOf(all(search(cache, 'all', matchesOf('555'), never)));
      equal(failure.kind, 'refusedToken');
      equal(server.seen.filter(({ path }) => path.endsWith('/status')).length <= 4, true);
    });

    it('stops where it is canceled, and skips nothing', async () => {
      const { server, cache } = await withFailing({ status: 404 });
      const abort = new AbortController();
      server.intercept(({ path }) => path.endsWith('/status'), { kind: 'stall' });
      const found = all(search(cache, 'all', matchesOf('555'), abort.signal));
      const reason = new Error('canceled');
      await until('a page of contacts to be requested', () =>
        server.seen.some(({ path }) => path.endsWith('/status')),
      );
      abort.abort(reason);
      equal(await failureOf(found), reason);
    });
  });

  it('past a page of the campaign list that cannot be read searches the other pages, and says which campaigns are missing', async () => {
    const [one] = small.filter(({ contactCount }) => contactCount === 100);
    ok(one);
    const campaigns = Array.from({ length: 120 }, (_, index) => ({
      ...one,
      id: `cd-${index}`,
      contactCount: 1,
    }));
    const server = await sample({ campaigns });
    const { api, scheduler } = client(server.origin, { pauses: noPauses });
    server.intercept(({ body }) => (body as { skip?: number }).skip === 50, { status: 404 }, Infinity);
    const skipped = [];
    let searched = 0;
    for await (const found of search(cacheOf({ api, scheduler }), 'all', matchesOf('555'), never)) {
      if ('skipped' in found) skipped.push(found.skipped);
      else searched++;
    }
    deepEqual(skipped, [{ first: 51, last: 100 }]);
    equal(searched, 70);
  });
});
