import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { connectionKey } from '../../src/connections/connection.ts';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import type { TreeNode } from '../../src/tree/nodes.ts';
import { savedTab, type SavedTab } from '../../src/views/campaign/messages.ts';
import { usualView } from '../../src/views/campaign/tableView.ts';
import { campaign, changeSetting, cleanUp, configure, connect, parts, until } from './parts.ts';

/** More than the shortest interval between two looks, so that there would have been one. */
const oneInterval = 11_000;

describe('a live campaign tab', () => {
  afterEach(cleanUp);

  /** The tab of an earlier window in which Live was on, of a campaign with three pages in that window's tree. */
  async function liveTab() {
    const campaigns = sampleCampaigns.map((one) => ({ ...one }));
    const running = campaigns.find(({ name }) => name === 'Fraud alert call-backs');
    assert.ok(running);
    const { server, connection } = await connect({ campaigns });
    await changeSetting('liveRefreshInterval', 10);
    const { tree, tabs } = await parts();
    const node = await campaign(running.name);
    const [firstRange] = await tree.getChildren(node);
    await tree.getChildren(firstRange);
    const panel = vscode.window.createWebviewPanel('koreCampaigns.campaign', '', vscode.ViewColumn.Active);
    const saved: SavedTab = {
      connectionKey: connectionKey(connection),
      campaignId: running.id,
      view: { ...usualView, live: true },
    };
    await tabs.deserializeWebviewPanel(panel, JSON.parse(JSON.stringify(saved)));
    const looks = () => server.seen.filter(({ query }) => query.includes('view=status')).length;
    await until('it looks', () => looks() === 1);
    return { server, running, tree, node, panel, looks };
  }

  it('looks at once in a window that was reloaded, and again when the interval is over', async () => {
    const { looks } = await liveTab();
    await sleep(oneInterval / 2);
    await until('it looks again', () => looks() === 2);
  });

  it('takes up a changed interval at once', async () => {
    const { looks } = await liveTab();
    await changeSetting('liveRefreshInterval', 3_600);
    await sleep(oneInterval);
    assert.equal(looks(), 1);
    await changeSetting('liveRefreshInterval', 10);
    await until('it looks, since it is due', () => looks() === 2);
  });

  it('shows in the side bar what it has found, with no request of the side bar', async () => {
    const { server, running, tree, node, looks } = await liveTab();
    const shown: (TreeNode | undefined)[] = [];
    const listening = tree.onDidChangeTreeData((changed) => shown.push(changed));
    const first = async () => {
      const [range] = await tree.getChildren(await campaign(running.name));
      return (await tree.getChildren(range)).map(
        (one) => one.kind === 'contact' && one.contact.numberOfAttemptsSoFar,
      );
    };
    const before = await first();
    const asked = () => server.seen.filter(({ path }) => path.endsWith('getAllCampaignDetails')).length;
    const listsAsked = asked();
    Object.assign(running, { dialledShare: 0.1, status: 'Completed' });
    await sleep(oneInterval / 2);
    await until('it looks again', () => looks() === 2);
    await until(
      'the campaign and its row are shown anew',
      () => shown.includes(undefined) && shown.some((one) => one?.id === node.id),
    );
    listening.dispose();
    assert.notDeepEqual(await first(), before);
    assert.equal((await campaign(running.name)).campaign.status, 'Completed');
    assert.equal(asked(), listsAsked);
  });

  it('asks for nothing while another tab hides it, and looks at once when it is seen again', async () => {
    const { panel, looks } = await liveTab();
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ content: 'in front' }),
      panel.viewColumn,
    );
    await until('it is hidden', () => !panel.visible);
    await sleep(oneInterval);
    assert.equal(looks(), 1);
    panel.reveal();
    await until('it looks', () => looks() === 2);
  });

  it('asks for nothing once it is closed', async () => {
    const { panel, looks } = await liveTab();
    panel.dispose();
    await sleep(oneInterval);
    assert.equal(looks(), 1);
  });

  it('asks for nothing once its connection is removed', async () => {
    const { server, looks } = await liveTab();
    await configure([]);
    const before = server.seen.length;
    await sleep(oneInterval);
    assert.deepEqual([looks(), server.seen.length], [1, before]);
  });

  it('is off in tabs that were saved before it was there', () => {
    const { live, ...older } = usualView;
    const saved = v.parse(savedTab, { connectionKey: '', campaignId: '', view: older });
    assert.deepEqual([live, saved.view.live], [false, false]);
  });
});
