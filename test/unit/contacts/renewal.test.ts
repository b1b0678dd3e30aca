import { deepEqual, equal, rejects } from 'node:assert/strict';
import { CompactStore } from '../../../src/contacts/compactStore.ts';
import { Pages } from '../../../src/contacts/pages.ts';
import { Renewal } from '../../../src/contacts/renewal.ts';
import { sampleContactAt } from '../../../src/demo/sampleContacts.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../../src/demo/sampleTypes.ts';
import type { Contact } from '../../../src/kore/shapes.ts';
import { failureOf, network, noPauses } from '../kore/api.ts';
import { noOverflow } from './list.ts';

const click = { priority: 'click' } as const;
const { signal } = new AbortController();
const [anyone] = sampleCampaigns as readonly [SampleCampaign];

describe('renewal', () => {
  const { sample, client } = network();

  /** A campaign of 20 pages by ten, dialled up to contact 55, those of its pages here that are named. */
  async function running(...here: number[]) {
    const campaign: SampleCampaign = {
      ...anyone,
      status: 'Active',
      contactCount: 200,
      dialledShare: 55 / 200,
    };
    const server = await sample({ campaigns: [campaign] });
    const { api } = client(server.origin, { pauses: noPauses });
    const pages = new Pages<Contact>(
      (request, options) => api.contacts(campaign.id, request, options),
      () => 10,
      new CompactStore(noOverflow),
    );
    for (const page of here) await pages.get(page, click);
    const renewal = new Renewal(pages);
    const before = server.seen.length;
    const asked = () => server.seen.slice(before).map(({ body }) => (body as { page: number }).page);
    const dialTo = (contact: number) => (campaign.dialledShare = contact / 200);
    return { campaign, server, pages, renewal, asked, dialTo };
  }

  it('looks where the calls are made and at what is in sight, and no further where nothing has changed', async () => {
    const { renewal, asked } = await running(1, 2, 5, 6, 7, 8);
    equal(await renewal.round([2], false, signal), false);
    deepEqual(asked(), [6, 2]);
    equal(await renewal.round([6], false, signal), false);
    // Both are where the calls are made: first the one that was looked at longer ago.
    deepEqual(asked().slice(2), [7, 6]);
  });

  it('asks for a bounded number of pages where something has changed, those in sight and around the calls first', async () => {
    const { renewal, asked, dialTo } = await running(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    dialTo(75);
    equal(await renewal.round([2], false, signal), true);
    // The calls have moved on from page 6, over page 7, to the pages 8 and 9.
    deepEqual(asked(), [6, 2, 7, 8, 9, 10, 1, 3]);
    equal(await renewal.round([2], false, signal), false);
    deepEqual(asked().slice(8), [8, 2]);
  });

  it('comes to every page in time, the oldest first', async () => {
    const { renewal, asked } = await running(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    for (let round = 0; round < 3; round++) await renewal.round([], true, signal);
    equal(new Set(asked()).size, 12);
  });

  it('finds where the calls are made also where the last contacts are called first', async () => {
    const { campaign, pages, renewal, asked } = await running();
    const contacts = Array.from({ length: 200 }, (_, position) => sampleContactAt(campaign, position));
    campaign.fixedContacts = contacts.reverse();
    for (const page of [1, 14, 15, 16, 20]) await pages.get(page, click);
    await renewal.round([1], false, signal);
    deepEqual(asked().slice(5), [14, 1]);
  });

  it('asks first for a last page that the campaign has grown behind', async () => {
    const { campaign, renewal, pages, asked } = await running(1, 20);
    await renewal.round([], false, signal);
    campaign.contactCount = 204;
    await pages.renew(1, click);
    equal(await renewal.round([1], false, signal), true);
    deepEqual(asked().slice(3), [20, 1]);
    equal(pages.has(20), true);
  });

  it('finds that the campaign has grown', async () => {
    const { campaign, renewal, asked } = await running(1);
    campaign.contactCount = 204;
    equal(await renewal.round([1], false, signal), true);
    deepEqual(asked(), [1]);
  });

  it('asks for nothing that is not here, nor for what was let go', async () => {
    const { pages, renewal, asked } = await running(3);
    equal(await renewal.round([3, 4], true, signal), true);
    pages.forget();
    equal(await renewal.round([3], false, signal), false);
    deepEqual(asked(), [3]);
  });

  it('keeps what came before it failed', async () => {
    const { renewal, pages, server, dialTo } = await running(6, 7);
    const old = await pages.peek(7);
    dialTo(70);
    server.intercept(({ body }) => (body as { page: number }).page === 7, { status: 404, body: {} });
    const { kind } = await failureOf(renewal.round([], false, signal));
    equal(kind, 'notFound');
    equal(
      (await pages.peek(6))?.items.every(({ numberOfAttemptsSoFar }) => numberOfAttemptsSoFar),
      true,
    );
    deepEqual(await pages.peek(7), old);
  });

  it('asks for nothing once it is cancelled, nor is it told of anything once it is ended', async () => {
    const { renewal, asked } = await running(1);
    const reason = new Error('hidden');
    await rejects(renewal.round([1], true, AbortSignal.abort(reason)), reason);
    renewal.dispose();
    deepEqual(asked(), []);
  });
});
