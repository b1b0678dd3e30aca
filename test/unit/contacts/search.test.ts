import { deepEqual, equal, ok } from 'node:assert/strict';
import { matcher } from '../../../src/contacts/find.ts';
import { search, searchHere, type Hit, type Searched } from '../../../src/contacts/search.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import { sampleContactAt } from '../../../src/demo/sampleContacts.ts';
import { network, noPauses } from '../kore/api.ts';
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

  async function hitsOf(searched: AsyncGenerator<Searched>): Promise<Hit[]> {
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
});
