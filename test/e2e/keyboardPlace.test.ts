import { strict as assert } from 'node:assert';
import type { Locator } from 'playwright-core';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import { sampleContactAt } from '../../src/demo/sampleContacts.ts';
import { until } from '../support/until.ts';
import { CampaignTab } from './campaignTab.ts';
import { scrollTopOf } from './inspect.ts';
import { hasFocus } from './keyboard.ts';
import { useWorkbench } from './session.ts';

const name = 'Payment reminders October';
const [campaign] = sampleCampaigns.filter((one) => one.name === name);
assert.ok(campaign);
const contacts = Array.from({ length: 1_234 }, (_, position) => sampleContactAt(campaign, position));

describe('the place in a tab', () => {
  const session = useWorkbench({ settings: { 'koreCampaigns.requestsPerMinute': 6_000 } });
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await session.workbench.page.keyboard.press(key);
  };
  const activeCell = (tab: CampaignTab) => tab.grid.getAttribute('aria-activedescendant');

  async function openLoaded(): Promise<CampaignTab> {
    const tab = await CampaignTab.open(session.workbench, name);
    await tab.loadAll('1,234 contacts');
    await tab.focusRows();
    return tab;
  }

  /** Puts another tab on top of the one of the campaign. */
  async function hide(): Promise<void> {
    const { workbench } = session;
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.tab('Untitled-1').waitFor();
    await workbench.page
      .locator('iframe.webview.ready')
      .filter({ visible: true })
      .waitFor({ state: 'hidden' });
  }

  async function showAgain(title: string | RegExp = name): Promise<void> {
    await session.workbench.tab(title).click();
  }

  async function showCampaign(): Promise<CampaignTab> {
    await showAgain();
    return CampaignTab.inSight(session.workbench, name);
  }

  it('stays when the tab is hidden and shown again: rows in sight, active cell, selection and focus', async () => {
    const { workbench, server } = session;
    const tab = await openLoaded();
    await press('PageDown', 'PageDown', 'PageDown', 'PageDown', 'ArrowRight', 'ArrowRight');
    await press('Shift+ArrowDown', 'Shift+ArrowDown');
    await tab.isCounted('1,234 contacts · 3 selected');
    const ids = await workbench.copied(() => press('ControlOrMeta+c'));
    const [cell, top] = [await activeCell(tab), await scrollTopOf(tab.grid)];
    assert.ok(top > 0);
    const requests = server.seen.length;
    await hide();
    const again = await showCampaign();
    await again.isCounted('1,234 contacts · 3 selected');
    await hasFocus(again.frame, 'grid "Contacts"');
    await until('the rows to be scrolled back', async () => (await scrollTopOf(again.grid)) === top);
    assert.equal(await activeCell(again), cell);
    assert.equal(await workbench.copied(() => press('ControlOrMeta+c')), ids);
    await press('Shift+ArrowDown');
    await again.isCounted('1,234 contacts · 4 selected');
    assert.equal(server.seen.length, requests);
  });

  it('stays in a table that is sorted and filtered', async () => {
    const tab = await openLoaded();
    await tab.header('Phone number').click();
    await tab.filterBy('busy');
    await tab.isCounted(/ match$/u);
    await press('ArrowDown', 'ControlOrMeta+End', 'ArrowUp');
    await tab.isCounted(/ match · 1 selected$/u);
    const [cell, counts] = [await activeCell(tab), await tab.counts.innerText()];
    const top = await scrollTopOf(tab.grid);
    await hide();
    const again = await showCampaign();
    await again.isCounted(counts);
    await until('the active cell to be restored', async () => (await activeCell(again)) === cell);
    assert.equal(await scrollTopOf(again.grid), top);
    assert.equal(await again.filterBox.inputValue(), 'busy');
  });

  it('keeps no selection over a refresh while the tab is hidden: other contacts may be there now', async () => {
    const { workbench, server } = session;
    const tab = await openLoaded();
    await press('ArrowDown', 'ArrowDown');
    await tab.isCounted('1,234 contacts · 1 selected');
    await hide();
    const before = server.seen.length;
    await workbench.runCommand('Kore Campaigns: Refresh Campaigns');
    await until('the campaigns to be requested again', () => server.seen.length > before);
    const again = await showCampaign();
    await again.isCounted('100 of 1,234 loaded');
    await again.row(3).waitFor();
    assert.equal(await again.counts.innerText(), '100 of 1,234 loaded');
  });

  it('stays over a reload of the window, and requests what is in sight there', async () => {
    const { workbench } = session;
    const tab = await openLoaded();
    await press('ControlOrMeta+End');
    await tab.row(1_234).waitFor();
    await workbench.reload();
    const again = await CampaignTab.inSight(workbench, name);
    await again
      .row(1_234)
      .filter({ hasText: contacts.at(-1)?.phoneNumber ?? '' })
      .waitFor();
  });

  const narrow = { width: 1_000, height: 500 };

  /** Turns the wheel over a tab's content, and waits until that is scrolled. */
  async function wheel(scroller: Locator, pixels: number): Promise<void> {
    await scroller.hover();
    await session.workbench.page.mouse.wheel(0, pixels);
    await isScrolled(scroller, pixels);
  }

  const isScrolled = (scroller: Locator, pixels: number) =>
    until(`the tab to be scrolled by ${pixels}`, async () => (await scrollTopOf(scroller)) === pixels);

  it('stays in the outcomes', async () => {
    const { workbench } = session;
    const tab = await openLoaded();
    await tab.show('Outcomes');
    await workbench.page.setViewportSize(narrow);
    await wheel(tab.frame.locator('#panel-outcomes'), 300);
    await hide();
    const again = await showCampaign();
    await isScrolled(again.frame.locator('#panel-outcomes'), 300);
  });

  it('stays in a comparison', async () => {
    const { workbench } = session;
    await workbench.tree.openMenu(/^Campaign, Payment reminders October/u);
    await workbench.pickFromMenu('Compare Campaigns…');
    await workbench.quickInput.type('Payment reminders November');
    await workbench.quickInput.pick('Payment reminders November');
    const comparison = () =>
      workbench.frameWith('a comparison', (frame) => frame.getByText('100 of 860 loaded'));
    const frame = await comparison();
    await workbench.page.setViewportSize(narrow);
    await wheel(frame.locator('html'), 200);
    await hide();
    await showAgain(/↔/u);
    await isScrolled((await comparison()).locator('html'), 200);
  });

  it('stays in a contact’s details, and begins at the top of another contact', async () => {
    const { workbench } = session;
    await workbench.tree.expand(/^Campaign, Payment reminders October/u);
    await workbench.tree.expand(/^Contacts 1 to 100/u);
    await workbench.tree.click(/^Contact 1,/u);
    const details = () => workbench.frameWith('the details of a contact', (one) => one.locator('.session'));
    const frame = await details();
    const { page } = workbench;
    const before = page.viewportSize();
    await page.setViewportSize(narrow);
    await wheel(frame.locator('html'), 100);
    await hide();
    await showAgain(/^Contact 1 /u);
    const again = await details();
    await isScrolled(again.locator('html'), 100);
    if (before) await page.setViewportSize(before);
    await workbench.tree.click(/^Contact 2,/u);
    await again.getByText('Contact 2 of 1,234').waitFor();
    await isScrolled(again.locator('html'), 0);
  });
});

describe('a table of a million and a half contacts', () => {
  const huge = { ...campaign, name: 'Everybody', contactCount: 1_500_000 };
  const session = useWorkbench({ server: () => ({ campaigns: [huge] }) });

  it('is moved through to its last row, to the pixel', async () => {
    const { workbench } = session;
    const { keyboard } = workbench.page;
    const tab = await CampaignTab.open(workbench, 'Everybody');
    await tab.isCounted('100 of 1,500,000 loaded');
    await tab.focusRows();
    await keyboard.press('ControlOrMeta+End');
    await tab
      .row(1_500_000)
      .filter({ hasText: sampleContactAt(huge, 1_499_999).phoneNumber })
      .waitFor();
    const edge = async () => {
      const [row, grid] = await Promise.all([tab.row(1_500_000).boundingBox(), tab.grid.boundingBox()]);
      return row && grid ? grid.y + grid.height - row.y - row.height : NaN;
    };
    assert.ok((await edge()) >= -1, 'the last row is in sight as a whole');
    await keyboard.press('ArrowUp');
    assert.equal(await tab.grid.getAttribute('aria-activedescendant'), 'cell-1499998-0');
    await keyboard.press('ControlOrMeta+Home');
    await tab
      .row(1)
      .filter({ hasText: sampleContactAt(huge, 0).phoneNumber })
      .waitFor();
    assert.equal(await scrollTopOf(tab.grid), 0);
    const box = await tab.grid.boundingBox();
    assert.ok(box);
    const { mouse } = workbench.page;
    await mouse.move(box.x + 200, box.y + 200);
    // As far as a drag of the scroll bar to its lower end.
    await mouse.wheel(0, 10_000_000);
    await tab.row(1_500_000).waitFor();
    assert.ok((await edge()) >= -1, 'the last row is in sight as a whole');
    // Short moves are exact, however high the table is.
    const [top] = (await tab.places()).toSorted((a, b) => a - b);
    await mouse.wheel(0, -240);
    await until('the rows to be scrolled by ten', async () => {
      const [first] = (await tab.places()).toSorted((a, b) => a - b);
      return top !== undefined && first === top - 10;
    });
  });
});

describe('a table with one contact a page', () => {
  const session = useWorkbench({
    settings: { 'koreCampaigns.pageSize': 1, 'koreCampaigns.requestsPerMinute': 6_000 },
  });

  it('loads every row in sight, also where these are more than 20', async () => {
    const tab = await CampaignTab.open(session.workbench, name);
    await tab
      .row(25)
      .filter({ hasText: contacts[24]?.phoneNumber ?? '' })
      .waitFor();
    assert.ok((await tab.frame.locator('.body > .row:not(.gap)').count()) > 20);
  });
});
