import { strict as assert } from 'node:assert';
import type { Locator } from 'playwright-core';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../src/demo/sampleTypes.ts';
import { sampleContactAt } from '../../src/demo/sampleContacts.ts';
import { pause } from '../support/pause.ts';
import { until } from '../support/until.ts';
import { CampaignTab } from './campaignTab.ts';
import { scrollTopOf, violations } from './inspect.ts';
import { coverWindow } from './outside.ts';
import { useWorkbench, type Session, type Start } from './session.ts';

const name = 'Payment reminders November';
/** Running as well. */
const second = 'Fraud alert call-backs';
const completedName = 'Delivery slot survey';

/** The campaigns of this test. Their shares and statuses change while the server runs. */
let campaigns: SampleCampaign[] = [];
const start: Start = {
  // A test that looks at a change has an hour for it, until the next look says that there is none.
  settings: { 'koreCampaigns.liveRefreshInterval': 3_600 },
  server: () => ({ campaigns: (campaigns = sampleCampaigns.map((campaign) => ({ ...campaign }))) }),
};

function campaignNamed(wanted: string): SampleCampaign {
  const found = campaigns.find((one) => one.name === wanted);
  assert.ok(found);
  return found;
}

/** Contacts of the running campaign that have the outcome now. */
function having(outcome: string): number {
  const running = campaignNamed(name);
  return Array.from({ length: 860 }, (_, position) => sampleContactAt(running, position)).filter(
    ({ dialerOutcome }) => dialerOutcome === outcome,
  ).length;
}

/** Lets the calls go on, and returns how many more are completed then. */
function goOn(dialledShare: number): number {
  const before = having('completed');
  Object.assign(campaignNamed(name), { dialledShare });
  return having('completed') - before;
}

const switchOf = (tab: CampaignTab): Locator => tab.button('Live');

async function says(tab: CampaignTab, text: RegExp): Promise<void> {
  await until(`the tab to say ${String(text)}`, async () =>
    text.test((await tab.frame.locator('.live-notes').allInnerTexts()).join(' ').trim()),
  );
}

/** Opens a running campaign's tab, loads all of it, and switches Live on. Its first look has found no change. */
async function openLive({ workbench }: Session): Promise<CampaignTab> {
  const tab = await CampaignTab.open(workbench, name);
  await tab.loadAll('860 contacts');
  await switchOf(tab).click();
  await says(tab, /^Checked .+ · no change$/u);
  return tab;
}

/** Switches Live off and on, which makes it look at once. */
async function lookNow(tab: CampaignTab): Promise<void> {
  await switchOf(tab).click();
  await switchOf(tab).click();
}

/** How often a campaign's status was asked for. */
const looksAt = ({ server }: Session, { id }: SampleCampaign) =>
  server.seen.filter(({ path, query }) => path.includes(id) && query.includes('view=status')).length;

describe('a live campaign tab', () => {
  const session = useWorkbench(start);

  it('is offered for a campaign that is dialled, off, and looks at once when it is switched on with the keyboard', async () => {
    const { workbench, server } = session;
    const tab = await CampaignTab.open(workbench, name);
    const live = switchOf(tab);
    await tab.loadAll('860 contacts');
    assert.equal(await live.getAttribute('aria-pressed'), 'false');
    assert.equal(await live.getAttribute('aria-disabled'), null);
    assert.equal(looksAt(session, campaignNamed(name)), 0);
    const before = server.seen.length;
    await workbench.tabTo(live, 'Shift+Tab');
    await workbench.page.keyboard.press('Space');
    assert.equal(await live.getAttribute('aria-pressed'), 'true');
    await says(tab, /^Checked .+ · no change$/u);
    assert.equal(server.seen.length, before + 3);
    assert.deepEqual(await violations(tab.frame), []);
    await workbench.screenshot('live-no-change-light');
  });

  it('shows what has changed, and keeps selection, sort order, filter and place', async () => {
    const { workbench } = session;
    const { keyboard } = workbench.page;
    const tab = await openLive(session);
    await tab.header('Attempts').click();
    await tab.header('Attempts').click();
    await tab.filterBy('1');
    await tab.isCounted(/match$/u);
    await tab.focusRows();
    for (const key of ['PageDown', 'PageDown', 'ArrowUp']) await keyboard.press(key);
    await tab.isCounted(/match · 1 selected$/u);
    const chosen = tab.frame.locator('.body > .row[aria-selected=true]');
    const place = Number(await chosen.locator('.cell').first().innerText());
    const scrolled = await scrollTopOf(tab.grid);
    assert.ok(scrolled > 0);

    const more = goOn(0.75);
    await lookNow(tab);
    await says(tab, new RegExp(`^Updated .+ · \\+${more} completed, \\+\\d+ `, 'u'));
    assert.match(await tab.counts.innerText(), /match · 1 selected$/u);
    assert.equal(await scrollTopOf(tab.grid), scrolled);
    assert.equal(await tab.header('Attempts').getAttribute('aria-sort'), 'descending');
    await until('the change to be announced', async () =>
      // In one sentence with the count of contacts, where that has changed as well.
      /(^|\. )Updated .+ completed/u.test(await tab.frame.locator('#announcer').innerText()),
    );
    await workbench.screenshot('live-updated-light');
    const copied = await tab.copy('Copy as JSON');
    const [{ phoneNumber }] = JSON.parse(copied) as [{ phoneNumber: string }];
    assert.equal(phoneNumber, sampleContactAt(campaignNamed(name), place - 1).phoneNumber);
  });

  it('shows the change beside the counts of the outcomes', async () => {
    const { workbench } = session;
    const tab = await openLive(session);
    await tab.show('Outcomes');
    const more = goOn(0.8);
    await lookNow(tab);
    await says(tab, new RegExp(`· \\+${more} completed`, 'u'));
    const bar = tab.frame.locator('.chart tr').filter({ hasText: /^completed/u });
    assert.match(await bar.innerText(), new RegExp(`\\+${more}\\s+${having('completed')}\\s`, 'u'));
    assert.deepEqual(await violations(tab.frame), []);
    await workbench.screenshot('live-outcomes-light');
  });

  it('stays as the last key left it, however fast it is switched', async () => {
    const { workbench } = session;
    const tab = await openLive(session);
    const live = switchOf(tab);
    const before = looksAt(session, campaignNamed(name));
    await workbench.tabTo(live);
    for (let presses = 0; presses < 20; presses++) await workbench.page.keyboard.press('Space');
    await until('it to look again', () => looksAt(session, campaignNamed(name)) > before);
    await says(tab, /^Checked .+ · no change$/u);
    assert.equal(await live.getAttribute('aria-pressed'), 'true');
  });

  it('says why it is not offered for a campaign that is not dialled', async () => {
    const { workbench } = session;
    const tab = await CampaignTab.open(workbench, completedName);
    await tab.isCounted(/^100 contacts/u);
    const live = switchOf(tab);
    assert.equal(await live.getAttribute('aria-disabled'), 'true');
    await workbench.tabTo(live, 'Shift+Tab');
    await workbench.page.keyboard.press('Enter');
    await says(tab, /^Live is for campaigns that are Active or Preparing\. This one is Completed\.$/u);
    assert.equal(await live.getAttribute('aria-pressed'), 'false');
    await workbench.screenshot('live-not-offered-light');
    assert.deepEqual(await violations(tab.frame), []);
  });

  it('is still on after a reload of the window', async () => {
    const { workbench } = session;
    await openLive(session);
    const before = looksAt(session, campaignNamed(name));
    await workbench.reload();
    const tab = await CampaignTab.inSight(workbench, name);
    await says(tab, /^(Checked|Updated)/u);
    assert.equal(await switchOf(tab).getAttribute('aria-pressed'), 'true');
    assert.ok(looksAt(session, campaignNamed(name)) > before);
    await tab.loadAll('860 contacts');
  });

  it('ends by itself when the campaign has ended, and the side bar follows without a request of its own', async () => {
    const { workbench, server } = session;
    const tab = await openLive(session);
    await workbench.tree.row(/^Campaign, Payment reminders November, Active/u).waitFor();
    const before = server.seen.length;
    Object.assign(campaignNamed(name), { status: 'Completed', dialledShare: 1 });
    await lookNow(tab);
    await says(tab, /^Updated .+ Live has ended: the campaign is Completed now\.$/u);
    assert.equal(await switchOf(tab).getAttribute('aria-pressed'), 'false');
    assert.equal(await switchOf(tab).getAttribute('aria-disabled'), 'true');
    await workbench.tree.row(/^Campaign, Payment reminders November, Completed/u).waitFor();
    assert.ok(!server.seen.slice(before).some(({ path }) => path.endsWith('getAllCampaignDetails')));
    await workbench.screenshot('live-ended');
  });
});

describe('a live campaign tab, as time goes by', () => {
  // Under development the interval may be shorter than for people.
  const seconds = 2;
  const session = useWorkbench({ ...start, settings: { 'koreCampaigns.liveRefreshInterval': seconds } });

  it('pauses while the tab or the whole window is hidden, and goes on when it is seen again', async () => {
    const { workbench } = session;
    await openLive(session);
    const shown = await CampaignTab.open(workbench, second);
    await switchOf(shown).click();
    await says(shown, /^Checked /u);
    await coverWindow(shown.grid, true);
    const [hiddenOne, shownOne] = [campaignNamed(name), campaignNamed(second)];
    await pause(seconds * 1_000, 'a look that is under way ends');
    const before = [looksAt(session, hiddenOne), looksAt(session, shownOne)];
    await pause(seconds * 2_000, 'intervals pass in which nothing is asked for');
    assert.deepEqual([looksAt(session, hiddenOne), looksAt(session, shownOne)], before);

    await coverWindow(shown.grid, false);
    await until('the tab that is shown to look', () => looksAt(session, shownOne) > Number(before[1]));
    assert.equal(looksAt(session, hiddenOne), before[0]);
    goOn(0.85);
    await workbench.tab(name).click();
    const tab = await CampaignTab.inSight(workbench, name);
    await until('the other tab to look', () => looksAt(session, hiddenOne) > Number(before[0]));
    await says(tab, /^Updated/u);
    assert.equal(await switchOf(tab).getAttribute('aria-pressed'), 'true');
  });

  it('says calmly that it has failed and when it tries again, and does', async () => {
    const { workbench, server } = session;
    const tab = await openLive(session);
    server.intercept(({ query }) => query.includes('view=status'), { status: 500, body: {} });
    await says(tab, /Kore\.ai could not answer \(HTTP 500\)\. Next try at .+\.$/u);
    await workbench.screenshot('live-failed');
    assert.equal(await workbench.notification(/./u).count(), 0);
    goOn(0.75);
    await says(tab, /^Updated .+ · \+\d+ /u);
  });
});

for (const theme of ['dark', 'high contrast'] as const) {
  describe(`a live campaign tab in the theme "${theme}"`, () => {
    const session = useWorkbench({ ...start, theme });

    it('is without a fault for axe-core', async () => {
      const { workbench } = session;
      const tab = await openLive(session);
      goOn(0.75);
      await lookNow(tab);
      await says(tab, /^Updated .+ · \+\d+ /u);
      assert.deepEqual(await violations(tab.frame), []);
      await workbench.screenshot(`live-updated-${theme}`);
      await tab.show('Outcomes');
      assert.deepEqual(await violations(tab.frame), []);
      await workbench.screenshot(`live-outcomes-${theme}`);
    });
  });
}
