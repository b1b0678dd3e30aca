import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { connectionKey } from '../../src/connections/connection.ts';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import { usualView } from '../../src/views/campaign/tableView.ts';
import { pause } from '../support/pause.ts';
import { until } from '../support/until.ts';
import {
  campaign,
  changeSetting,
  cleanUp,
  configure,
  connect,
  entryFor,
  parts,
  serve,
  signIn,
} from './parts.ts';

const viewType = /koreCampaigns\.campaign$/u;

function titles(): string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs
      .filter(({ input }) => input instanceof vscode.TabInputWebview && viewType.test(input.viewType))
      .map(({ label }) => label),
  );
}

const pagesAsked = (seen: readonly { query: string; body: unknown }[]) =>
  seen
    .filter(({ query }) => query.includes('view=contacts'))
    .map(({ body }) => (body as { page: number }).page);

describe('a campaign tab', () => {
  afterEach(cleanUp);

  it('is opened once a campaign, and asks for the first page of contacts alone', async () => {
    const { server } = await connect();
    const node = await campaign('Payment reminders October');
    await vscode.commands.executeCommand('koreCampaigns.openTable', node);
    await vscode.commands.executeCommand('koreCampaigns.openTable', node);
    await until('the first page is asked for', () => pagesAsked(server.seen).length > 0);
    assert.deepEqual(titles(), ['Payment reminders October']);
    assert.deepEqual(pagesAsked(server.seen), [1]);
  });

  it('asks for nothing that the side bar has', async () => {
    const { server, connection } = await connect();
    const { tree, tabs } = await parts();
    const node = await campaign('Delivery slot survey');
    await tree.getChildren(node);
    const panel = vscode.window.createWebviewPanel('koreCampaigns.campaign', '', vscode.ViewColumn.Active);
    const said: unknown[] = [];
    panel.webview.onDidReceiveMessage(({ type }: { type: unknown }) => said.push(type));
    const saved = { connectionKey: connectionKey(connection), campaignId: node.campaign.id, view: usualView };
    await tabs.deserializeWebviewPanel(panel, saved);
    await until('the page shows contacts', () => said.includes('inSight'));
    await pause(100, "a request that mustn't be sent would be sent by then");
    assert.deepEqual(pagesAsked(server.seen), [1]);
  });

  it('is chosen from the palette though another connection is not signed in', async () => {
    const [refused, fine] = [await serve(), await serve()];
    const [, connection] = await configure([entryFor(refused, 'Refused'), entryFor(fine, 'Fine')]);
    assert.ok(connection);
    await signIn(connection, fine.credentials.clientSecret);
    const opening = vscode.commands.executeCommand('koreCampaigns.openTable');
    await until('one is chosen', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return titles().length > 0;
    });
    await opening;
    assert.equal(refused.seen.length, 0);
  });

  it('asks anew after a refresh, and when the page size changes', async () => {
    const { server } = await connect();
    const node = await campaign('Payment reminders October');
    await vscode.commands.executeCommand('koreCampaigns.openTable', node);
    await until('the first page is asked for', () => pagesAsked(server.seen).length === 1);
    await vscode.commands.executeCommand('koreCampaigns.refresh', node);
    await until('it is asked for again', () => pagesAsked(server.seen).length === 2);
    await changeSetting('pageSize', 25);
    await until('it is asked for in the new size', () =>
      server.seen.some(({ body }) => (body as { limit?: number } | undefined)?.limit === 25),
    );
  });

  it('asks for the first page again when a refresh comes while it is under way', async () => {
    const { server } = await connect();
    const node = await campaign('Payment reminders October');
    server.intercept(({ query }) => query.includes('view=contacts'), { kind: 'stall' });
    await vscode.commands.executeCommand('koreCampaigns.openTable', node);
    await until('the first page is asked for', () => pagesAsked(server.seen).length === 1);
    await vscode.commands.executeCommand('koreCampaigns.refresh', node);
    await until('it is asked for again', () => pagesAsked(server.seen).length === 2);
    const { cache } = node.open;
    await until('it is here', () => cache.contactsOf(node.campaign.id).count === 1);
  });

  it('goes on, and asks for nothing again, when its connection gets another client, secret and name', async () => {
    const { server, connection } = await connect();
    const { secrets } = await parts();
    const node = await campaign('Payment reminders October');
    await vscode.commands.executeCommand('koreCampaigns.openTable', node);
    await until('the first page is asked for', () => pagesAsked(server.seen).length === 1);
    await secrets.set({ ...connection, clientId: 'cs-other' }, 'another secret');
    await configure([{ ...entryFor(server, 'Renamed'), clientId: 'cs-other' }]);
    await vscode.commands.executeCommand('koreCampaigns.openTable', await campaign(node.campaign.name));
    await pause(500, "a page that mustn't be requested again would be requested by then");
    assert.deepEqual(titles(), ['Payment reminders October']);
    assert.deepEqual(pagesAsked(server.seen), [1]);
  });

  it('takes over the name that its campaign has got', async () => {
    const campaigns = sampleCampaigns.map((one) => ({ ...one }));
    await connect({ campaigns });
    const { tree } = await parts();
    await vscode.commands.executeCommand('koreCampaigns.openTable', await campaign('Win-back pilot'));
    await until('the tab is open', () => titles().length === 1);
    Object.assign(campaigns.find(({ name }) => name === 'Win-back pilot') ?? {}, { name: 'Win-back 2026' });
    await vscode.commands.executeCommand('koreCampaigns.refresh');
    await tree.getChildren();
    await until('its title has changed', () => titles()[0] === 'Win-back 2026');
  });

  it('stays, and asks for nothing, when its connection is removed', async () => {
    const { server } = await connect();
    await vscode.commands.executeCommand('koreCampaigns.openTable', await campaign('Warranty expiry notice'));
    await until('the first page is asked for', () => pagesAsked(server.seen).length === 1);
    await configure([]);
    await pause(500, "a request that mustn't be sent would be sent by then");
    assert.deepEqual(titles(), ['Warranty expiry notice']);
    assert.equal(pagesAsked(server.seen).length, 1);
  });
});
