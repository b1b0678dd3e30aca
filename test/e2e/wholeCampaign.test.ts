import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import { sampleContactAt } from '../../src/demo/sampleContacts.ts';
import { useWorkbench } from './session.ts';
import { until } from '../support/until.ts';

const name = 'Annual renewal 2026';
const row = new RegExp(`^Campaign, (filtered, )?${name}`, 'u');
const campaign = sampleCampaigns.find((one) => one.name === name);

/** All contacts of the campaign, each as the server has it. */
function contacts() {
  assert.ok(campaign);
  const { contactCount } = campaign;
  return Array.from({ length: contactCount }, (_, position) => sampleContactAt(campaign, position));
}

/** A contact on page 873 whose session ID no other has. */
const position = 87_250;

describe('a whole campaign of 100,000 contacts', () => {
  const session = useWorkbench({ settings: { 'koreCampaigns.requestsPerMinute': 6_000 } });

  const pagesAsked = () =>
    session.server.seen.flatMap(({ query, body }) =>
      query === 'view=contacts' ? [(body as { page: number }).page] : [],
    );

  it('is filtered as far as it is loaded, says how far that is, and shows all again with one click', async () => {
    const { workbench } = session;
    const { tree, quickInput } = workbench;
    await tree.openMenu(row);
    await workbench.pickFromMenu('Filter Contacts…');
    await quickInput.row('completed').waitFor();
    await workbench.screenshot('filter-contacts');
    await quickInput.row('busy').click();
    await quickInput.widget.getByRole('button', { name: 'OK', exact: true }).click();
    await tree.expand(row);
    const busy = contacts()
      .slice(0, 100)
      .filter(({ dialerOutcome }) => dialerOutcome === 'busy');
    await tree.row(new RegExp(`^${busy.length} of 100 loaded contacts · busy`, 'u')).waitFor();
    await workbench.screenshot('filtered-contacts');
    assert.deepEqual(pagesAsked(), [1]);
    await tree.inlineAction(/loaded contacts · busy/u, 'Clear Contact Filter');
    await tree.row(/^Contacts 1 to 10,000$/u).waitFor();
  });

  it('gives up a contact on page 873, is exported with a break, and then searched without a request', async function () {
    this.timeout(240_000);
    const { workbench, workspace, server } = session;
    const { tree, quickInput } = workbench;
    const all = contacts();
    const { botSessionId = '' } = all[position - 1] ?? {};
    assert.ok(botSessionId);
    await tree.openMenu(row);
    await workbench.pickFromMenu('Find Contact…');
    await quickInput.type(botSessionId);
    await quickInput.row(`Search all contacts of “${name}”`).click();
    await until('the search to tell how far it is', async () =>
      /page [\d,]+ of 1,000/u.test(await quickInput.widget.locator('.quick-input-title').innerText()),
    );
    await workbench.screenshot('finding');
    await quickInput.row('Search on').waitFor();
    await workbench.screenshot('found');
    assert.ok(Math.max(...pagesAsked()) <= 873 + 4, 'it went on beyond the exact match');
    await workbench.page.keyboard.press('Enter');
    await tree.row(/^Contact 87,250, /u).waitFor();
    assert.match((await tree.row(/^Contact 87,250, /u).getAttribute('class')) ?? '', /selected/u);
    await workbench.webview.getByText('Contact 87,250 of 100,000').waitFor();
    await workbench.screenshot('revealed');

    const file = join(workspace, 'contacts.ndjson');
    const files = () => readdirSync(workspace).filter((entry) => entry.includes('contacts'));
    server.intercept(({ body }) => (body as { page?: number }).page === 950, { kind: 'stall' });
    await workbench.viewAction('Collapse All');
    await tree.openMenu(row);
    await workbench.pickFromMenu('Export Contacts…');
    await quickInput.row('NDJSON').waitFor();
    await workbench.screenshot('export-format');
    await quickInput.pick('NDJSON');
    await quickInput.widget.getByRole('button', { name: 'OK', exact: true }).click();
    await quickInput.saveAs(file);
    await until('the export to wait for page 950', () => pagesAsked().includes(950));
    await workbench.notification(/Exporting contacts/u).waitFor();
    await workbench.screenshot('exporting');
    await workbench.answerNotification(/Exporting contacts/u, 'Cancel');
    await workbench.notification(/was not exported/u).waitFor();
    assert.deepEqual(files(), []);
    await workbench.answerNotification(/was not exported/u, 'Resume');
    const message = await workbench.notificationText(/Exported/u);
    assert.equal(message, `Exported 100,000 contacts of “${name}” to contacts.ndjson.`);
    await workbench.screenshot('exported');
    const asked = pagesAsked().toSorted((one, other) => one - other);
    // Those under way when the search stopped at page 873, and when the export was cancelled at page 950, are asked for again.
    const again = asked.filter((page, index) => page === asked[index - 1]);
    const wasUnderWay = (page: number) => (page > 873 && page < 878) || (page >= 950 && page < 955);
    assert.ok(again.every(wasUnderWay) && again.includes(950), String(again));
    assert.equal(new Set(asked).size, 1_000);
    const expected = all.map((contact) => `${JSON.stringify(contact)}\n`).join('');
    assert.ok(readFileSync(file, 'utf8') === expected, 'the file differs from what the server holds');
    assert.deepEqual(files(), ['contacts.ndjson']);

    const before = server.seen.length;
    await workbench.clearNotifications();
    await tree.openMenu(row);
    await workbench.pickFromMenu('Find Contact…');
    await quickInput.type('no such contact');
    await quickInput.row('No contact matches').waitFor();
    const { phoneNumber } = all[99_998] ?? {};
    assert.ok(phoneNumber);
    await quickInput.type(phoneNumber);
    await quickInput.row(phoneNumber).waitFor();
    await quickInput.cancel();
    assert.equal(server.seen.length, before);
  });
});
