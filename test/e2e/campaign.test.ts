import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import { sampleContactAt, type SampleContact } from '../../src/demo/sampleContacts.ts';
import { startSampleServer, type SampleServer } from '../../src/demo/sampleServer.ts';
import { violations } from './inspect.ts';
import { useOwnWorkbench } from './session.ts';
import { until } from '../support/until.ts';

const big = campaignNamed('Annual renewal 2026');
const middle = campaignNamed('Payment reminders October');

function campaignNamed(name: string) {
  const found = sampleCampaigns.find((one) => one.name === name);
  assert.ok(found);
  return found;
}

const middleContacts = Array.from({ length: 1_234 }, (_, position) => sampleContactAt(middle, position));

/** One person's session with the contacts table; each test goes on where the one before ended. */
describe('a campaign tab', () => {
  const userSettings: Record<string, unknown> = {};
  let server: SampleServer;
  before('start the server', async () => {
    server = await startSampleServer({ requestsPerMinute: Infinity });
    const { streamId, accountId, clientId } = server.credentials;
    userSettings['koreCampaigns.connections'] = [
      { name: 'Test', host: server.origin, streamId, accountId, clientId },
    ];
    userSettings['koreCampaigns.requestsPerMinute'] = 6_000;
  });
  const session = useOwnWorkbench({ userSettings });
  after('stop the server', () => server.stop());

  /** The page inside a tab that has such an element in sight. */
  async function frameWith(selector: string): Promise<Frame> {
    let found: Frame | undefined;
    await until(`a tab with ${selector}`, async () => {
      for (const frame of session.workbench.page.frames()) {
        const isThere = await frame
          .locator(selector)
          .first()
          .isVisible()
          .catch(() => false);
        if (isThere) found = frame;
      }
      return found !== undefined;
    });
    assert.ok(found);
    return found;
  }

  async function openTable(name: string): Promise<Frame> {
    const { workbench } = session;
    await workbench.openView('Kore Campaigns');
    const row = new RegExp(`^Campaign, ${name.replace(/[()]/gu, '.')}`, 'u');
    await workbench.tree.scrollTo(row);
    await workbench.tree.inlineAction(row, 'Open Contacts Table');
    await workbench.tab(name.slice(0, 30)).waitFor();
    return frameWith('.grid');
  }

  const counts = (frame: Frame) => frame.locator('.counts');
  const rowOf = (frame: Frame, place: number): Locator =>
    frame.locator(`.body > .row[aria-rowindex="${place + 1}"]`);
  const header = (frame: Frame, name: string) => frame.getByRole('columnheader', { name });
  const headers = async (frame: Frame) =>
    (await frame.locator('.head .label').allInnerTexts()).map((text) => text.trim());
  const isCounted = (frame: Frame, text: string | RegExp) =>
    until(`the table to say ${String(text)}`, async () => {
      const said = await counts(frame).innerText();
      return typeof text === 'string' ? said === text : text.test(said);
    });
  const asked = (from: number) => server.seen.slice(from).map(({ body }) => (body as { page: number }).page);
  const places = async (frame: Frame) =>
    (await frame.locator('.body > .row > .cell:first-child').allInnerTexts()).map((text) =>
      Number(text.replaceAll(',', '')),
    );
  const idsOf = (contacts: readonly SampleContact[]) =>
    contacts.flatMap(({ botSessionId }) => botSessionId ?? []).filter(Boolean);

  it('shows three contacts as they were served, for one request', async () => {
    const { workbench } = session;
    await workbench.openView('Kore Campaigns');
    await workbench.page.getByRole('button', { name: 'Set Client Secret…' }).click();
    await workbench.quickInput.answer(server.credentials.clientSecret);
    await workbench.tree.row(/^Campaign, Black Friday/u).waitFor();
    const before = server.seen.length;
    const frame = await openTable('Product feedback (documentation sample)');
    await rowOf(frame, 3).waitFor();
    assert.equal(await counts(frame).innerText(), '3 of 4 loaded');
    assert.equal(await frame.locator('.body > .row').count(), 3);
    assert.match(await rowOf(frame, 1).innerText(), /685d3c819e81807087b6xxxx\s+919876543210/u);
    assert.equal(server.seen.length, before + 1);
    await workbench.screenshot('table-3-light');
  });

  it('asks for nothing that the side bar has, and for the rest when told to', async () => {
    const { workbench } = session;
    await workbench.tree.expand(/^Campaign, Payment reminders October/u);
    await workbench.tree.collapse(/^Campaign, Payment reminders October/u);
    const before = server.seen.length;
    const frame = await openTable(middle.name);
    await isCounted(frame, '100 of 1,234 loaded');
    assert.equal(server.seen.length, before);
    await frame.getByRole('button', { name: 'Load All' }).click();
    await isCounted(frame, '1,234 contacts');
    assert.deepEqual(
      asked(before).sort((a, b) => a - b),
      [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
    );
  });

  it('sorts by a click on a header, up, down and not', async () => {
    const frame = await frameWith('.grid');
    await header(frame, 'Attempts').click();
    assert.equal(await header(frame, 'Attempts').getAttribute('aria-sort'), 'ascending');
    const fewest = middleContacts.findIndex(({ numberOfAttemptsSoFar }) => numberOfAttemptsSoFar === 0) + 1;
    await until('the fewest attempts on top', async () => (await places(frame)).includes(fewest));
    await header(frame, 'Attempts').click();
    const most = middleContacts.findIndex(({ numberOfAttemptsSoFar }) => numberOfAttemptsSoFar === 5) + 1;
    await until('the most attempts on top', async () => (await places(frame)).includes(most));
    await header(frame, 'Attempts').click();
    await until('the order of the campaign', async () => (await places(frame)).includes(1));
  });

  it('filters by text and by values, and says how many match', async () => {
    const { workbench } = session;
    const frame = await frameWith('.grid');
    await frame.getByRole('searchbox').fill('CRM-1');
    const withText = middleContacts.filter(({ uniqueId }) => uniqueId.startsWith('CRM-1'));
    await isCounted(frame, `1,234 contacts · ${withText.length} match`);
    await frame.getByRole('button', { name: 'Dialer outcome' }).click();
    await workbench.screenshot('table-filter-light');
    await frame.getByRole('checkbox', { name: /^completed/u }).check();
    const both = withText.filter(({ dialerOutcome }) => dialerOutcome === 'completed');
    await isCounted(frame, `1,234 contacts · ${both.length} match`);
    await workbench.page.keyboard.press('Escape');
    await frame.getByRole('button', { name: 'Clear', exact: true }).click();
    await isCounted(frame, '1,234 contacts');
  });

  it('selects with the mouse as every list does, and copies what is selected in its order', async () => {
    const { workbench } = session;
    const frame = await frameWith('.grid');
    await rowOf(frame, 4).click();
    await rowOf(frame, 7).click({ modifiers: ['Shift'] });
    await rowOf(frame, 9).click({ modifiers: ['ControlOrMeta'] });
    await isCounted(frame, '1,234 contacts · 5 selected');
    await rowOf(frame, 9).click({ button: 'right' });
    const copied = await workbench.copied(() => workbench.pickFromMenu('Copy Session IDs'));
    const chosen = [4, 5, 6, 7, 9]
      .map((place) => middleContacts[place - 1])
      .filter((one) => one !== undefined);
    assert.equal(copied, idsOf(chosen).join('\n'));
    const json = await workbench.copied(async () => {
      await frame.getByRole('button', { name: 'Copy', exact: true }).click();
      await frame.getByRole('button', { name: 'Copy as JSON' }).click();
    });
    assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify(chosen)));
    const table = await workbench.copied(async () => {
      await frame.getByRole('button', { name: 'Copy', exact: true }).click();
      await frame.getByRole('button', { name: 'Copy as Table' }).click();
    });
    assert.match(table, /^Bot session ID\tPhone number\t/u);
    assert.equal(table.split('\n').length, 6);
  });

  it('exports what is selected, in its order', async () => {
    const { workbench, workspace } = session;
    const { quickInput } = workbench;
    const file = join(workspace, 'chosen.ndjson');
    const frame = await frameWith('.grid');
    await rowOf(frame, 9).click();
    await rowOf(frame, 4).click({ modifiers: ['ControlOrMeta'] });
    await rowOf(frame, 4).click({ button: 'right' });
    await workbench.pickFromMenu('Export Contacts…');
    await quickInput.pick('NDJSON');
    await quickInput.widget.getByRole('button', { name: 'OK', exact: true }).click();
    await quickInput.saveAs(file);
    assert.equal(
      await workbench.notificationText(/Exported/u),
      `Exported 2 contacts of “${middle.name}” to chosen.ndjson.`,
    );
    await workbench.clearNotifications();
    const chosen = [4, 9].map((place) => `${JSON.stringify(middleContacts[place - 1])}\n`);
    assert.equal(readFileSync(file, 'utf8'), chosen.join(''));
  });

  it('is driven by the keyboard alone: moving, selecting, copying, opening', async () => {
    const { workbench } = session;
    const { keyboard } = workbench.page;
    const frame = await frameWith('.grid');
    await frame.getByRole('searchbox').focus();
    await keyboard.press('ArrowDown');
    await keyboard.press('ControlOrMeta+Home');
    await keyboard.press('ArrowDown');
    await keyboard.press('Shift+ArrowDown');
    await keyboard.press('Shift+ArrowDown');
    await isCounted(frame, '1,234 contacts · 3 selected');
    const copied = await workbench.copied(() => keyboard.press('ControlOrMeta+c'));
    assert.equal(copied, idsOf(middleContacts.slice(1, 4)).join('\n'));
    await keyboard.press('ControlOrMeta+End');
    await rowOf(frame, 1_234).waitFor();
    await isCounted(frame, '1,234 contacts · 3 selected');
    await keyboard.press('Space');
    await isCounted(frame, '1,234 contacts · 4 selected');
    await keyboard.press('ControlOrMeta+a');
    await isCounted(frame, '1,234 contacts · 1,234 selected');
    const all = await workbench.copied(() => keyboard.press('ControlOrMeta+c'));
    assert.equal(all, idsOf(middleContacts).join('\n'));
    await keyboard.press('Escape');
    await isCounted(frame, '1,234 contacts');
    await keyboard.press('Enter');
    const details = await frameWith('.session');
    await details.getByText('Contact 1,234 of 1,234').waitFor();
    await workbench.screenshot('table-with-details-light');
    // The keyboard stays in the table.
    await keyboard.press('ArrowUp');
    await keyboard.press('Enter');
    await details.getByText('Contact 1,233 of 1,234').waitFor();
    assert.deepEqual(await violations(details), []);
    await workbench.runCommand('View: Close Editors in Other Groups');
  });

  it('has columns that are sorted, moved, resized and hidden by the keyboard', async () => {
    const { workbench } = session;
    const { keyboard } = workbench.page;
    const frame = await frameWith('.grid');
    await frame.locator('.grid').focus();
    await keyboard.press('ControlOrMeta+Home');
    await keyboard.press('Home');
    await keyboard.press('ArrowUp');
    await keyboard.press('ArrowRight');
    const width = async () => (await header(frame, 'Bot session ID').boundingBox())?.width ?? 0;
    const before = await width();
    await keyboard.press('Shift+ArrowRight');
    assert.equal(await width(), before + 16);
    await keyboard.press('ControlOrMeta+ArrowRight');
    assert.deepEqual((await headers(frame)).slice(0, 3), ['Contact', 'Phone number', 'Bot session ID']);
    await keyboard.press('Enter');
    assert.equal(await header(frame, 'Bot session ID').getAttribute('aria-sort'), 'ascending');
    await frame.getByRole('button', { name: 'Columns' }).press('Enter');
    await frame.getByRole('checkbox', { name: 'Status detail' }).press('Space');
    await frame.getByRole('button', { name: 'Move Unique ID up' }).press('Enter');
    await keyboard.press('Escape');
    assert.deepEqual((await headers(frame)).slice(-3), ['Disposition codes', 'Unique ID', 'Attempts']);
    assert.ok(!(await headers(frame)).includes('Status detail'));
  });

  it('has columns that are moved and resized by the mouse', async () => {
    const { page } = session.workbench;
    const frame = await frameWith('.grid');
    const box = async (name: string) => {
      const found = await header(frame, name).boundingBox();
      assert.ok(found);
      return found;
    };
    const drag = async (x: number, to: number, y: number) => {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move((x + to) / 2, y);
      await page.mouse.move(to, y);
      await page.mouse.up();
    };
    const phone = await box('Phone number');
    const contact = await box('Contact');
    const y = phone.y + phone.height / 2;
    await drag(phone.x + 30, contact.x + 5, y);
    assert.deepEqual((await headers(frame)).slice(0, 2), ['Phone number', 'Contact']);
    const { x, width } = await box('Phone number');
    await drag(x + width - 2, x + width + 58, y);
    assert.equal((await box('Phone number')).width, width + 60);
  });

  it('shows how the calls ended, and filters the table by a bar that is clicked', async () => {
    const { workbench } = session;
    const frame = await frameWith('.grid');
    await frame.getByRole('tab', { name: 'Outcomes' }).click();
    const busy = middleContacts.filter(({ dialerOutcome }) => dialerOutcome === 'busy').length;
    const row = frame.locator('.chart tr').filter({ hasText: /^busy/u });
    assert.match(await row.innerText(), new RegExp(`${busy}\\s+${((100 * busy) / 1_234).toFixed(1)} %`, 'u'));
    await workbench.screenshot('outcomes-light');
    await row.getByRole('button').click();
    await isCounted(frame, `1,234 contacts · ${busy} match`);
    assert.match(await rowOf(frame, 1).innerText(), /busy/u);
    await frame.getByRole('tab', { name: 'Outcomes' }).click();
    assert.equal(await row.getByRole('button').getAttribute('aria-pressed'), 'true');
    await frame.getByRole('tab', { name: 'Contacts' }).click();
  });

  it('tells what the campaign itself is, for one request', async () => {
    const { workbench } = session;
    const frame = await frameWith('.tabs');
    const before = server.seen.length;
    await frame.getByRole('tab', { name: 'Details' }).click();
    await frame.getByText('Time before a retry').waitFor();
    const told = await frame.locator('.facts').innerText();
    for (const fact of [
      /Time zone\s+timezone\s+Etc.UTC/u,
      /Monday\s+days\s+9:00 AM – 6:00 PM/u,
      /10 minutes/u,
    ])
      assert.match(told, fact);
    await workbench.screenshot('campaign-details-light');
    assert.deepEqual(await violations(frame), []);
    const copied = await workbench.copied(() =>
      frame.getByRole('button', { name: 'Copy as JSON' }).last().click(),
    );
    assert.equal((JSON.parse(copied) as { _id: string })._id, middle.id);
    await frame.getByRole('tab', { name: 'Outcomes' }).click();
    await frame.getByRole('tab', { name: 'Details' }).click();
    assert.equal(server.seen.length, before + 1);
    await frame.getByRole('tab', { name: 'Contacts' }).click();
  });

  it('is as it was after another tab was looked at, and after a reload of the window', async function () {
    this.timeout(240_000);
    const { workbench } = session;
    const busy = middleContacts.filter(({ dialerOutcome }) => dialerOutcome === 'busy').length;
    const looks = async (frame: Frame) => {
      assert.deepEqual((await headers(frame)).slice(0, 2), ['Phone number', 'Contact']);
      assert.equal(await header(frame, 'Bot session ID').getAttribute('aria-sort'), 'ascending');
      assert.match(await frame.getByRole('button', { name: 'Dialer outcome' }).innerText(), /busy/u);
    };
    await workbench.tab('Product feedback').click();
    await isCounted(await frameWith('.grid'), '3 of 4 loaded');
    await workbench.tab(middle.name).click();
    let frame = await frameWith('.grid');
    await isCounted(frame, `1,234 contacts · ${busy} match`);
    await looks(frame);

    const before = server.seen.length;
    await workbench.reload();
    await workbench.tab(middle.name).waitFor();
    frame = await frameWith('.grid');
    await isCounted(frame, /^100 of 1,234 loaded · \d+ match$/u);
    await looks(frame);
    const saved = await workbench.savedState();
    assert.ok(saved.includes(middle.id), 'the state of the tab was not found');
    for (const { phoneNumber } of middleContacts.slice(0, 100)) assert.ok(!saved.includes(phoneNumber));
    // The campaign list, the first page, and what the campaign is called.
    assert.ok(server.seen.length <= before + 3);
    await workbench.runCommand('View: Close All Editors');
  });

  it('scrolls through 100,000 contacts, and asks only for what is in sight', async () => {
    const { workbench } = session;
    const { keyboard } = workbench.page;
    const before = server.seen.length;
    const frame = await openTable(big.name);
    await isCounted(frame, '100 of 100,000 loaded');
    await frame.locator('.grid').focus();
    await keyboard.press('ControlOrMeta+End');
    await until('the last contact', async () =>
      /100,000\s+\w/u.test(await rowOf(frame, 100_000).innerText()),
    );
    assert.deepEqual(asked(before), [1, 1_000]);
    await keyboard.press('PageUp');
    await keyboard.press('ControlOrMeta+Home');
    await rowOf(frame, 1).waitFor();
    assert.deepEqual(asked(before), [1, 1_000]);
  });

  it('loads all 100,000, can be stopped, and asks for no page twice', async function () {
    this.timeout(300_000);
    const { workbench } = session;
    const before = server.seen.length - 2;
    const frame = await frameWith('.grid');
    await frame.getByRole('button', { name: 'Load All' }).click();
    await isCounted(frame, /^[\d,]{5,} of 100,000 loaded/u);
    await workbench.screenshot('table-loading-light');
    await frame.getByRole('button', { name: 'Cancel' }).click();
    await frame.getByRole('button', { name: 'Load All' }).waitFor();
    await frame.getByRole('button', { name: 'Load All' }).press('Enter');
    const all = counts(frame).filter({ hasText: /^100,000 contacts/u });
    await all.waitFor({ timeout: 240_000 });
    const pages = asked(before);
    // Those that were under way when it was stopped may be asked for again.
    assert.ok(pages.length <= 1_004, `${pages.length} requests`);
    assert.equal(new Set(pages).size, 1_000);
  });

  it('sorts and filters 100,000 contacts', async () => {
    const { workbench } = session;
    const frame = await frameWith('.grid');
    await header(frame, 'Phone number').click();
    await frame.getByRole('searchbox').fill('callback');
    await isCounted(frame, /^100,000 contacts · [\d,]+ match/u);
    const numbers = await frame.locator('.body > .row > .cell:nth-child(3)').allInnerTexts();
    assert.ok(numbers.length > 10);
    await workbench.screenshot('table-100000-light');
    await frame.getByRole('button', { name: 'Clear', exact: true }).click();
  });

  for (const theme of ['light', 'dark', 'high contrast'] as const) {
    it(`is without a fault for axe-core, in the theme "${theme}"`, async () => {
      const { workbench } = session;
      await workbench.setTheme(theme);
      const frame = await frameWith('.tabs');
      await frame.getByRole('tab', { name: 'Contacts' }).click();
      assert.deepEqual(await violations(frame), []);
      await workbench.screenshot(`table-100000-${theme}`);
      await frame.getByRole('button', { name: 'Columns' }).click();
      assert.deepEqual(await violations(frame), []);
      await workbench.page.keyboard.press('Escape');
      await frame.getByRole('tab', { name: 'Outcomes' }).click();
      assert.deepEqual(await violations(frame), []);
      await workbench.screenshot(`outcomes-100000-${theme}`);
    });
  }

  it('fits into a narrow column, and at twice the size', async () => {
    const { workbench } = session;
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench.page.setViewportSize({ width: 560, height: 620 });
    const frame = await frameWith('.tabs');
    for (const section of ['Outcomes', 'Contacts']) {
      await frame.getByRole('tab', { name: section }).click();
      const overflow = await frame.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      assert.ok(overflow <= 0, `${section}: ${overflow} pixels too wide`);
      assert.deepEqual(await violations(frame), []);
      await workbench.screenshot(`narrow-${section}`);
    }
    const grid = await frame.locator('.grid').boundingBox();
    assert.ok(grid && grid.height > 120, 'no room is left for rows');
    await workbench.page.setViewportSize({ width: 1400, height: 900 });
  });

  it('says what failed, and goes on when it is asked to', async () => {
    const { workbench } = session;
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    const refused = { status: 404, body: { errors: [{ msg: 'Campaign not found', code: 404 }] } };
    server.intercept(({ path }) => path.endsWith('/status'), refused, 1);
    const name = 'Subscription trial ending';
    await workbench.openView('Kore Campaigns');
    await workbench.tree.scrollTo(new RegExp(`^Campaign, ${name}`, 'u'));
    await workbench.tree.inlineAction(new RegExp(`^Campaign, ${name}`, 'u'), 'Open Contacts Table');
    const frame = await frameWith('.failed');
    assert.match(await frame.locator('.failed').innerText(), /HTTP 404: Campaign not found/u);
    assert.deepEqual(await violations(frame), []);
    await frame.getByRole('button', { name: 'Try Again' }).first().click();
    await isCounted(await frameWith('.grid'), '100 of 310 loaded');
  });
});
