import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from 'playwright-core';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import { sampleContactAt } from '../../src/demo/sampleContacts.ts';
import { startSampleServer, type SampleServer } from '../../src/demo/sampleServer.ts';
import { violations } from './inspect.ts';
import { useOwnWorkbench } from './session.ts';
import { until } from '../support/until.ts';

const campaigns = sampleCampaigns.map((campaign) => ({ ...campaign }));
const running = campaignNamed('Payment reminders November');
const other = campaignNamed('Delivery slot survey');
const row = /^Campaign, Payment reminders November/u;

function campaignNamed(name: string) {
  const found = campaigns.find((one) => one.name === name);
  assert.ok(found);
  return found;
}

/** One person's session with a tab that looks for changes by itself; each test goes on where the one before ended. */
describe('a live campaign tab', () => {
  const userSettings: Record<string, unknown> = { 'koreCampaigns.liveRefreshInterval': 10 };
  let server: SampleServer;
  before('start the server', async () => {
    server = await startSampleServer({ requestsPerMinute: Infinity, campaigns });
    const { streamId, accountId, clientId } = server.credentials;
    userSettings['koreCampaigns.connections'] = [
      { name: 'Test', host: server.origin, streamId, accountId, clientId },
    ];
  });
  const session = useOwnWorkbench({ userSettings });
  after('stop the server', () => server.stop());

  /** The page inside the tab that is shown. */
  async function frame(): Promise<Frame> {
    let found: Frame | undefined;
    await until('the tab', async () => {
      for (const one of session.workbench.page.frames()) {
        if (
          await one
            .locator('.toolbar')
            .first()
            .isVisible()
            .catch(() => false)
        )
          found = one;
      }
      return found !== undefined;
    });
    assert.ok(found);
    return found;
  }

  const note = async () => (await (await frame()).locator('.live-notes').allInnerTexts()).join(' ').trim();
  const says = (text: RegExp) => until(`the tab to say ${String(text)}`, async () => text.test(await note()));
  const live = async () => (await frame()).getByRole('button', { name: 'Live' });
  const isCounted = (text: RegExp) =>
    until(`the tab to count ${String(text)}`, async () =>
      text.test(await (await frame()).locator('.counts').innerText()),
    );
  const loadAll = async () => {
    await (await frame()).getByRole('button', { name: 'Load All' }).click();
    await isCounted(/^860 contacts/u);
  };
  const looks = (from = 0) =>
    server.seen.slice(from).filter(({ query }) => query.includes('view=status')).length;
  /** Contacts of the campaign up to a place that have the outcome. */
  const having = (outcome: string, upTo: number) =>
    Array.from({ length: upTo }, (_, position) => sampleContactAt(running, position)).filter(
      ({ dialerOutcome }) => dialerOutcome === outcome,
    ).length;

  it('is offered for a campaign that is dialled, and off', async () => {
    const { workbench } = session;
    await workbench.openView('Kore Campaigns');
    await workbench.page.getByRole('button', { name: 'Set Client Secret…' }).click();
    await workbench.quickInput.answer(server.credentials.clientSecret);
    await workbench.tree.row(row).waitFor();
    await workbench.tree.inlineAction(row, 'Open Contacts Table');
    await workbench.tab('Payment reminders').waitFor();
    const button = await live();
    assert.equal(await button.getAttribute('aria-pressed'), 'false');
    assert.equal(await button.getAttribute('aria-disabled'), null);
    await loadAll();
    assert.equal(looks(), 0);
  });

  it('looks at once when it is switched on with the keyboard, and says that nothing has changed', async () => {
    const before = server.seen.length;
    await (await live()).press('Space');
    assert.equal(await (await live()).getAttribute('aria-pressed'), 'true');
    await says(/^Checked .+ · no change$/u);
    assert.equal(server.seen.length, before + 3);
    assert.deepEqual(await violations(await frame()), []);
    await session.workbench.screenshot('live-no-change-light');
  });

  it('shows what has changed, and keeps selection, sort order, filter and place', async () => {
    const { workbench } = session;
    const tab = await frame();
    await tab.getByRole('columnheader', { name: 'Attempts' }).click();
    await tab.getByRole('columnheader', { name: 'Attempts' }).click();
    await tab.getByRole('searchbox').fill('1');
    await isCounted(/match$/u);
    const scrollTop = async () => Number(await tab.evaluate("document.querySelector('.grid').scrollTop"));
    for (const key of ['PageDown', 'PageDown', 'ArrowUp']) await tab.locator('.grid').press(key);
    const chosen = tab.locator('.body > .row[aria-selected=true]');
    const place = Number(await chosen.locator('.cell').first().innerText());
    const counts = await tab.locator('.counts').innerText();
    assert.match(counts, /match · 1 selected$/u);
    const scrolled = await scrollTop();
    assert.ok(scrolled > 0);

    const completed = having('completed', 860);
    running.dialledShare = 0.75;
    const more = having('completed', 860) - completed;
    await says(new RegExp(`^Updated .+ · \\+${more} completed, \\+\\d+ `, 'u'));
    assert.match(await tab.locator('.counts').innerText(), /match · 1 selected$/u);
    assert.equal(await scrollTop(), scrolled);
    assert.equal(
      await tab.getByRole('columnheader', { name: 'Attempts' }).getAttribute('aria-sort'),
      'descending',
    );
    await until('the change to be announced', async () =>
      /^Updated .+ completed/u.test(await tab.locator('#announcer').innerText()),
    );
    await workbench.screenshot('live-updated-light');
    const copied = await workbench.copied(async () => {
      await tab.getByRole('button', { name: 'Copy', exact: true }).click();
      await tab.getByRole('button', { name: 'Copy as JSON' }).click();
    });
    const [{ phoneNumber }] = JSON.parse(copied) as [{ phoneNumber: string }];
    assert.equal(phoneNumber, sampleContactAt(running, place - 1).phoneNumber);
    await tab.getByRole('button', { name: 'Clear', exact: true }).click();
  });

  it('shows the change beside the counts of the outcomes', async () => {
    const { workbench } = session;
    const tab = await frame();
    const completed = having('completed', 860);
    await tab.getByRole('tab', { name: 'Outcomes' }).click();
    running.dialledShare = 0.8;
    const more = having('completed', 860) - completed;
    await says(new RegExp(`· \\+${more} completed`, 'u'));
    const bar = tab.locator('.chart tr').filter({ hasText: /^completed/u });
    assert.match(await bar.innerText(), new RegExp(`\\+${more}\\s+${having('completed', 860)}\\s`, 'u'));
    assert.deepEqual(await violations(tab), []);
    await workbench.screenshot('live-outcomes-light');
    await tab.getByRole('tab', { name: 'Contacts' }).click();
  });

  it('pauses while the tab is hidden, and goes on when it is seen again', async () => {
    const { workbench } = session;
    await workbench.tree.scrollTo(/^Campaign, Delivery slot survey/u);
    await workbench.tree.inlineAction(/^Campaign, Delivery slot survey/u, 'Open Contacts Table');
    await workbench.tab(other.name).waitFor();
    await isCounted(/^100 contacts/u);
    const before = server.seen.length;
    await sleep(12_000);
    assert.equal(looks(before), 0);
    running.dialledShare = 0.85;
    await workbench.tab('Payment reminders').click();
    await until('a look', () => Promise.resolve(looks(before) === 1));
    await says(/^Updated/u);
    assert.equal(await (await live()).getAttribute('aria-pressed'), 'true');
  });

  it('pauses while the whole window is out of sight', async () => {
    const tab = await frame();
    const showWindow = (state: 'hidden' | 'visible') =>
      tab.evaluate(`
        Object.defineProperty(document, 'visibilityState', { configurable: true, value: '${state}' });
        document.dispatchEvent(new Event('visibilitychange'));
      `);
    await showWindow('hidden');
    const before = server.seen.length;
    await sleep(12_000);
    assert.equal(looks(before), 0);
    await showWindow('visible');
    await until('a look', () => Promise.resolve(looks(before) === 1));
  });

  it('says why it is not offered for a campaign that is not dialled', async () => {
    const { workbench } = session;
    await workbench.tab(other.name).click();
    await isCounted(/^100 contacts/u);
    const button = await live();
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
    await button.press('Enter');
    await says(/^Live is for campaigns that are Active or Preparing\. This one is Completed\.$/u);
    assert.equal(await button.getAttribute('aria-pressed'), 'false');
    await workbench.screenshot('live-not-offered-light');
    assert.deepEqual(await violations(await frame()), []);
    await workbench.runCommand('View: Close Editor');
  });

  it('is still on after a reload of the window', async function () {
    this.timeout(240_000);
    const { workbench } = session;
    const before = server.seen.length;
    await workbench.reload();
    await workbench.tab('Payment reminders').waitFor();
    await says(/^(Checked|Updated)/u);
    assert.equal(await (await live()).getAttribute('aria-pressed'), 'true');
    assert.ok(looks(before) > 0);
    await loadAll();
  });

  for (const theme of ['dark', 'high contrast'] as const) {
    it(`is without a fault for axe-core, in the theme "${theme}"`, async () => {
      const { workbench } = session;
      await workbench.setTheme(theme);
      running.dialledShare += 0.03;
      await says(/^Updated .+ · \+\d+ /u);
      assert.deepEqual(await violations(await frame()), []);
      await workbench.screenshot(`live-updated-${theme}`);
      const tab = await frame();
      await tab.getByRole('tab', { name: 'Outcomes' }).click();
      assert.deepEqual(await violations(tab), []);
      await workbench.screenshot(`live-outcomes-${theme}`);
      await tab.getByRole('tab', { name: 'Contacts' }).click();
    });
  }

  it('says calmly that it has failed and when it tries again, and goes on', async () => {
    const { workbench } = session;
    server.intercept(({ query }) => query.includes('view=status'), { status: 500, body: {} });
    await says(/Kore\.ai could not answer \(HTTP 500\)\. Next try at .+\.$/u);
    await workbench.screenshot('live-failed');
    assert.equal(await workbench.notification(/./u).count(), 0);
    await says(/^(Checked|Updated) .+(no change|\d)/u);
  });

  it('ends by itself when the campaign has ended, and the side bar follows without a request of its own', async () => {
    const { workbench } = session;
    await workbench.tree.row(/^Campaign, Payment reminders November, Active/u).waitFor();
    const before = server.seen.length;
    Object.assign(running, { status: 'Completed', dialledShare: 1 });
    await says(/^Updated .+ Live has ended: the campaign is Completed now\.$/u);
    const button = await live();
    assert.equal(await button.getAttribute('aria-pressed'), 'false');
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
    await workbench.tree.row(/^Campaign, Payment reminders November, Completed/u).waitFor();
    assert.ok(!server.seen.slice(before).some(({ path }) => path.endsWith('getAllCampaignDetails')));
    await workbench.screenshot('live-ended');
  });
});
