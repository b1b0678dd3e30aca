import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import { sampleContactAt } from '../../src/demo/sampleContacts.ts';
import type { SampleContact } from '../../src/demo/sampleTypes.ts';
import { until } from '../support/until.ts';
import { CampaignTab } from './campaignTab.ts';
import { overflowOf, violations } from './inspect.ts';
import { useWorkbench } from './session.ts';

const big = campaignNamed('Annual renewal 2026');
const middle = campaignNamed('Payment reminders October');

function campaignNamed(name: string) {
  const found = sampleCampaigns.find((one) => one.name === name);
  assert.ok(found);
  return found;
}

const middleContacts = Array.from({ length: 1_234 }, (_, position) => sampleContactAt(middle, position));

const idsOf = (contacts: readonly SampleContact[]) =>
  contacts.flatMap(({ botSessionId }) => botSessionId ?? []).filter(Boolean);
const busy = middleContacts.filter(({ dialerOutcome }) => dialerOutcome === 'busy').length;

describe('a campaign tab', () => {
  const session = useWorkbench({ settings: { 'koreCampaigns.requestsPerMinute': 6_000 } });

  /** The pages of contacts that were asked for, after so many requests. */
  const asked = (from: number) =>
    session.server.seen.slice(from).map(({ body }) => (body as { page: number }).page);

  /** The campaign of 1,234 contacts, all of them loaded. */
  async function openLoaded(): Promise<CampaignTab> {
    const tab = await CampaignTab.open(session.workbench, middle.name);
    await tab.loadAll('1,234 contacts');
    return tab;
  }

  it('shows three contacts as they were served, for one request', async () => {
    const { workbench, server } = session;
    const before = server.seen.length;
    const tab = await CampaignTab.open(workbench, 'Product feedback (documentation sample)');
    await tab.row(3).waitFor();
    assert.equal(await tab.counts.innerText(), '3 of 4 loaded');
    assert.equal(await tab.frame.locator('.body > .row').count(), 3);
    assert.match(await tab.row(1).innerText(), /685d3c819e81807087b6xxxx\s+919876543210/u);
    assert.equal(server.seen.length, before + 1);
    await workbench.screenshot('table-3-light');
  });

  it('asks for nothing that the side bar has, and for the rest when told to', async () => {
    const { workbench, server } = session;
    await workbench.tree.expand(/^Campaign, Payment reminders October/u);
    await workbench.tree.collapse(/^Campaign, Payment reminders October/u);
    const before = server.seen.length;
    const tab = await CampaignTab.open(workbench, middle.name);
    await tab.isCounted('100 of 1,234 loaded');
    assert.equal(server.seen.length, before);
    await tab.loadAll('1,234 contacts');
    assert.deepEqual(
      asked(before).sort((a, b) => a - b),
      [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
    );
  });

  it('sorts by a click on a header, up, down and not', async () => {
    const tab = await openLoaded();
    const attempts = tab.header('Attempts');
    await attempts.click();
    assert.equal(await attempts.getAttribute('aria-sort'), 'ascending');
    const fewest = middleContacts.findIndex(({ numberOfAttemptsSoFar }) => numberOfAttemptsSoFar === 0) + 1;
    await until('the fewest attempts on top', async () => (await tab.places()).includes(fewest));
    await attempts.click();
    const most = middleContacts.findIndex(({ numberOfAttemptsSoFar }) => numberOfAttemptsSoFar === 5) + 1;
    await until('the most attempts on top', async () => (await tab.places()).includes(most));
    await attempts.click();
    await until('the order of the campaign', async () => (await tab.places()).includes(1));
  });

  it('filters by text and by values, and says how many match', async () => {
    const { workbench } = session;
    const tab = await openLoaded();
    await tab.filterBy('CRM-1');
    const withText = middleContacts.filter(({ uniqueId }) => uniqueId.startsWith('CRM-1'));
    await tab.isCounted(`1,234 contacts · ${withText.length} match`);
    await tab.frame.getByRole('button', { name: 'Dialer outcome' }).click();
    await workbench.screenshot('table-filter-light');
    await tab.frame.getByRole('checkbox', { name: /^completed/u }).click();
    const both = withText.filter(({ dialerOutcome }) => dialerOutcome === 'completed');
    await tab.isCounted(`1,234 contacts · ${both.length} match`);
    await workbench.page.keyboard.press('Escape');
    await tab.button('Clear').click();
    await tab.isCounted('1,234 contacts');
  });

  it('selects with the mouse as every list does, and copies what is selected in its order', async () => {
    const { workbench } = session;
    const tab = await openLoaded();
    await tab.row(4).click();
    await tab.row(7).click({ modifiers: ['Shift'] });
    await tab.row(9).click({ modifiers: ['ControlOrMeta'] });
    await tab.isCounted('1,234 contacts · 5 selected');
    await tab.row(9).click({ button: 'right' });
    const copied = await workbench.copied(() => workbench.pickFromMenu('Copy Session IDs'));
    const chosen = [4, 5, 6, 7, 9]
      .map((place) => middleContacts[place - 1])
      .filter((one) => one !== undefined);
    assert.equal(copied, idsOf(chosen).join('\n'));
    const json = await workbench.copied(async () => {
      await tab.button('Copy').click();
      await tab.frame.getByRole('menuitem', { name: 'Copy as JSON' }).click();
    });
    assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify(chosen)));
    const table = await workbench.copied(async () => {
      await tab.button('Copy').click();
      await tab.frame.getByRole('menuitem', { name: 'Copy as Table' }).click();
    });
    assert.match(table, /^Bot session ID\tPhone number\t/u);
    assert.equal(table.split('\n').length, 6);
  });

  it('exports what is selected, in its order', async () => {
    const { workbench, workspace } = session;
    const { quickInput } = workbench;
    const file = join(workspace, 'chosen.ndjson');
    const tab = await CampaignTab.open(workbench, middle.name);
    await tab.row(9).click();
    await tab.row(4).click({ modifiers: ['ControlOrMeta'] });
    await tab.row(4).click({ button: 'right' });
    await workbench.pickFromMenu('Export Contacts…');
    await quickInput.pick('NDJSON');
    await quickInput.widget.getByRole('button', { name: 'OK', exact: true }).click();
    await quickInput.saveAs(file);
    assert.equal(
      await workbench.notificationText(/Exported/u),
      `Exported 2 contacts of “${middle.name}” to chosen.ndjson.`,
    );
    const chosen = [4, 9].map((place) => `${JSON.stringify(middleContacts[place - 1])}\n`);
    assert.equal(readFileSync(file, 'utf8'), chosen.join(''));
  });

  it('is driven by the keyboard alone: moving, selecting, copying, opening', async () => {
    const { workbench } = session;
    const { keyboard } = workbench.page;
    const tab = await openLoaded();
    await tab.focusRows();
    await keyboard.press('ControlOrMeta+Home');
    await keyboard.press('ArrowDown');
    await keyboard.press('Shift+ArrowDown');
    await keyboard.press('Shift+ArrowDown');
    await tab.isCounted('1,234 contacts · 3 selected');
    const copied = await workbench.copied(() => keyboard.press('ControlOrMeta+c'));
    assert.equal(copied, idsOf(middleContacts.slice(1, 4)).join('\n'));
    await keyboard.press('ControlOrMeta+End');
    await tab.row(1_234).waitFor();
    await tab.isCounted('1,234 contacts · 3 selected');
    await keyboard.press('Space');
    await tab.isCounted('1,234 contacts · 4 selected');
    await keyboard.press('ControlOrMeta+a');
    await tab.isCounted('1,234 contacts · 1,234 selected');
    const all = await workbench.copied(() => keyboard.press('ControlOrMeta+c'));
    assert.equal(all, idsOf(middleContacts).join('\n'));
    await keyboard.press('Escape');
    await tab.isCounted('1,234 contacts');
    await keyboard.press('Enter');
    const details = await workbench.frameWith('the details of a contact', (frame) =>
      frame.locator('.session'),
    );
    await details.getByText('Contact 1,234 of 1,234').waitFor();
    await workbench.screenshot('table-with-details-light');
    // The keyboard stays in the table.
    await keyboard.press('ArrowUp');
    await keyboard.press('Enter');
    await details.getByText('Contact 1,233 of 1,234').waitFor();
    assert.deepEqual(await violations(details), []);
  });

  it('has columns that are sorted, moved, resized and hidden by the keyboard', async () => {
    const { workbench } = session;
    const { keyboard } = workbench.page;
    const tab = await CampaignTab.open(workbench, middle.name);
    await tab.row(1).waitFor();
    await tab.focusRows();
    for (const key of ['ControlOrMeta+Home', 'Home', 'ArrowUp', 'ArrowRight']) await keyboard.press(key);
    const width = async () => (await tab.header('Bot session ID').boundingBox())?.width ?? 0;
    const before = await width();
    await keyboard.press('Shift+ArrowRight');
    assert.equal(await width(), before + 16);
    await keyboard.press('ControlOrMeta+ArrowRight');
    assert.deepEqual((await tab.headers()).slice(0, 3), ['Contact', 'Phone number', 'Bot session ID']);
    await keyboard.press('Enter');
    assert.equal(await tab.header('Bot session ID').getAttribute('aria-sort'), 'ascending');
    await workbench.tabTo(tab.frame.getByRole('button', { name: 'Columns' }), 'Shift+Tab');
    await keyboard.press('Enter');
    await workbench.tabTo(tab.frame.getByRole('checkbox', { name: 'Status detail' }));
    await keyboard.press('Space');
    await workbench.tabTo(tab.frame.getByRole('button', { name: 'Move Unique ID up' }));
    await keyboard.press('Enter');
    await keyboard.press('Escape');
    assert.deepEqual((await tab.headers()).slice(-3), ['Disposition codes', 'Unique ID', 'Attempts']);
    assert.ok(!(await tab.headers()).includes('Status detail'));
  });

  /** Moves what is at a point of the window sideways, with the mouse. */
  async function drag(x: number, to: number, y: number): Promise<void> {
    const { mouse } = session.workbench.page;
    await mouse.move(x, y);
    await mouse.down();
    await mouse.move((x + to) / 2, y);
    await mouse.move(to, y);
    await mouse.up();
  }

  async function boxOf(tab: CampaignTab, column: string) {
    const box = await tab.header(column).boundingBox();
    assert.ok(box);
    return box;
  }

  it('has columns that are moved and resized by the mouse', async () => {
    const tab = await CampaignTab.open(session.workbench, middle.name);
    const phone = await boxOf(tab, 'Phone number');
    const contact = await boxOf(tab, 'Contact');
    const y = phone.y + phone.height / 2;
    await drag(phone.x + 30, contact.x + 5, y);
    assert.deepEqual((await tab.headers()).slice(0, 2), ['Phone number', 'Contact']);
    const { x, width } = await boxOf(tab, 'Phone number');
    await drag(x + width - 2, x + width + 58, y);
    assert.equal((await boxOf(tab, 'Phone number')).width, width + 60);
  });

  it('shows how the calls ended, and filters the table by a bar that is clicked', async () => {
    const { workbench } = session;
    const tab = await openLoaded();
    await tab.show('Outcomes');
    const row = tab.frame.locator('.chart tr').filter({ hasText: /^busy/u });
    assert.match(await row.innerText(), new RegExp(`${busy}\\s+${((100 * busy) / 1_234).toFixed(1)} %`, 'u'));
    await workbench.screenshot('outcomes-light');
    await row.getByRole('button').click();
    await tab.isCounted(`1,234 contacts · ${busy} match`);
    assert.match(await tab.row(1).innerText(), /busy/u);
    await tab.show('Outcomes');
    assert.equal(await row.getByRole('button').getAttribute('aria-pressed'), 'true');
  });

  it('tells what the campaign itself is, for one request', async () => {
    const { workbench, server } = session;
    const tab = await CampaignTab.open(workbench, middle.name);
    await tab.isCounted('100 of 1,234 loaded');
    const before = server.seen.length;
    await tab.show('Details');
    await tab.frame.getByText('Time before a retry').waitFor();
    const told = await tab.frame.locator('.facts').innerText();
    for (const fact of [
      /Time zone\s+timezone\s+Etc.UTC/u,
      /Monday\s+days\s+9:00 AM – 6:00 PM/u,
      /10 minutes/u,
    ])
      assert.match(told, fact);
    await workbench.screenshot('campaign-details-light');
    assert.deepEqual(await violations(tab.frame), []);
    const copied = await workbench.copied(() =>
      tab.frame.getByRole('button', { name: 'Copy as JSON' }).last().click(),
    );
    assert.equal((JSON.parse(copied) as { _id: string })._id, middle.id);
    await tab.show('Outcomes');
    await tab.show('Details');
    assert.equal(server.seen.length, before + 1);
  });

  it('is as it was after another tab was looked at, and after a reload of the window', async () => {
    const { workbench, server } = session;
    const looks = async (tab: CampaignTab) => {
      assert.deepEqual((await tab.headers()).slice(0, 2), ['Phone number', 'Contact']);
      assert.equal(await tab.header('Bot session ID').getAttribute('aria-sort'), 'ascending');
      assert.match(await tab.frame.getByRole('button', { name: 'Dialer outcome' }).innerText(), /busy/u);
    };
    let tab = await openLoaded();
    const phone = await boxOf(tab, 'Phone number');
    await drag(phone.x + 30, (await boxOf(tab, 'Contact')).x + 5, phone.y + phone.height / 2);
    await tab.header('Bot session ID').click();
    await tab.show('Outcomes');
    await tab.frame.locator('.chart tr').filter({ hasText: /^busy/u }).getByRole('button').click();
    await tab.isCounted(`1,234 contacts · ${busy} match`);

    const other = await CampaignTab.open(workbench, 'Product feedback (documentation sample)');
    await other.isCounted('3 of 4 loaded');
    await workbench.tab(middle.name).click();
    tab = await CampaignTab.inSight(workbench, middle.name);
    await tab.isCounted(`1,234 contacts · ${busy} match`);
    await looks(tab);

    const before = server.seen.length;
    await workbench.reload();
    tab = await CampaignTab.inSight(workbench, middle.name);
    await tab.isCounted(/^100 of 1,234 loaded · \d+ match$/u);
    await looks(tab);
    const saved = await workbench.savedState();
    assert.ok(saved.includes(middle.id), 'the state of the tab was not found');
    for (const { phoneNumber } of middleContacts.slice(0, 100)) assert.ok(!saved.includes(phoneNumber));
    // The campaign list, the first page, and what the campaign is called.
    assert.ok(server.seen.length <= before + 3);
  });

  it('scrolls through 100,000 contacts, and asks only for what is in sight', async () => {
    const { workbench, server } = session;
    const { keyboard } = workbench.page;
    const before = server.seen.length;
    const tab = await CampaignTab.open(workbench, big.name);
    await tab.isCounted('100 of 100,000 loaded');
    await tab.focusRows();
    await keyboard.press('ControlOrMeta+End');
    await until('the last contact to be shown', async () =>
      /100,000\s+\w/u.test(await tab.row(100_000).innerText()),
    );
    assert.deepEqual(asked(before), [1, 1_000]);
    await keyboard.press('PageUp');
    await keyboard.press('ControlOrMeta+Home');
    await tab.row(1).waitFor();
    assert.deepEqual(asked(before), [1, 1_000]);
  });

  it('loads all 100,000, can be stopped, asks for no page twice, and sorts and filters all of them', async function () {
    this.timeout(300_000);
    const { workbench, server } = session;
    const before = server.seen.length;
    const tab = await CampaignTab.open(workbench, big.name);
    const loadAll = tab.button('Load All');
    await loadAll.click();
    await tab.isCounted(/^[\d,]{5,} of 100,000 loaded/u);
    await workbench.screenshot('table-loading-light');
    await tab.frame.getByRole('button', { name: 'Cancel' }).click();
    await loadAll.waitFor();
    await workbench.tabTo(loadAll);
    await workbench.page.keyboard.press('Enter');
    const all = tab.counts.filter({ hasText: /^100,000 contacts/u });
    await all.waitFor({ timeout: 240_000 });
    const pages = asked(before);
    // Those that were under way when it was stopped may be asked for again.
    assert.ok(pages.length <= 1_004, `${pages.length} requests`);
    assert.equal(new Set(pages).size, 1_000);

    await tab.header('Phone number').click();
    await tab.filterBy('callback');
    await tab.isCounted(/^100,000 contacts · [\d,]+ match/u);
    const numbers = await tab.frame.locator('.body > .row > .cell:nth-child(3)').allInnerTexts();
    assert.ok(numbers.length > 10);
    await workbench.screenshot('table-100000-light');
    await tab.button('Clear').click();
    await tab.isCounted('100,000 contacts');
  });

  it('fits into a narrow column, and at twice the size', async () => {
    const { workbench } = session;
    const tab = await openLoaded();
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench.page.setViewportSize({ width: 560, height: 620 });
    for (const section of ['Outcomes', 'Contacts'] as const) {
      await tab.show(section);
      const overflow = await overflowOf(tab.frame);
      assert.ok(overflow <= 0, `${section}: ${overflow} pixels too wide`);
      assert.deepEqual(await violations(tab.frame), []);
      await workbench.screenshot(`narrow-${section}`);
    }
    const grid = await tab.grid.boundingBox();
    assert.ok(grid && grid.height > 120, 'no room is left for rows');
  });

  it('says what failed, and goes on when it is asked to', async () => {
    const { workbench, server } = session;
    const refused = { status: 404, body: { errors: [{ msg: 'Campaign not found', code: 404 }] } };
    server.intercept(({ path }) => path.endsWith('/status'), refused, 1);
    const tab = await CampaignTab.open(workbench, 'Subscription trial ending');
    const failed = tab.frame.locator('.failed');
    await failed.waitFor();
    assert.match(await failed.innerText(), /HTTP 404: Campaign not found/u);
    assert.deepEqual(await violations(tab.frame), []);
    await tab.frame.getByRole('button', { name: 'Try Again' }).first().click();
    await tab.isCounted('100 of 310 loaded');
  });
});

for (const theme of ['light', 'dark', 'high contrast'] as const) {
  describe(`a campaign tab in the theme "${theme}"`, () => {
    const session = useWorkbench({ theme, settings: { 'koreCampaigns.requestsPerMinute': 6_000 } });

    it('is without a fault for axe-core', async () => {
      const { workbench } = session;
      const tab = await CampaignTab.open(workbench, middle.name);
      await tab.loadAll('1,234 contacts');
      assert.deepEqual(await violations(tab.frame), []);
      await workbench.screenshot(`table-${theme}`);
      await tab.frame.getByRole('button', { name: 'Columns' }).click();
      assert.deepEqual(await violations(tab.frame), []);
      await workbench.page.keyboard.press('Escape');
      await tab.show('Outcomes');
      assert.deepEqual(await violations(tab.frame), []);
      await workbench.screenshot(`outcomes-${theme}`);
    });
  });
}
