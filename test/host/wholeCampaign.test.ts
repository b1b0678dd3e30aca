import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import type { TreeNode } from '../../src/tree/nodes.ts';
import { revealContact } from '../../src/tree/reveal.ts';
import { until } from '../support/until.ts';
import {
  campaign,
  changeSetting,
  cleanUp,
  configure,
  connect,
  entryFor,
  once,
  parts,
  plain,
  serve,
  signIn,
} from './parts.ts';

const middle = 'Payment reminders October';

async function labels(node: TreeNode): Promise<string[]> {
  const { tree } = await parts();
  return (await tree.getChildren(node)).map((child) => plain(tree.getTreeItem(child).label));
}

describe('a filter of contacts', () => {
  afterEach(cleanUp);

  it('shows what is loaded and passes, says how far that is, and offers to load the rest', async () => {
    const { tree } = await parts();
    const { server } = await connect();
    const node = await campaign(middle);
    tree.filterContacts(node, { outcome: ['busy'] });
    const [notice, ...rows] = await tree.getChildren(node);
    assert.ok(notice);
    const item = tree.getTreeItem(notice);
    assert.match(plain(item.label), new RegExp(`^${rows.length} of 100 loaded contacts · busy$`, 'u'));
    assert.equal(item.contextValue, 'notice.filter.partial');
    assert.equal(item.command?.command, 'koreCampaigns.loadAllContacts');
    assert.ok(rows.every((row) => row.kind === 'contact' && row.contact.dialerOutcome === 'busy'));
    assert.equal(server.seen.length, 2);
    assert.match(String(tree.getTreeItem(node).description), /^filtered · /u);
    assert.equal(tree.getTreeItem(node).contextValue, 'campaign.filtered');
  });

  it('sees all when all is loaded', async () => {
    const { tree } = await parts();
    await connect();
    const node = await campaign(middle);
    tree.filterContacts(node, { outcome: ['busy'] });
    const [notice] = await tree.getChildren(node);
    const before = (await labels(node)).length;
    const noticed = once(tree.onDidChangeTreeData);
    await vscode.commands.executeCommand('koreCampaigns.loadAllContacts', notice);
    await noticed;
    const [text = '', ...rows] = await labels(node);
    assert.equal(text, `${rows.length} of 1,234 contacts · busy`);
    assert.ok(rows.length > before);
  });

  it('shows a thousand rows, and says how many more there are', async () => {
    const { tree } = await parts();
    await connect();
    const node = await campaign(middle);
    tree.filterContacts(node, { session: ['', 'yes'] });
    await vscode.commands.executeCommand('koreCampaigns.loadAllContacts', node);
    const rows = await labels(node);
    assert.equal(rows.length, 1_002);
    assert.match(rows.at(-1) ?? '', /^234 more contacts pass the filter/u);
  });

  it('is what is copied of a campaign', async () => {
    const { tree } = await parts();
    await connect();
    const node = await campaign(middle);
    tree.filterContacts(node, { outcome: ['busy'] });
    await vscode.commands.executeCommand('koreCampaigns.copyContactsJson', node);
    const copied = JSON.parse(await vscode.env.clipboard.readText()) as { dialerOutcome: string }[];
    assert.ok(copied.length > 0 && copied.every(({ dialerOutcome }) => dialerOutcome === 'busy'));
    assert.equal(copied.length, (await labels(node)).length - 1);
  });

  it('goes with one command, and what was loaded stays', async () => {
    const { tree } = await parts();
    const { server } = await connect();
    const node = await campaign(middle);
    tree.filterContacts(node, { outcome: ['busy'] });
    const [notice] = await tree.getChildren(node);
    const before = server.seen.length;
    await vscode.commands.executeCommand('koreCampaigns.clearContactFilter', notice);
    assert.equal((await tree.getChildren(node)).length, 13);
    assert.equal(tree.getTreeItem(node).contextValue, 'campaign');
    assert.equal(server.seen.length, before);
  });

  it('begins anew after a refresh', async () => {
    const { tree } = await parts();
    await connect();
    const node = await campaign(middle);
    tree.filterContacts(node, { outcome: ['busy'] });
    await vscode.commands.executeCommand('koreCampaigns.loadAllContacts', node);
    await vscode.commands.executeCommand('koreCampaigns.refresh', node);
    assert.match((await labels(node))[0] ?? '', /of 100 loaded contacts · busy$/u);
  });
});

describe('revealing a contact', () => {
  afterEach(cleanUp);

  it('selects it in its range, below ranges and connections', async () => {
    const { tree, view } = await parts();
    assert.ok(view);
    await vscode.commands.executeCommand('koreCampaigns.campaigns.focus');
    const big = sampleCampaigns.find(({ name }) => name === 'Annual renewal 2026');
    assert.ok(big);
    const many = Array.from({ length: 60 }, (_, index) => ({
      ...big,
      id: `cd-${index}`,
      name: `No. ${index}`,
    }));
    const [one, other] = [await serve(), await serve({ campaigns: many })];
    const [, connection] = await configure([entryFor(one, 'One'), entryFor(other, 'Other')]);
    assert.ok(connection);
    await signIn(connection, other.credentials.clientSecret);
    const { connections } = await parts();
    const open = connections.open(connection);
    const page = await open.cache.campaigns().get(2, { priority: 'click' });
    const campaignId = page.items[5]?.id ?? '';
    const place = { open, campaignId, position: 87_250 };
    const contact = await revealContact(tree, view, place);
    assert.equal(contact?.position, 87_250);
    await until('it is selected', () => view.selection[0]?.id === contact.id);
  });

  it('tells when there is no such contact', async () => {
    const { tree, view } = await parts();
    assert.ok(view);
    await connect();
    const { open, campaign: one } = await campaign(middle);
    const place = { open, campaignId: one.id, position: 99_999 };
    assert.equal(await revealContact(tree, view, place), undefined);
    assert.equal(await revealContact(tree, view, { ...place, campaignId: 'cd-gone' }), undefined);
  });
});

describe('a command that ends in the middle', () => {
  afterEach(cleanUp);

  it('leaves the clipboard alone when its connection is removed', async () => {
    const { server } = await connect();
    const node = await campaign('Annual renewal 2026');
    await changeSetting('requestsPerMinute', 6_000);
    await vscode.env.clipboard.writeText('as it was');
    server.intercept(({ body }) => (body as { page?: number }).page === 20, { kind: 'stall' });
    const copying = vscode.commands.executeCommand('koreCampaigns.copySessionIds', node);
    await until('the copy waits for page 20', () =>
      server.seen.some(({ body }) => (body as { page?: number } | undefined)?.page === 20),
    );
    await configure([]);
    await copying;
    assert.equal(await vscode.env.clipboard.readText(), 'as it was');
  });
});
