import { strict as assert } from 'node:assert';
import type { Locator } from 'playwright-core';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../src/demo/sampleTypes.ts';
import { useWorkbench } from './session.ts';

/** 240 campaigns: those of the sample data, and their repeats in nine waves. */
const campaigns: readonly SampleCampaign[] = Array.from({ length: 10 }, (_, wave) =>
  sampleCampaigns.map((one) =>
    wave === 0 ? one : { ...one, id: `${one.id}-${wave}`, name: `${one.name}, wave ${wave}` },
  ),
)
  .flat()
  .slice(0, 240);
const active = campaigns.filter(({ status }) => status === 'Active').length;

describe('filtering campaigns', () => {
  const session = useWorkbench({ server: () => ({ campaigns }) });

  /** The line above the rows. */
  function said(text: string): Locator {
    return session.workbench.page
      .locator('.part.sidebar .tree-explorer-viewlet-tree-view .message')
      .getByText(text, { exact: true });
  }

  /** What the facet list says of a facet. */
  async function present(facet: string): Promise<string> {
    const row = session.workbench.quickInput.row(facet);
    await row.waitFor();
    return row.locator('.label-description').innerText();
  }

  /** Leaves the list of facets open. */
  async function filterByStatus(): Promise<void> {
    const { quickInput } = session.workbench;
    await session.workbench.viewAction('Filter Campaigns…');
    await quickInput.pick('Status…');
    await quickInput.row('Active').click();
    await quickInput.widget.getByRole('button', { name: 'OK', exact: true }).click();
    await said(`${active} of 240 campaigns · Active`).waitFor();
  }

  it('begins with all of them, and filters by status with the keyboard alone', async () => {
    const { workbench, server } = session;
    const { keyboard } = workbench.page;
    await workbench.tree.row(/^Campaigns 1 to 50$/u).waitFor();
    await workbench.runCommand('Kore Campaigns: Filter Campaigns…');
    await workbench.quickInput.row('Status…').waitFor();
    await keyboard.type('status');
    await keyboard.press('Enter');
    await workbench.quickInput.row('Rescheduled').waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Space');
    await workbench.screenshot('filter-by-status');
    await keyboard.press('Enter');
    await said(`${active} of 240 campaigns · Active`).waitFor();
    await workbench.tree.row(/^Campaign, Fraud alert call-backs, Active/u).waitFor();
    assert.equal(await present('Status…'), 'Active');
    await workbench.screenshot('filter-applied');
    await keyboard.press('Escape');
    await workbench.quickInput.widget.waitFor({ state: 'hidden' });
    assert.deepEqual(
      server.seen.map(({ body }) => (body as { filters?: unknown }).filters),
      [undefined, { status: ['Active'] }],
    );
  });

  it('keeps the filter over a reload of the window, and begins with what it is', async () => {
    const { workbench } = session;
    await filterByStatus();
    await workbench.page.keyboard.press('Escape');
    await workbench.reload();
    await workbench.openView('Kore Campaigns');
    await said(`${active} campaigns · Active`).waitFor();
    await workbench.viewAction('Filter Campaigns…');
    await workbench.quickInput.pick('Status…');
    await workbench.quickInput.row('Active').and(workbench.page.locator('[aria-checked=true]')).waitFor();
    await workbench.page.getByRole('button', { name: 'Back' }).click();
    assert.equal(await present('Status…'), 'Active');
  });

  it('filters by name as well, and clears all of it with one click', async () => {
    const { workbench } = session;
    const { tree, quickInput } = workbench;
    await filterByStatus();
    await quickInput.pick('Name…');
    await quickInput.answer('WAVE 7');
    // How many there are without the filter was told by the first list.
    await said('3 of 240 campaigns · Active · “WAVE 7”').waitFor();
    assert.equal(await present('Name…'), 'contains “WAVE 7”');
    await workbench.page.keyboard.press('Escape');
    assert.equal((await tree.names()).length, 3);
    await tree.row(/^Campaign, Fraud alert call-backs, wave 7, Active/u).waitFor();
    await workbench.viewAction('Clear Campaign Filter');
    await tree.row(/^Campaigns 1 to 50$/u).waitFor();
    await said('3 of 240 campaigns · Active · “WAVE 7”').waitFor({ state: 'hidden' });
  });

  it('finds a name on any page', async () => {
    const { workbench, server } = session;
    const before = server.seen.length;
    await workbench.viewAction('Filter Campaigns…');
    await workbench.quickInput.pick('Name…');
    await workbench.quickInput.answer('imported from the');
    await said('9 of 240 campaigns · “imported from the”').waitFor();
    await workbench.page.keyboard.press('Escape');
    assert.equal((await workbench.tree.names()).length, 9);
    // The first page was here.
    assert.equal(server.seen.length, before + 4);
    await workbench.screenshot('filter-by-name');
  });

  it('says that nothing matches, and leads on from there', async () => {
    const { workbench } = session;
    const { page, quickInput } = workbench;
    await workbench.viewAction('Filter Campaigns…');
    await quickInput.pick('Name…');
    await quickInput.answer('no such name');
    await quickInput.cancel();
    await page.getByText('No campaign matches the filter.').waitFor();
    await workbench.screenshot('filter-no-match');
    await page.getByText('Filter Campaigns…', { exact: true }).click();
    assert.equal(await present('Name…'), 'contains “no such name”');
    await quickInput.cancel();
    await page.getByRole('button', { name: 'Clear Filter' }).click();
    await workbench.tree.row(/^Campaigns 1 to 50$/u).waitFor();
  });

  it('says so when the service refuses it, and clears it from there', async () => {
    const { workbench, server } = session;
    const refused = { status: 412, body: { errors: [{ msg: 'sortBy.name is required', code: 412 }] } };
    server.intercept(({ body }) => typeof body === 'object' && body !== null && 'sortBy' in body, refused);
    await workbench.viewAction('Filter Campaigns…');
    await workbench.quickInput.pick('Sort by…');
    await workbench.quickInput.pick('Newest first');
    await workbench.page.keyboard.press('Escape');
    const notice = /^Kore\.ai did not accept the filter or the sort order/u;
    await workbench.tree.row(notice).waitFor();
    await workbench.screenshot('filter-refused-light');
    await workbench.tree.click(notice);
    await workbench.tree.row(/^Campaigns 1 to 50$/u).waitFor();
  });
});
