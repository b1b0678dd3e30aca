import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { AppCache } from '../../../src/contacts/appCache.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import { RequestScheduler } from '../../../src/kore/scheduler.ts';
import { network, until } from '../kore/api.ts';

const click = { priority: 'click' } as const;
const background = { priority: 'background' } as const;
const [one = '', two = ''] = sampleCampaigns.map(({ id }) => id);

describe('app cache', () => {
  const { sample, client } = network();

  async function cached({ pageSize = 100, scheduler = new RequestScheduler(() => 1_000), latency = 0 } = {}) {
    const server = await sample({ latency });
    const { api } = client(server.origin, { scheduler });
    const cache = new AppCache(
      api,
      () => pageSize,
      () => scheduler.startNext(),
    );
    return { server, cache };
  }

  it('loads campaigns by fifty', async () => {
    const { server, cache } = await cached();
    equal((await cache.campaigns.get(1, click)).items.length, 26);
    deepEqual(server.seen[0]?.body, { type: 'voice', skip: 0, page: 1, limit: 50 });
  });

  it('loads the contacts of a campaign in pages of the size set', async () => {
    const { server, cache } = await cached({ pageSize: 30 });
    equal((await cache.contactsOf(one).get(2, click)).items.length, 30);
    deepEqual(server.seen[0]?.body, { page: 2, limit: 30 });
  });

  it('has the same pages for a campaign at every call, others for another', async () => {
    const { cache } = await cached();
    equal(cache.contactsOf(one), cache.contactsOf(one));
    notEqual(cache.contactsOf(one), cache.contactsOf(two));
  });

  it('forgets campaigns and contacts', async () => {
    const { cache } = await cached();
    const contacts = [cache.contactsOf(one), cache.contactsOf(two)];
    await Promise.all([cache.campaigns, ...contacts].map((pages) => pages.get(1, click)));
    cache.forget();
    deepEqual(
      [cache.campaigns, ...contacts].map(({ count }) => count),
      [0, 0, 0],
    );
    equal(cache.contactsOf(one), contacts[0]);
  });

  it('forgets contacts alone when told so', async () => {
    const { cache } = await cached();
    await Promise.all([cache.campaigns.get(1, click), cache.contactsOf(one).get(1, click)]);
    cache.forget({ keepCampaigns: true });
    deepEqual([cache.campaigns.count, cache.contactsOf(one).count], [1, 0]);
  });

  it('lets a click on what waits in the background go at once', async () => {
    const { server, cache } = await cached({ scheduler: new RequestScheduler(() => 100), latency: 40 });
    const contacts = cache.contactsOf(
      sampleCampaigns.find(({ contactCount }) => contactCount > 10_000)?.id ?? '',
    );
    const all = Array.from({ length: 8 }, (_, index) => contacts.get(index + 1, background));
    await until(() => server.seen.length === 4);
    all.push(contacts.get(8, click));
    await until(() => server.seen.length === 5);
    deepEqual(server.seen[4]?.body, { page: 8, limit: 100 });
    await Promise.all(all);
    equal(server.seen.length, 8);
  });

  it('raises the campaign list as well', async () => {
    const { server, cache } = await cached({ scheduler: new RequestScheduler(() => 100), latency: 40 });
    const all = Array.from({ length: 4 }, (_, index) => cache.contactsOf(one).get(index + 1, background));
    const list = cache.campaigns.get(1, background);
    await until(() => server.seen.length === 4);
    const clicked = cache.campaigns.get(1, click);
    await until(() => server.seen.length === 5);
    equal(await list, await clicked);
    await Promise.all(all);
  });
});
