import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import { until } from '../../support/until.ts';
import { cacheOf } from './list.ts';
import { network, noPauses } from '../kore/api.ts';

const click = { priority: 'click' } as const;
const background = { priority: 'background' } as const;
const [one = '', two = ''] = sampleCampaigns.map(({ id }) => id);

describe('app cache', () => {
  const { sample, client } = network();

  async function cached(pageSize = 100) {
    const server = await sample();
    const { api, scheduler } = client(server.origin, { pauses: noPauses });
    const cache = cacheOf({ api, scheduler }, pageSize);
    return { server, cache };
  }

  it('loads campaigns by fifty', async () => {
    const { server, cache } = await cached();
    equal((await cache.campaigns().get(1, click)).items.length, 26);
    deepEqual(server.seen[0]?.body, { type: 'voice', skip: 0, page: 1, limit: 50 });
  });

  it('loads the contacts of a campaign in pages of the size set', async () => {
    const { server, cache } = await cached(30);
    equal((await cache.contactsOf(one).get(2, click)).items.length, 30);
    deepEqual(server.seen[0]?.body, { page: 2, limit: 30 });
  });

  it('has the same pages for a campaign at every call, others for another', async () => {
    const { cache } = await cached();
    equal(cache.contactsOf(one), cache.contactsOf(one));
    notEqual(cache.contactsOf(one), cache.contactsOf(two));
  });

  it('has pages of its own for each query, the same ones at every call', async () => {
    const { server, cache } = await cached();
    const active = () => cache.campaigns({ filters: { status: ['Active'] }, sortBy: undefined });
    equal((await active().get(1, click)).items.length, 3);
    equal((await cache.campaigns().get(1, click)).items.length, 26);
    equal((await active().get(1, click)).items.length, 3);
    equal(active(), active());
    deepEqual(
      server.seen.map(({ body }) => (body as { filters?: unknown }).filters),
      [{ status: ['Active'] }, undefined],
    );
  });

  it('takes over a status in every list, and says whether it is news', async () => {
    const { cache } = await cached();
    const lists = [cache.campaigns(), cache.campaigns({ sortBy: { name: 'asc' } })];
    await Promise.all(lists.map((pages) => pages.get(1, click)));
    const told = { id: one, status: 'Odd', name: '' };
    deepEqual([cache.amendStatus(one, told), cache.amendStatus(one, told)], [true, false]);
    for (const pages of lists) {
      const page = await pages.peek(1);
      deepEqual(
        page?.items.filter(({ status }) => status === 'Odd').map(({ id }) => id),
        [one],
      );
    }
  });

  it('forgets campaigns and contacts', async () => {
    const { cache } = await cached();
    const contacts = [cache.contactsOf(one), cache.contactsOf(two)];
    const lists = [cache.campaigns(), cache.campaigns({ sortBy: { name: 'asc' } }), ...contacts];
    await Promise.all(lists.map((pages) => pages.get(1, click)));
    cache.forget();
    deepEqual(
      lists.map(({ count }) => count),
      [0, 0, 0, 0],
    );
    equal(cache.contactsOf(one), contacts[0]);
  });

  it('forgets contacts alone when told so', async () => {
    const { cache } = await cached();
    await Promise.all([cache.campaigns().get(1, click), cache.contactsOf(one).get(1, click)]);
    cache.forget({ keepCampaigns: true });
    deepEqual([cache.campaigns().count, cache.contactsOf(one).count], [1, 0]);
  });

  describe('lets a click go at once on what waits in the background:', () => {
    /** As many contacts as may be under way in the background, none of which ever comes. */
    async function busy() {
      const { server, cache } = await cached();
      server.intercept(() => true, { kind: 'stall' }, 4);
      const stalled = [1, 2, 3, 4].map((page) => cache.contactsOf(one).get(page, background));
      Promise.allSettled(stalled).catch(() => undefined);
      await until('all four requests are sent', () => server.seen.length === 4);
      return cache;
    }

    it('contacts', async () => {
      const contacts = (await busy()).contactsOf(one);
      const waiting = contacts.get(5, background);
      equal(await contacts.get(5, click), await waiting);
    });

    it('campaigns', async () => {
      const campaigns = (await busy()).campaigns();
      const waiting = campaigns.get(1, background);
      equal(await campaigns.get(1, click), await waiting);
    });
  });
});
