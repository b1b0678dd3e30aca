import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { noFilter, type CampaignFilter } from '../../src/contacts/campaignFilter.ts';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../src/demo/sampleTypes.ts';
import { revealContact, revealOrTell } from '../../src/tree/reveal.ts';
import { until } from '../support/until.ts';
import { cleanUp, configure, connect, entryFor, parts, serve, signIn } from './parts.ts';

/** Campaigns 1 to `count` with 300 contacts each, every tenth of which is active. */
function many(count: number): readonly SampleCampaign[] {
  const [sample] = sampleCampaigns;
  assert.ok(sample);
  return Array.from({ length: count }, (_, index) => ({
    ...sample,
    id: `cd-${index + 1}`,
    name: `Campaign ${index + 1}`,
    status: index % 10 === 0 ? 'Active' : 'Completed',
    contactCount: 300,
  }));
}

/** A contact in the middle of a campaign of the only connection. */
async function placeIn(campaignId: string, position = 222) {
  const { connections } = await parts();
  const [connection] = connections.list;
  assert.ok(connection);
  return { open: connections.open(connection), campaignId, position };
}

async function filterBy(part: Partial<CampaignFilter>): Promise<void> {
  const { filter } = await parts();
  await filter.set({ ...noFilter, ...part });
}

/** Presses the first button of the message that is shown, until that has come about. */
async function accept(what: string, holds: () => boolean): Promise<void> {
  await until(what, async () => {
    if (!holds()) await vscode.commands.executeCommand('notification.acceptPrimaryAction');
    return holds();
  });
}

describe('revealing a contact of a campaign that is not loaded', () => {
  beforeEach(async () => {
    await vscode.commands.executeCommand('koreCampaigns.campaigns.focus');
    await vscode.commands.executeCommand('notifications.clearAll');
  });
  afterEach(cleanUp);

  const isListPage =
    (page: number) =>
    ({ body, path }: { body: unknown; path: string }) =>
      path.endsWith('getAllCampaignDetails') && (body as { page?: number }).page === page;

  for (const [how, filter, pages] of [
    ['far down the list', {}, [1, 2, 3, 4]],
    ['under a sort order', { sort: 'oldest' }, undefined],
    ['under a filter that it passes', { status: ['Completed'] }, [1, 2, 3, 4]],
  ] as const) {
    it(`loads the list until the campaign is found, ${how}`, async () => {
      const { tree, view } = await parts();
      const { server } = await connect({ campaigns: many(400) });
      await filterBy(filter);
      const contact = await revealContact(tree, view, await placeIn('cd-190'));
      assert.equal(contact?.position, 222);
      await until('it is selected', () => view.selection[0]?.id === contact.id);
      const asked = server.seen.filter(({ path }) => path.endsWith('getAllCampaignDetails'));
      if (pages)
        assert.deepEqual([...new Set(asked.map(({ body }) => (body as { page: number }).page))], pages);
    });
  }

  it('below one of several connections', async () => {
    const { connections, tree, view } = await parts();
    const [one, other] = [await serve(), await serve({ campaigns: many(130) })];
    const list = await configure([entryFor(one, 'One'), entryFor(other, 'Other')]);
    for (const connection of list) await signIn(connection, one.credentials.clientSecret);
    const [, second] = list;
    assert.ok(second);
    const contact = await revealContact(tree, view, {
      open: connections.open(second),
      campaignId: 'cd-125',
      position: 7,
    });
    assert.equal(contact?.position, 7);
  });

  it('finds it past a page of the list that cannot be read', async () => {
    const { tree, view } = await parts();
    const { server } = await connect({ campaigns: many(240) });
    server.intercept(isListPage(2), { status: 404 }, Infinity);
    const contact = await revealContact(tree, view, await placeIn('cd-190'));
    assert.equal(contact?.position, 222);
    await assert.rejects(revealContact(tree, view, await placeIn('cd-60')), /HTTP 404/u);
  });

  it('that a campaign filter hides says so, and shows it once the filter is cleared', async () => {
    const { filter, tree, view } = await parts();
    await connect({ campaigns: many(240) });
    await filterBy({ status: ['Active'] });
    const place = await placeIn('cd-190');
    assert.equal(await revealContact(tree, view, place), undefined);
    await revealOrTell(tree, view, place);
    await accept('the filter is cleared', () => !tree.hidesCampaigns);
    assert.deepEqual(filter.value, noFilter);
    await until('it is selected', () => {
      const [node] = view.selection;
      return node?.kind === 'contact' && node.position === 222;
    });
  });

  it('that a contact filter hides says so, and shows it once the filter is cleared', async () => {
    const { tree, view } = await parts();
    await connect({ campaigns: many(60) });
    const place = await placeIn('cd-55', 30);
    const contact = await revealContact(tree, view, place);
    assert.ok(contact);
    tree.filterContacts(contact.owner, { outcome: ['no such outcome'] });
    assert.equal(await revealContact(tree, view, { ...place, position: 31 }), undefined);
    await revealOrTell(tree, view, { ...place, position: 31 });
    await accept('the filter is cleared', () => !place.open.cache.filtered('cd-55'));
    await until('it is selected', () => {
      const [node] = view.selection;
      return node?.kind === 'contact' && node.position === 31;
    });
  });

  it('that passes a contact filter is loaded and shown under it', async () => {
    const { tree, view } = await parts();
    await connect({ campaigns: many(1) });
    const place = await placeIn('cd-1', 250);
    const page = await place.open.cache.contactsOf('cd-1').get(1, { priority: 'click' });
    assert.equal(page.items.length, 100);
    const [campaign] = await tree.getChildren();
    assert.ok(campaign?.kind === 'campaign');
    tree.filterContacts(campaign, { session: ['', 'yes'] });
    assert.equal((await revealContact(tree, view, place))?.position, 250);
  });

  it('that is in no list anymore is not blamed on a filter', async () => {
    const { tree, view } = await parts();
    const { server } = await connect({ campaigns: many(120) });
    const place = await placeIn('cd-gone');
    assert.equal(await revealContact(tree, view, place), undefined);
    await filterBy({ sort: 'newest' });
    assert.equal(tree.hidesCampaigns, false);
    assert.equal(await revealContact(tree, view, { ...place, campaignId: 'cd-5', position: 301 }), undefined);
    assert.ok(server.seen.every(({ status }) => status === 200));
  });

  it('can be tried again after a failure', async () => {
    const { tree, view } = await parts();
    const { server } = await connect({ campaigns: many(120) });
    let isFailing = true;
    server.intercept((request) => isFailing && isListPage(3)(request), { status: 404 }, Infinity);
    await revealOrTell(tree, view, await placeIn('cd-115'));
    isFailing = false;
    await accept('it is selected', () => view.selection[0]?.kind === 'contact');
  });
});
