import { deepEqual, equal, ok } from 'node:assert/strict';
import { dialledOn } from '../../../src/demo/dialling.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../../src/demo/sampleTypes.ts';
import { click, firstPage, network } from '../kore/api.ts';

const [active] = sampleCampaigns as readonly [SampleCampaign];

describe('sample campaigns that are dialled on', () => {
  const { sample, client } = network();

  it('proceed by a call every 4.8 seconds, and are completed when everybody was called', () => {
    const campaign = { ...active, contactCount: 100, dialledShare: 0.5 };
    equal(dialledOn(campaign, 0).dialledShare, 0.5);
    equal(Math.floor(100 * dialledOn(campaign, 48.1).dialledShare), 60);
    equal(dialledOn(campaign, 48).status, 'Active');
    const { status, dialledShare } = dialledOn(campaign, 241);
    deepEqual([status, dialledShare], ['Completed', 1]);
  });

  it('stay as they are where nobody is called', () => {
    for (const campaign of sampleCampaigns) {
      if (campaign.status !== 'Active') equal(dialledOn(campaign, 1_000_000), campaign);
    }
  });

  it('are what the server tells of while it runs, where it is told to', async () => {
    const campaign = { ...active, contactCount: 100, dialledShare: 0.999999 };
    const server = await sample({ campaigns: [campaign], dials: true });
    const { api } = client(server.origin);
    let status = '';
    while (status !== 'Completed') ({ status } = await api.campaignStatus(active.id, click()));
    const { items } = await api.contacts(active.id, firstPage, click());
    ok(items.slice(-10).every((contact) => contact.dialerOutcome || contact.botOutboundStatus));
    equal(campaign.status, 'Active');
  });
});
