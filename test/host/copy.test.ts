import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { noFilter } from '../../src/contacts/campaignFilter.ts';
import { connectionNode, type TreeNode } from '../../src/tree/nodes.ts';
import { until } from '../support/until.ts';
import { campaign, cleanUp, connect, parts } from './parts.ts';

const documented = ['685d3c819e81807087b6xxxx', '685d3c4a6b208b1e96a1xxxx', '685d3c479e81807087b6xxxx'];

/** Runs a copy command on rows, as a menu does, and returns what is on the clipboard then. */
async function copied(command: string, clicked?: TreeNode, selected?: readonly TreeNode[]): Promise<string> {
  await vscode.env.clipboard.writeText('nothing was copied');
  await vscode.commands.executeCommand(`koreCampaigns.${command}`, clicked, selected);
  return vscode.env.clipboard.readText();
}

async function children(node: TreeNode): Promise<TreeNode[]> {
  const { tree } = await parts();
  return tree.getChildren(node);
}

describe('copying', () => {
  beforeEach(() => vscode.commands.executeCommand('notifications.clearAll'));
  afterEach(cleanUp);

  it('copies the session ID of one contact', async () => {
    await connect();
    const [first] = await children(await campaign(/documentation sample/u));
    assert.equal(await copied('copySessionIds', first), documented[0]);
  });

  it('copies the session IDs of all selected contacts, in the order of the tree', async () => {
    await connect();
    const [first, second, third] = await children(await campaign(/documentation sample/u));
    assert.ok(first && second && third);
    assert.equal(await copied('copySessionIds', first, [third, first]), `${documented[0]}\n${documented[2]}`);
  });

  it('copies the clicked contact alone where it is not part of the selection', async () => {
    await connect();
    const [first, second, third] = await children(await campaign(/documentation sample/u));
    assert.ok(first && second && third);
    assert.equal(await copied('copySessionIds', second, [first, third]), documented[1]);
  });

  it('copies a whole campaign, each page asked for once', async () => {
    const { server } = await connect();
    const node = await campaign('Payment reminders October');
    const before = server.seen.length;
    const ids = (await copied('copySessionIds', node)).split('\n');
    assert.equal(server.seen.length, before + 13);
    assert.ok(ids.length > 500 && ids.length < 1_234, `${ids.length} session ids`);
    assert.ok(ids.every((id) => /^[0-9a-f]{24}$/u.test(id)));
    await copied('copyPhoneNumbers', node);
    assert.equal(server.seen.length, before + 13);
  });

  it('copies a page', async () => {
    const { server } = await connect();
    const ranges = await children(await campaign('Payment reminders October'));
    const before = server.seen.length;
    const numbers = (await copied('copyPhoneNumbers', ranges[1])).split('\n');
    assert.equal(numbers.length, 100);
    assert.equal(server.seen.length, before + 1);
  });

  it('copies a contact once when its page is selected too', async () => {
    await connect();
    const [page] = await children(await campaign('Payment reminders October'));
    assert.ok(page);
    const [contact] = await children(page);
    assert.ok(contact);
    assert.equal((await copied('copyPhoneNumbers', page, [contact, page])).split('\n').length, 100);
  });

  it('copies campaigns whose connection is selected too', async () => {
    await connect();
    const node = await campaign(/documentation sample/u);
    const { view } = await parts();
    assert.ok(view);
    const above = connectionNode(node.open, noFilter);
    const below = { ...node, parent: above };
    assert.equal(await copied('copySessionIds', below, [above, below]), documented.join('\n'));
  });

  it('copies JSON as it was served', async () => {
    await connect();
    const [first] = await children(await campaign(/documentation sample/u));
    const [row] = JSON.parse(await copied('copyContactsJson', first)) as [Record<string, unknown>];
    assert.deepEqual(row, {
      phoneNumber: '919876543210',
      uniqueId: '',
      dialerOutcome: '',
      numberOfAttemptsSoFar: 2,
      botSessionId: '685d3c819e81807087b6xxxx',
      agentDispositionCodes: [],
      botOutboundStatus: 'userHangUp',
      botOutboundStatusDetail: 'Client side',
    });
  });

  it('leaves the clipboard alone where there is nothing to copy', async () => {
    await connect();
    assert.equal(await copied('copySessionIds', await campaign('Win-back pilot')), 'nothing was copied');
    const scheduled = await children(await campaign('Hardship outreach'));
    assert.equal(await copied('copySessionIds', scheduled[0]), 'nothing was copied');
  });

  it('leaves the clipboard alone when a page cannot be had', async () => {
    const { server } = await connect();
    const node = await campaign('Payment reminders October');
    const isPage7 = ({ body }: { body: unknown }) => (body as { page?: number } | undefined)?.page === 7;
    server.intercept(isPage7, { status: 404, body: { errors: [{ msg: 'gone', code: 404 }] } }, 1);
    assert.equal(await copied('copySessionIds', node), 'nothing was copied');
  });

  it('reads the other campaigns when one of several cannot be read, says which, and copies the rest when told to', async () => {
    const { server } = await connect();
    const [missing, other, last] = [
      await campaign('Payment reminders October'),
      await campaign(/documentation sample/u),
      await campaign('Delivery slot survey'),
    ];
    server.intercept(({ path }) => path.includes(missing.campaign.id), { status: 404 }, Infinity);
    const all = [missing, other, last];
    assert.equal(await copied('copySessionIds', missing, all), 'nothing was copied');
    let text = '';
    await until('the rest is copied', async () => {
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      text = await vscode.env.clipboard.readText();
      return text !== 'nothing was copied';
    });
    const ids = text.split('\n');
    assert.deepEqual(ids.slice(0, 3), documented);
    assert.ok(ids.length > 50, String(ids.length));
    const asked = server.seen.filter(({ path }) => path.endsWith('/status'));
    assert.equal(asked.length, 3);
  });
});
