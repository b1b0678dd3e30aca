import { strict as assert } from 'node:assert';
import type { Frame } from 'playwright-core';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../src/demo/sampleTypes.ts';
import { sampleContactAt } from '../../src/demo/sampleContacts.ts';
import { until } from '../support/until.ts';
import { overflowOf, violations } from './inspect.ts';
import { useWorkbench, type Session } from './session.ts';

const october = campaignNamed('Payment reminders October');
const november = campaignNamed('Payment reminders November');
/** The same, when it has gone on. */
const later: SampleCampaign = { ...november, contactCount: 900, dialledShare: 1 };

function campaignNamed(name: string): SampleCampaign {
  const found = sampleCampaigns.find((one) => one.name === name);
  assert.ok(found);
  return found;
}

const contactsOf = (campaign: SampleCampaign, count = campaign.contactCount) =>
  Array.from({ length: count }, (_, position) => sampleContactAt(campaign, position));

/** What a row of the table should say of those that have a dialer outcome. */
function outcomeRow(outcome: string, [one, other]: [SampleContacts, SampleContacts]): string {
  const [a, b] = [countOf(outcome, one), countOf(outcome, other)];
  const points = (100 * b) / other.length - (100 * a) / one.length;
  const signed = `${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(1)} pp`;
  const percent = (count: number, all: number) => `${((100 * count) / all).toFixed(1)} %`;
  return [outcome, a, percent(a, one.length), b, percent(b, other.length), signed].join(' ');
}

type SampleContacts = ReturnType<typeof contactsOf>;

function countOf(outcome: string, contacts: SampleContacts): number {
  return contacts.filter(({ dialerOutcome }) => dialerOutcome === outcome).length;
}

const settings = { 'koreCampaigns.requestsPerMinute': 6_000 };
const rowNamed = (name: string) => new RegExp(`^Campaign, ${name}`, 'u');

/** The page inside the comparison that is in sight. */
const comparison = ({ workbench }: Session) =>
  workbench.frameWith('a comparison', (frame) =>
    frame.getByRole('heading', { name: 'Outcomes Side by Side' }),
  );

/** Compares two campaigns by the menu of the first one. */
async function compare(session: Session, one: string, other: string): Promise<Frame> {
  const { tree, quickInput } = session.workbench;
  await tree.openMenu(rowNamed(one));
  await session.workbench.pickFromMenu('Compare Campaigns…');
  await quickInput.type(other);
  await quickInput.pick(other);
  return comparison(session);
}

const side = (frame: Frame, letter: 'A' | 'B') =>
  frame.locator('.side').filter({ has: frame.locator('.key').getByText(letter, { exact: true }) });
const says = (frame: Frame, letter: 'A' | 'B', text: string | RegExp) =>
  side(frame, letter).getByText(text).waitFor();

async function loadAll(frame: Frame, letter: 'A' | 'B', count: string): Promise<void> {
  await side(frame, letter).getByRole('button', { name: 'Load All' }).click();
  await says(frame, letter, count);
}

describe('two campaigns side by side', () => {
  let campaigns: SampleCampaign[] = [];
  const session = useWorkbench({
    settings,
    server: () => ({ campaigns: (campaigns = [...sampleCampaigns]) }),
  });

  const table = (frame: Frame, name: string) => frame.getByRole('table', { name });
  /** A row of a table as screen readers have it: its cells, one after another. */
  async function rowOf(frame: Frame, tableName: string, value: string): Promise<string> {
    const row = table(frame, tableName)
      .getByRole('row')
      .filter({ has: frame.getByRole('rowheader', { name: value, exact: true }) });
    await row.waitFor();
    const cells = await row.locator('th, td').allInnerTexts();
    return cells.map((cell) => cell.trim()).join(' ');
  }
  const isCounted = (frame: Frame, outcome: string, expected: string) =>
    until(
      `the row "${expected}" to be shown`,
      async () => (await rowOf(frame, 'Dialer outcome', outcome)) === expected,
    );
  const asked = (from: number, { id }: SampleCampaign) =>
    session.server.seen
      .slice(from)
      .filter(({ path, query }) => path.includes(id) && query.includes('view=contacts'))
      .map(({ body }) => (body as { page: number }).page);

  /** Compares November, all of it loaded, after a refresh that found that it has gone on. */
  async function compareWithBefore(): Promise<Frame> {
    const { tree, quickInput } = session.workbench;
    const frame = await compare(session, november.name, october.name);
    await loadAll(frame, 'A', '860 contacts');
    campaigns[campaigns.indexOf(november)] = later;
    await tree.inlineAction(rowNamed(november.name), 'Refresh Campaigns');
    await says(frame, 'A', '100 of 900 loaded');
    await session.workbench.runCommand('View: Close All Editors');
    await tree.openMenu(rowNamed(november.name));
    await session.workbench.pickFromMenu('Compare Campaigns…');
    const [first = ''] = await quickInput.labels();
    assert.match(first, /^Payment reminders November before the refresh at .+, 860 contacts$/u);
    await quickInput.pick(first);
    return comparison(session);
  }

  it('opens from two that are selected, for one page of contacts each', async () => {
    const { workbench, server } = session;
    await workbench.tree.click(rowNamed(october.name), 'ControlOrMeta');
    await workbench.tree.click(rowNamed('High-value accounts'), 'ControlOrMeta');
    await workbench.tree.openMenu(rowNamed(october.name));
    const before = server.seen.length;
    await workbench.pickFromMenu('Compare Selected');
    const frame = await comparison(session);
    await says(frame, 'A', '100 of 1,234 loaded');
    await says(frame, 'B', '42 contacts');
    await frame.getByText('Shares are of the contacts that are loaded.').waitFor();
    assert.equal(server.seen.length, before + 2);
  });

  it('opens from the menu of one, which asks for the other', async () => {
    const { workbench } = session;
    await workbench.tree.openMenu(rowNamed(october.name));
    assert.ok(!(await workbench.menuLabels()).includes('Compare with Before Refresh'));
    await workbench.pickFromMenu('Compare Campaigns…');
    await workbench.quickInput.type('Payment');
    await workbench.quickInput.row(november.name).waitFor();
    await until(
      'only November to be offered',
      async () => (await workbench.quickInput.labels()).join() === november.name,
    );
    await workbench.quickInput.pick(november.name);
    const frame = await comparison(session);
    await workbench.tab(`${october.name} ↔ ${november.name}`).waitFor();
    await says(frame, 'A', october.name);
    await says(frame, 'B', november.name);
  });

  it('counts what is here while the rest is loaded, without asking for any page twice', async () => {
    const { server } = session;
    const frame = await compare(session, october.name, november.name);
    await isCounted(frame, 'busy', outcomeRow('busy', [contactsOf(october, 100), contactsOf(november, 100)]));
    // What only one of them has is there with 0 for the other.
    const outcomes = [...new Set(contactsOf(october, 100).map(({ dialerOutcome }) => dialerOutcome))];
    const only = outcomes.find((outcome) => countOf(outcome, contactsOf(november, 100)) === 0);
    assert.ok(only);
    await isCounted(frame, only, outcomeRow(only, [contactsOf(october, 100), contactsOf(november, 100)]));
    const before = server.seen.length;
    await loadAll(frame, 'A', '1,234 contacts');
    await loadAll(frame, 'B', '860 contacts');
    await isCounted(frame, 'busy', outcomeRow('busy', [contactsOf(october), contactsOf(november)]));
    assert.equal(await frame.getByText('Shares are of').isVisible(), false);
    assert.deepEqual(
      [asked(before, october), asked(before, november)].map((pages) => pages.sort((a, b) => a - b)),
      [
        [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
        [2, 3, 4, 5, 6, 7, 8, 9],
      ],
    );
    await session.workbench.screenshot('compare-light');
  });

  it('swaps its sides, and copies them as a table, with the keyboard', async () => {
    const { workbench } = session;
    const frame = await compare(session, october.name, november.name);
    await loadAll(frame, 'A', '1,234 contacts');
    await loadAll(frame, 'B', '860 contacts');
    const press = async (name: string) => {
      await workbench.tabTo(frame.getByRole('button', { name }));
      await workbench.page.keyboard.press('Enter');
    };
    await press('Swap Sides');
    await says(frame, 'A', november.name);
    await isCounted(frame, 'busy', outcomeRow('busy', [contactsOf(november), contactsOf(october)]));
    const copied = await workbench.copied(() => press('Copy as Table'));
    const [header, all] = copied.split('\n').map((line) => line.split('\t'));
    assert.deepEqual(header?.slice(2, 5), [
      `A: ${november.name} (860 contacts)`,
      'Share of A',
      `B: ${october.name} (1,234 contacts)`,
    ]);
    assert.deepEqual(all, ['Contacts', 'all', '860', '100.00%', '1234', '100.00%', '0.00']);
    const markdown = await workbench.copied(() => press('Copy as Markdown'));
    assert.match(markdown, /^\| Dialer outcome \| busy \| \d+ \| \d+\.\d\d% \|/mu);
  });

  it('is there after another tab was looked at, and after a reload of the window', async () => {
    const { workbench } = session;
    const compared = await compare(session, november.name, october.name);
    await loadAll(compared, 'B', '1,234 contacts');
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.tab(november.name).click();
    await says(await comparison(session), 'B', '1,234 contacts');
    await workbench.runCommand('View: Close Other Editors in Group');
    await workbench.reload();
    const frame = await comparison(session);
    await workbench.tab(`${november.name} ↔ ${october.name}`).waitFor();
    await says(frame, 'A', '100 of 860 loaded');
    await says(frame, 'B', '100 of 1,234 loaded');
    const saved = await workbench.savedState();
    assert.ok(saved.includes(october.id), 'the state of the tab was not found');
    for (const { phoneNumber } of contactsOf(october, 100)) assert.ok(!saved.includes(phoneNumber));
  });

  it('begins anew with a refresh, and offers what was before it', async () => {
    const frame = await compareWithBefore();
    await says(frame, 'A', /^As it was before the refresh/u);
    await says(frame, 'A', '860 contacts');
    await loadAll(frame, 'B', '900 contacts');
    await isCounted(frame, 'busy', outcomeRow('busy', [contactsOf(november), contactsOf(later)]));
    await session.workbench.screenshot('compare-before-light');
  });

  it('keeps what was before while the other side is refreshed once more, and says that it went with a reload', async () => {
    const { workbench } = session;
    let frame = await compareWithBefore();
    await loadAll(frame, 'B', '900 contacts');
    await workbench.tree.inlineAction(rowNamed(november.name), 'Refresh Campaigns');
    await says(frame, 'B', '100 of 900 loaded');
    await says(frame, 'A', '860 contacts');
    await workbench.runCommand('View: Close All Editors');
    await workbench.tree.openMenu(rowNamed(november.name));
    await workbench.pickFromMenu('Compare with Before Refresh');
    await says(await comparison(session), 'A', '900 contacts');

    await workbench.reload();
    frame = await comparison(session);
    await says(frame, 'A', /kept in memory, and went with the window/u);
    await says(frame, 'B', '100 of 900 loaded');
    assert.deepEqual(await violations(frame), []);
    await workbench.screenshot('compare-gone-light');
  });

  it('asks for both from the palette, says what failed, and tries again when it is asked to', async () => {
    const { workbench, server } = session;
    const name = 'Satisfaction after support';
    const refused = { status: 404, body: { errors: [{ msg: 'Campaign not found', code: 404 }] } };
    server.intercept(({ query }) => query.includes('view=contacts'), refused, 2);
    await workbench.runCommand('Kore Campaigns: Compare Campaigns…');
    for (const chosen of [october.name, name]) {
      await workbench.quickInput.type(chosen);
      await workbench.quickInput.pick(chosen);
    }
    const frame = await comparison(session);
    for (const letter of ['A', 'B'] as const) await says(frame, letter, /HTTP 404: Campaign not found/u);
    assert.deepEqual(await violations(frame), []);
    await side(frame, 'B').getByRole('button', { name: 'Try Again' }).click();
    await says(frame, 'A', '100 of 1,234 loaded');
    await says(frame, 'B', '100 of 640 loaded');
  });

  it('fits into a narrow column, and at twice the size', async () => {
    const { workbench } = session;
    const frame = await compare(session, october.name, november.name);
    await says(frame, 'A', '100 of 1,234 loaded');
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    for (const width of [700, 370]) {
      await workbench.page.setViewportSize({ width, height: 620 });
      const overflow = await overflowOf(frame);
      assert.ok(overflow <= 0, `${overflow} pixels too wide at ${width}`);
      assert.deepEqual(await violations(frame), []);
      await workbench.screenshot(`compare-narrow-${width}`);
    }
  });
});

for (const theme of ['light', 'dark', 'high contrast'] as const) {
  describe(`two campaigns side by side in the theme "${theme}"`, () => {
    const session = useWorkbench({ theme, settings });

    it('are without a fault for axe-core', async () => {
      const frame = await compare(session, october.name, 'Satisfaction after support');
      await says(frame, 'B', '100 of 640 loaded');
      assert.deepEqual(await violations(frame), []);
      await session.workbench.screenshot(`compare-${theme}`);
    });
  });
}
