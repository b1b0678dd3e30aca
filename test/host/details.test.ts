import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { ContactNode } from '../../src/tree/nodes.ts';
import { until } from '../support/until.ts';
import { campaign, cleanUp, connect, parts } from './parts.ts';

const viewType = /koreCampaigns\.contactDetails$/u;

function tabs(): { title: string; column: number; isDetails: boolean }[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs, viewColumn }) =>
    tabs.map(({ label, input }) => ({
      title: label,
      column: viewColumn,
      isDetails: input instanceof vscode.TabInputWebview && viewType.test(input.viewType),
    })),
  );
}

async function documentedContacts(): Promise<ContactNode[]> {
  const { tree } = await parts();
  await connect();
  const rows = await tree.getChildren(await campaign(/documentation sample/u));
  return rows.filter((row) => row.kind === 'contact');
}

describe('contact details', () => {
  afterEach(cleanUp);

  it('open in one tab, which is told apart by place and campaign, not by the phone number', async () => {
    const [first, second] = await documentedContacts();
    await vscode.commands.executeCommand('koreCampaigns.openContact', first);
    await until('the tab is open', () => tabs().length === 1);
    assert.deepEqual(tabs(), [
      { title: 'Contact 1 · Product feedback (documentati…', column: 1, isDetails: true },
    ]);
    await vscode.commands.executeCommand('koreCampaigns.openContact', second);
    await until('the tab shows the second contact', () => tabs()[0]?.title.startsWith('Contact 2 ') ?? false);
    assert.equal(tabs().length, 1);
  });

  it('open to the side in tabs of their own, each contact once', async () => {
    const [first, second] = await documentedContacts();
    await vscode.commands.executeCommand('koreCampaigns.openContact', first);
    await vscode.commands.executeCommand('koreCampaigns.openContactToSide', second);
    await vscode.commands.executeCommand('koreCampaigns.openContactToSide', second);
    await until('both tabs are open', () => tabs().length === 2);
    assert.deepEqual(
      tabs().map(({ title, column }) => [title.slice(0, 9), column]),
      [
        ['Contact 1', 1],
        ['Contact 2', 2],
      ],
    );
  });
});
