import { deepEqual, equal, ok } from 'node:assert/strict';
import { Summary, breakdownIds } from '../../../src/contacts/summary.ts';
import { walk } from '../../../src/contacts/walk.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../../src/demo/sampleTypes.ts';
import { sampleContactAt } from '../../../src/demo/sampleContacts.ts';
import { readContact } from '../../../src/kore/shapes.ts';
import { cacheOf } from './list.ts';
import { network, noPauses } from '../kore/api.ts';

const click = { priority: 'click' } as const;
const { signal } = new AbortController();

function campaignOf(contactCount: number): SampleCampaign {
  const [some] = sampleCampaigns;
  ok(some);
  return { ...some, contactCount, dialledShare: 1 };
}

/** All that a summary tells. */
function told(summary: Summary) {
  const values = breakdownIds.map((id) => summary.of(id));
  return { contacts: summary.contacts, values, cross: summary.dispositionByAttempt() };
}

/** The same, counted in the simplest way. */
function countedOneByOne(campaign: SampleCampaign, from = 0, to = campaign.contactCount) {
  const summary = new Summary();
  const positions = Array.from({ length: to - from }, (_, index) => from + index);
  summary.add(positions.map((at) => readContact(JSON.parse(JSON.stringify(sampleContactAt(campaign, at))))));
  return told(summary);
}

describe('the running summary of a campaign', () => {
  const { sample, client } = network();

  async function running(campaign: SampleCampaign) {
    const campaigns = [campaign];
    const server = await sample({ campaigns });
    const { api, scheduler } = client(server.origin, { pauses: noPauses });
    const cache = cacheOf({ api, scheduler });
    const change = (other: SampleCampaign) => (campaigns[0] = other);
    return { cache, pages: cache.contactsOf(campaign.id), change };
  }

  it('counts every contact of the pages that came, whoever asked for them', async () => {
    const campaign = campaignOf(250);
    const { cache, pages } = await running(campaign);
    const summary = cache.summaryOf(campaign.id);
    deepEqual([summary.counted.summary.contacts, summary.counted.isWhole], [0, false]);
    await pages.get(2, click);
    deepEqual(told(summary.counted.summary), countedOneByOne(campaign, 100, 200));
    deepEqual([summary.counted.total, summary.counted.isWhole], [250, false]);
    for await (const page of walk(pages, signal)) ok(page);
    deepEqual(told(summary.counted.summary), countedOneByOne(campaign));
    equal(summary.counted.isWhole, true);
  });

  it('counts a page that came anew in the place of the one before', async () => {
    const campaign = campaignOf(150);
    const { cache, pages, change } = await running(campaign);
    await pages.get(2, click);
    const grown = { ...campaign, contactCount: 290 };
    change(grown);
    await pages.get(1, click);
    await pages.get(2, click);
    await pages.get(3, click);
    deepEqual(told(cache.summaryOf(campaign.id).counted.summary), countedOneByOne(grown));
  });

  it('keeps what was counted before the contacts were let go', async () => {
    const campaign = campaignOf(120);
    const { cache, pages, change } = await running(campaign);
    equal(cache.beforeRefresh(campaign.id), undefined);
    for await (const page of walk(pages, signal)) ok(page);
    const began = Date.now();
    pages.forget();
    const before = cache.beforeRefresh(campaign.id);
    ok(before && before.at >= began && before.at <= Date.now());
    deepEqual([before.total, before.isWhole], [120, true]);
    deepEqual(told(before.summary), countedOneByOne(campaign));
    equal(cache.summaryOf(campaign.id).counted.summary.contacts, 0);

    change({ ...campaign, contactCount: 130 });
    await pages.get(1, click);
    deepEqual(told(before.summary), countedOneByOne(campaign));
    cache.forget();
    equal(cache.beforeRefresh(campaign.id)?.summary.contacts, 100);
    equal(cache.beforeRefresh(campaign.id)?.isWhole, false);
  });

  it('keeps it too when nothing has come since', async () => {
    const campaign = campaignOf(20);
    const { cache, pages } = await running(campaign);
    await pages.get(1, click);
    pages.forget();
    const before = cache.beforeRefresh(campaign.id);
    pages.forget();
    equal(cache.beforeRefresh(campaign.id), before);
  });

  it('is of its own campaign alone', async () => {
    const campaign = campaignOf(20);
    const { cache, pages } = await running(campaign);
    await pages.get(1, click);
    equal(cache.summaryOf('another').counted.summary.contacts, 0);
    equal(cache.summaryOf(campaign.id), cache.summaryOf(campaign.id));
  });

  it('tells apart contacts that differ in anything that is counted', async () => {
    const rows = [
      { dialerOutcome: 'a', botOutboundStatus: 'b' },
      { dialerOutcome: 'b', botOutboundStatus: 'a' },
      { agentDispositionCodes: ['a', 'b'] },
      { agentDispositionCodes: ['a,b'] },
      { agentDispositionCodes: ['["a","b"]'] },
      { numberOfAttemptsSoFar: 0 },
      { botSessionId: ' ' },
      { botSessionId: 's' },
    ];
    const campaign = { ...campaignOf(rows.length), fixedContacts: rows as never };
    const { cache, pages } = await running(campaign);
    await pages.get(1, click);
    const summary = new Summary();
    summary.add(rows.map(readContact));
    deepEqual(told(cache.summaryOf(campaign.id).counted.summary), told(summary));
  });
});
