import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { SampleServer } from '../../src/demo/sampleServer.ts';
import type { CampaignNode } from '../../src/tree/nodes.ts';
import { pause } from '../support/pause.ts';
import { until } from '../support/until.ts';
import { campaign, cleanUp, configure, connect, entryFor, parts, serve, signIn } from './parts.ts';

const viewType = /koreCampaigns\.compare$/u;

function titles(): string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs
      .filter(({ input }) => input instanceof vscode.TabInputWebview && viewType.test(input.viewType))
      .map(({ label }) => label),
  );
}

/** The pages of contacts that were asked for, by campaign. */
function pagesAsked({ seen }: SampleServer, { campaign: { id } }: CampaignNode): number[] {
  return seen
    .filter(({ path, query }) => path.includes(id) && query.includes('view=contacts'))
    .map(({ body }) => (body as { page: number }).page);
}

const compare = (...nodes: CampaignNode[]) =>
  vscode.commands.executeCommand('koreCampaigns.compareSelected', nodes[0], nodes);

describe('two campaigns side by side', () => {
  afterEach(cleanUp);

  it('are opened once a pair, whichever comes first, for the first page of each', async () => {
    const { server } = await connect();
    const october = await campaign('Payment reminders October');
    const survey = await campaign('Delivery slot survey');
    await compare(october, survey);
    await compare(survey, october);
    await until('the first pages are asked for', () => pagesAsked(server, survey).length > 0);
    await pause(500, "a request that mustn't be sent would be sent by then");
    assert.deepEqual(titles(), ['Payment reminders October ↔ Delivery slot survey']);
    assert.deepEqual([pagesAsked(server, october), pagesAsked(server, survey)], [[1], [1]]);
  });

  it('may be of different apps', async () => {
    const servers = [await serve(), await serve()] as const;
    const connections = await configure(servers.map((server, at) => entryFor(server, `App ${at}`)));
    for (const [at, connection] of connections.entries())
      await signIn(connection, servers[at]?.credentials.clientSecret ?? '');
    const { tree } = await parts();
    const nodes: CampaignNode[] = [];
    for (const connection of await tree.getChildren()) {
      const found = (await tree.getChildren(connection)).find(
        (node) => node.kind === 'campaign' && node.campaign.name === 'Win-back pilot',
      );
      if (found?.kind === 'campaign') nodes.push(found);
    }
    await compare(...nodes);
    for (const [at, server] of servers.entries()) {
      const node = nodes[at];
      assert.ok(node);
      await until(`app ${at} is asked`, () => pagesAsked(server, node).length === 1);
    }
    assert.deepEqual(titles(), ['Win-back pilot ↔ Win-back pilot']);
  });

  it('may be one before and after a refresh, which the menu offers only then', async () => {
    await connect();
    const { tree } = await parts();
    const node = await campaign('Delivery slot survey');
    await vscode.commands.executeCommand('koreCampaigns.compareWithBefore', node);
    assert.deepEqual(titles(), []);
    assert.equal(tree.getTreeItem(node).contextValue, 'campaign');
    await vscode.commands.executeCommand('koreCampaigns.refresh', node);
    assert.equal(tree.getTreeItem(node).contextValue, 'campaign', 'nothing had been seen of it');
    await tree.getChildren(node);
    await vscode.commands.executeCommand('koreCampaigns.refresh', node);
    assert.equal(tree.getTreeItem(node).contextValue, 'campaign.before');
    tree.filterContacts(node, { session: ['yes'] });
    assert.equal(tree.getTreeItem(node).contextValue, 'campaign.filtered.before');
    await vscode.commands.executeCommand('koreCampaigns.compareWithBefore', node);
    await until('the tab is open', () =>
      titles().some((title) => /^Delivery slot survey before .+ ↔ Delivery slot survey$/u.test(title)),
    );
  });

  it('are asked for anew after a refresh, and for nothing while they are hidden', async () => {
    const { server } = await connect();
    const october = await campaign('Payment reminders October');
    const survey = await campaign('Delivery slot survey');
    await compare(october, survey);
    await until('the first pages are asked for', () => pagesAsked(server, survey).length === 1);
    await vscode.commands.executeCommand('koreCampaigns.refresh', survey);
    await until('it is asked for again', () => pagesAsked(server, survey).length === 2);
    await vscode.commands.executeCommand('workbench.action.files.newUntitledFile');
    await vscode.commands.executeCommand('koreCampaigns.refresh', survey);
    await pause(500, "a request that mustn't be sent would be sent by then");
    assert.equal(pagesAsked(server, survey).length, 2);
    await compare(october, survey);
    await until('it is asked for when it is shown', () => pagesAsked(server, survey).length === 3);
    assert.deepEqual(pagesAsked(server, october), [1]);
  });

  it('stay, and ask for nothing, when their connection is removed', async () => {
    const { server } = await connect();
    const october = await campaign('Payment reminders October');
    const survey = await campaign('Delivery slot survey');
    await compare(october, survey);
    await until('the first pages are asked for', () => pagesAsked(server, survey).length === 1);
    await configure([]);
    await pause(500, "a request that mustn't be sent would be sent by then");
    assert.equal(titles().length, 1);
    assert.deepEqual([pagesAsked(server, october), pagesAsked(server, survey)], [[1], [1]]);
  });
});
