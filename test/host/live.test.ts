import { strict as assert } from 'node:assert';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { connectionKey } from '../../src/connections/connection.ts';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import type { TreeNode } from '../../src/tree/nodes.ts';
import { savedTab, type SavedTab } from '../../src/views/campaign/messages.ts';
import { usualView } from '../../src/views/campaign/tableView.ts';
import { pause } from '../support/pause.ts';
import { until } from '../support/until.ts';
import { campaign, changeSetting, cleanUp, configure, connect, parts } from './parts.ts';

/** Seconds: in one test, there is no second look. */
const never = 3_600;

/** Makes the next look due within a second, and waits until there would have been one. */
async function oneInterval(): Promise<void> {
  await changeSetting('liveRefreshInterval', 1);
  await pause(1_200, 'a look would have begun by then');
}

describe('a live campaign tab', () => {
  afterEach(cleanUp);

  /** The tab of an earlier window in which Live was on, of a campaign with three pages in that window's tree. */
  async function liveTab() {
    const campaigns = sampleCampaigns.map((one) => ({ ...one }));
    const running = campaigns.find(({ name }) => name === 'Fraud alert call-backs');
    assert.ok(running);
    const { server, connection } = await connect({ campaigns });
    await changeSetting('liveRefreshInterval', never);
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
    await changeSetting('liveRefreshInterval', 2);
    await until('it looks again', () => looks() >= 2);
  });

  it('takes up a changed interval at once', async () => {
    const { looks } = await liveTab();
    await pause(1_200, 'a second look would be due by then');
    assert.equal(looks(), 1);
    await changeSetting('liveRefreshInterval', 1);
    await until('it looks, since it is due', () => looks() >= 2);
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
    await changeSetting('liveRefreshInterval', 1);
    await until('it looks again', () => looks() >= 2);
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
    await oneInterval();
    assert.equal(looks(), 1);
    panel.reveal();
    await until('it looks', () => looks() >= 2);
  });

  it('asks for nothing once it is closed', async () => {
    const { panel, looks } = await liveTab();
    panel.dispose();
    await oneInterval();
    assert.equal(looks(), 1);
  });

  it('asks for nothing once its connection is removed', async () => {
    const { server, looks } = await liveTab();
    await configure([]);
    const before = server.seen.length;
    await oneInterval();
    assert.deepEqual([looks(), server.seen.length], [1, before]);
  });

  it('is off in tabs that were saved before it was there', () => {
    const { live, ...older } = usualView;
    const saved = v.parse(savedTab, { connectionKey: '', campaignId: '', view: older });
    assert.deepEqual([live, saved.view.live], [false, false]);
  });
});
