import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { connectionKey } from '../../src/connections/connection.ts';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import type { ContactNode } from '../../src/tree/nodes.ts';
import type { ToWebview } from '../../src/views/contactDetails/messages.ts';
import { until } from '../support/until.ts';
import { campaign, cleanUp, configure, connect, entryFor, parts } from './parts.ts';

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

  it('take over the name that the campaign has got', async () => {
    const campaigns = sampleCampaigns.map((one) => ({ ...one }));
    await connect({ campaigns });
    const { tree } = await parts();
    const [first] = await tree.getChildren(await campaign('Delivery slot survey'));
    await vscode.commands.executeCommand('koreCampaigns.openContact', first);
    await until('the tab is open', () => tabs()[0]?.title === 'Contact 1 · Delivery slot survey');
    Object.assign(campaigns.find(({ name }) => name === 'Delivery slot survey') ?? {}, {
      name: 'Slot survey 2026',
    });
    await vscode.commands.executeCommand('koreCampaigns.refresh');
    await tree.getChildren();
    await until('its title has changed', () => tabs()[0]?.title === 'Contact 1 · Slot survey 2026');
  });

  it('show the new name of their connection at once', async () => {
    const { server } = await connect();
    const { tree, details } = await parts();
    const [first] = await tree.getChildren(await campaign('Delivery slot survey'));
    assert.ok(first?.kind === 'contact');
    const { open, campaign: shown } = first.owner;
    const panel = vscode.window.createWebviewPanel('koreCampaigns.contactDetails', '', vscode.ViewColumn.One);
    const names: string[] = [];
    const { webview } = panel;
    const post = webview.postMessage.bind(webview);
    webview.postMessage = (message: ToWebview) => {
      if (message.type === 'show' && message.content.state === 'contact')
        names.push(message.content.connection.name);
      return post(message);
    };
    await details.deserializeWebviewPanel(panel, {
      connectionKey: connectionKey(open.connection),
      campaignId: shown.id,
      position: 1,
      sessionId: first.contact.botSessionId,
      toSide: true,
    });
    await until('the contact is shown', () => names.at(-1) === 'Test');
    await configure([entryFor(server, 'Renamed')]);
    await until('its connection has the new name', () => names.at(-1) === 'Renamed');
  });

  it('stay the same tab when the connection gets another client', async () => {
    const { server, connection } = await connect();
    const { secrets, tree } = await parts();
    const [first] = await tree.getChildren(await campaign('Delivery slot survey'));
    await vscode.commands.executeCommand('koreCampaigns.openContactToSide', first);
    await secrets.set({ ...connection, clientId: 'cs-other' }, 'another secret');
    await configure([{ ...entryFor(server), clientId: 'cs-other' }]);
    const [again] = await tree.getChildren(await campaign('Delivery slot survey'));
    await vscode.commands.executeCommand('koreCampaigns.openContactToSide', again);
    assert.equal(tabs().filter(({ isDetails }) => isDetails).length, 1);
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
