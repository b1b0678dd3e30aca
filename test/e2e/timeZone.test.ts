import { strict as assert } from 'node:assert';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import { sampleCredentials } from '../../src/demo/sampleServer.ts';
import { useOwnWorkbench } from './session.ts';

/** Where the extension runs. The browser is in the time zone of this machine. */
const timeZone =
  new Intl.DateTimeFormat().resolvedOptions().timeZone === 'Asia/Kolkata' ? 'Asia/Tokyo' : 'Asia/Kolkata';

/** A point in time as it's to be shown: in that zone. */
function shown(iso: string, timeStyle: 'medium' | 'full'): string {
  const options = { dateStyle: 'medium', timeStyle, timeZone } as const;
  return plain(new Intl.DateTimeFormat('en', options).format(Date.parse(iso)));
}

/** Browser and Node differ in the spaces they use. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/gu, ' ');
}

/** An extension that runs in another time zone than the browser, with the sample connection of synced settings. */
describe('the time zone', () => {
  const { streamId, accountId, clientId } = sampleCredentials;
  const sample = { name: 'Sample Data', host: 'http://127.0.0.1:29714', streamId, accountId, clientId };
  const session = useOwnWorkbench({
    env: { TZ: timeZone },
    userSettings: { 'koreCampaigns.connections': [sample] },
  });

  it('is the same in the side bar and in a tab, and named in both tooltips', async () => {
    const { workbench } = session;
    const { name, createdAt } = sampleCampaigns.find((one) => one.name.startsWith('Product feedback')) ?? {};
    assert.ok(name !== undefined && createdAt !== undefined);
    await workbench.openView('Kore Campaigns');
    await workbench.tree.row(/^Campaign, Product feedback/u).hover();
    const hover = workbench.page.locator('.monaco-hover').filter({ hasText: 'Created:' }).last();
    await hover.waitFor();
    const tooltip = plain(await hover.innerText());
    assert.ok(tooltip.includes(`Created: ${shown(createdAt, 'full')}`), tooltip);

    await workbench.tree.inlineAction(/^Campaign, Product feedback/u, 'Open Contacts Table');
    await workbench.webview.getByRole('tab', { name: 'Details' }).click();
    const created = workbench.webview
      .locator(`time[datetime="${new Date(createdAt).toISOString()}"]`)
      .first();
    await created.waitFor();
    assert.equal(plain(await created.innerText()), shown(createdAt, 'medium'));
    assert.equal(plain((await created.getAttribute('title')) ?? ''), shown(createdAt, 'full'));
    await workbench.screenshot('time-zone');
  });
});
