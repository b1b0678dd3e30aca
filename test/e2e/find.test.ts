import { strict as assert } from 'node:assert';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../src/demo/sampleTypes.ts';
import { sampleContactAt } from '../../src/demo/sampleContacts.ts';
import { useWorkbench } from './session.ts';

const [sample] = sampleCampaigns;
const campaigns = Array.from({ length: 120 }, (_, index) => ({
  ...sample,
  id: `cd-${index + 1}`,
  name: `Campaign ${index + 1}`,
  status: index % 2 === 0 ? 'Active' : 'Completed',
  dialledShare: 1,
  contactCount: 10,
})) as readonly SampleCampaign[];
/** A contact with a session ID in a campaign on the third page of the list. */
const last = campaigns.find(({ id }) => id === 'cd-110');
assert.ok(last);
const contacts = Array.from({ length: 10 }, (_, index) => sampleContactAt(last, index));
const position = 1 + contacts.findIndex((contact) => contact.botSessionId);
const { botSessionId = '' } = contacts[position - 1] ?? {};

describe('finding a contact in all campaigns', () => {
  const session = useWorkbench({
    server: () => ({ campaigns }),
    settings: { 'koreCampaigns.requestsPerMinute': 6_000 },
  });

  it("goes on past a campaign that can't be read, and shows the match though nobody opened that part of the list", async () => {
    const { server, workbench } = session;
    const { quickInput } = workbench;
    assert.ok(botSessionId);
    server.intercept(({ path }) => path.includes('/cd-3/'), { status: 404 }, Infinity);
    await workbench.tree.row(/^Campaigns 1 to 50$/u).waitFor();
    await workbench.viewAction('Find Contact…');
    await quickInput.type(botSessionId);
    await quickInput.row('Search all contacts of all campaigns of “Test”').click();
    await quickInput.row('Search on').waitFor();
    await quickInput.row("“Campaign 3” couldn't be searched").waitFor();
    await workbench.screenshot('found-in-all-campaigns');
    const row = new RegExp(`^Contact ${position}, `, 'u');
    await workbench.page.keyboard.press('Enter');
    await workbench.tree.row(row).waitFor();
    assert.match((await workbench.tree.row(row).getAttribute('class')) ?? '', /selected/u);
    await workbench.webview.getByText(`Contact ${position} of 10`).waitFor();
  });
});
