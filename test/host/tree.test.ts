import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { TreeNode } from '../../src/tree/nodes.ts';
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

const big = 'Annual renewal 2026';
const middle = 'Payment reminders October';

async function labels(nodes: readonly TreeNode[]): Promise<string[]> {
  const { tree } = await parts();
  return nodes.map((node) => plain(tree.getTreeItem(node).label));
}

async function children(node?: TreeNode): Promise<TreeNode[]> {
  const { tree } = await parts();
  return tree.getChildren(node);
}

async function child(node: TreeNode, label: string): Promise<TreeNode> {
  const nodes = await children(node);
  const found = nodes[(await labels(nodes)).indexOf(label)];
  assert.ok(found, `no child is called ${label}: ${(await labels(nodes)).join(', ')}`);
  return found;
}

describe('the tree', () => {
  afterEach(cleanUp);

  it('is empty without a connection', async () => {
    assert.deepEqual(await children(), []);
  });

  it('is empty and asks for nothing while the secret is not known', async () => {
    const server = await serve();
    await configure([entryFor(server)]);
    assert.deepEqual(await children(), []);
    assert.equal(server.seen.length, 0);
  });

  it('has the campaigns of the only connection as its roots, for one request', async () => {
    const { server } = await connect();
    const roots = await children();
    assert.deepEqual([...new Set(roots.map(({ kind }) => kind))], ['campaign']);
    assert.equal(roots.length, 26);
    await children();
    assert.deepEqual(
      server.seen.map(({ path }) => path.split('/').at(-1)),
      ['getAllCampaignDetails'],
    );
  });

  it('has ranges of campaigns where the list has several pages', async () => {
    const { sampleCampaigns } = await import('../../src/demo/sampleCampaigns.ts');
    const many = Array.from(
      { length: 120 },
      (_, index) => ({ ...sampleCampaigns[3], id: `cd-${index}` }) as never,
    );
    await connect({ campaigns: many });
    assert.deepEqual(await labels(await children()), ['1–50', '51–100', '101–120']);
  });

  it('shows the contacts of a campaign with one page directly', async () => {
    await connect();
    const contacts = await children(await campaign('Delivery slot survey'));
    assert.equal(contacts.length, 100);
    assert.deepEqual([...new Set(contacts.map(({ kind }) => kind))], ['contact']);
  });

  it('shows the documented sample as it was served, and says that one is missing', async () => {
    await connect();
    const rows = await children(await campaign(/documentation sample/u));
    assert.deepEqual(await labels(rows), [
      '919876543210',
      '125xxxx0200',
      '911234567890',
      'Kore.ai reports 4 contacts here, but sent 3',
    ]);
  });

  it('says that a campaign has no contacts', async () => {
    await connect();
    assert.deepEqual(await labels(await children(await campaign('Win-back pilot'))), ['No contacts']);
  });

  it('shows more pages as ranges, the last one as long as it is', async () => {
    await connect();
    const ranges = await labels(await children(await campaign(middle)));
    assert.equal(ranges.length, 13);
    assert.deepEqual([ranges[0], ranges[1], ranges.at(-1)], ['1–100', '101–200', '1,201–1,234']);
  });

  it('nests ranges above 100 pages and opens the last page of 100,000 with two requests', async () => {
    const { server } = await connect();
    const node = await campaign(big);
    const before = server.seen.length;
    assert.equal((await children(node)).length, 10);
    const last = await child(await child(node, '90,001–100,000'), '99,901–100,000');
    const contacts = await children(last);
    assert.equal(contacts.length, 100);
    assert.equal((contacts.at(-1) as { position: number }).position, 100_000);
    await children(last);
    const asked = server.seen.slice(before).map(({ body }) => (body as { page: number }).page);
    assert.deepEqual(asked, [1, 1_000]);
  });

  it('opens the first range of each level by itself', async () => {
    const { tree } = await parts();
    await connect();
    const [first, second] = await children(await campaign(big));
    assert.ok(first && second);
    assert.equal(tree.getTreeItem(first).collapsibleState, vscode.TreeItemCollapsibleState.Expanded);
    assert.equal(tree.getTreeItem(second).collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
  });

  it('gives every node an id of its own, and the same one after a refresh', async () => {
    const { tree } = await parts();
    await connect();
    await changeSetting('requestsPerMinute', 6_000);
    const ids = async () => {
      const all: string[] = [];
      const visit = async (nodes: readonly TreeNode[], depth: number): Promise<void> => {
        for (const node of nodes) {
          all.push(tree.getTreeItem(node).id ?? '');
          if (depth > 0 && node.kind !== 'contact')
            await visit((await children(node)).slice(0, 12), depth - 1);
        }
      };
      await visit(await children(), 2);
      return all;
    };
    const first = await ids();
    assert.equal(new Set(first).size, first.length);
    tree.refresh();
    assert.deepEqual(await ids(), first);
  });

  it('tells all of a contact to a screen reader', async () => {
    const { tree } = await parts();
    await connect();
    const [first] = await children(await campaign(/documentation sample/u));
    assert.ok(first);
    assert.equal(
      tree.getTreeItem(first).accessibilityInformation?.label,
      'Contact 1, 919876543210, userHangUp, 2 attempts, has a session ID',
    );
  });

  it('makes tooltips only when they are asked for', async () => {
    const { tree } = await parts();
    await connect();
    const node = await campaign(big);
    const item = tree.getTreeItem(node);
    assert.equal(item.tooltip, undefined);
    assert.match(plain(tree.resolveTreeItem(item, node).tooltip), /Dialing mode: Agentless/u);
  });

  it('says what failed, does not ask again by itself, and asks again when told to', async () => {
    const { tree } = await parts();
    const { server } = await connect();
    const node = await campaign(middle);
    const refused = { status: 404, body: { errors: [{ msg: 'Campaign not found', code: 404 }] } };
    server.intercept(({ path }) => path.endsWith('/status'), refused, 1);
    const before = server.seen.length;
    const [failed] = await children(node);
    assert.ok(failed?.kind === 'notice');
    assert.match(plain(tree.getTreeItem(failed).label), /HTTP 404: Campaign not found/u);
    await children(node);
    assert.equal(server.seen.length, before + 1);
    await vscode.commands.executeCommand('koreCampaigns.retry', failed);
    assert.equal((await children(node)).length, 13);
  });

  it('names the likely causes of a refused sign-in and offers to set the secret', async () => {
    const { tree } = await parts();
    const server = await serve();
    const [connection] = await configure([entryFor(server)]);
    assert.ok(connection);
    await signIn(connection, 'not the secret');
    const [failed] = await children();
    assert.ok(failed);
    const item = tree.getTreeItem(failed);
    assert.match(plain(item.label), /refused the sign-in \(HTTP 401/u);
    assert.equal(
      item.contextValue,
      'notice.failed.setSecret.tryAgain.openSettings.openDocumentation.showLog',
    );
    assert.match(
      plain(tree.resolveTreeItem(item, failed).tooltip),
      /• The client secret is not the one of this client ID/u,
    );
  });

  it('loads anew what is open after a refresh of everything', async () => {
    const { tree } = await parts();
    const { server } = await connect();
    await children(await campaign(middle));
    const before = server.seen.length;
    await vscode.commands.executeCommand('koreCampaigns.refresh');
    await children(await campaign(middle));
    assert.equal(server.seen.length, before + 2);
    assert.ok(tree);
  });

  it('refreshes one campaign alone, its status included', async () => {
    const { sampleCampaigns } = await import('../../src/demo/sampleCampaigns.ts');
    const changing = sampleCampaigns.map((one) => ({ ...one }));
    const { server } = await connect({ campaigns: changing });
    const { tree } = await parts();
    const active = await campaign('Payment reminders November');
    await children(active);
    for (const one of changing) if (one.name === active.campaign.name) one.status = 'Completed';
    const before = server.seen.length;
    await vscode.commands.executeCommand('koreCampaigns.refresh', active);
    const refreshed = await campaign(active.campaign.name);
    await children(refreshed);
    assert.match(tree.getTreeItem(refreshed).accessibilityInformation?.label ?? '', /, Completed, /u);
    const asked = server.seen.slice(before).map(({ query }) => new URLSearchParams(query).get('view'));
    assert.deepEqual(asked.sort(), ['contacts', 'status']);
  });

  it('keeps what came after a refresh when something older fails', async () => {
    const { server } = await connect();
    const { tree } = await parts();
    const node = await campaign(middle);
    server.intercept(({ path }) => path.endsWith('/status'), { kind: 'stall' }, 1);
    const older = children(node);
    await until(
      'the older request is under way',
      () => server.seen.at(-1)?.path.endsWith('/status') ?? false,
    );
    tree.refresh();
    const [again] = [await campaign(middle)];
    assert.equal((await children(again)).length, 13);
    await server.stop();
    await older;
    assert.equal((await children(again)).length, 13);
  });

  it('shows a campaign that has grown when one of its pages tells so, without asking for more', async () => {
    const { sampleCampaigns } = await import('../../src/demo/sampleCampaigns.ts');
    const growing = sampleCampaigns.map((one) => ({ ...one }));
    const { server } = await connect({ campaigns: growing });
    const { tree } = await parts();
    const node = await campaign(middle);
    const second = await child(node, '101–200');
    for (const one of growing) if (one.name === middle) one.contactCount = 1_500;
    const told = once(tree.onDidChangeTreeData);
    await children(second);
    await told;
    const before = server.seen.length;
    assert.equal((await children(node)).length, 15);
    assert.equal(server.seen.length, before);
  });

  it('can be revealed by VS Code down to one contact', async () => {
    const { view } = await parts();
    await connect();
    await vscode.commands.executeCommand('koreCampaigns.campaigns.focus');
    const ten = await child(await campaign(big), '1–10,000');
    const [first] = await children(await child(ten, '1–100'));
    assert.ok(first);
    await until('the contact is selected', async () => {
      await view.reveal(first, { select: true, focus: true });
      return view.selection.some(({ id }) => id === first.id);
    });
  });
});
