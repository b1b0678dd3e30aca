import * as vscode from 'vscode';
import { connectionKey } from '../connections/connection.ts';
import type { Connections } from '../connections/connections.ts';
import { contactsLoaded } from '../contacts/quantity.ts';
import type { BeforeRefresh } from '../contacts/runningSummary.ts';
import { plainText } from '../kore/plainText.ts';
import { pointInTime } from '../kore/pointInTime.ts';
import { chosenNodes } from '../tree/chosenContacts.ts';
import type { CampaignNode, TreeNode } from '../tree/nodes.ts';
import type { CompareTabs } from '../views/compare/compareTabs.ts';
import type { ComparedCampaign } from '../views/compare/side.ts';
import { command } from './command.ts';
import { pickCampaign, type ChosenCampaign } from './pickCampaign.ts';

interface Parts {
  readonly connections: Connections;
  readonly comparisons: CompareTabs;
  readonly view: vscode.TreeView<TreeNode>;
  readonly log: vscode.LogOutputChannel;
}

export function registerCompareCommands(parts: Parts): vscode.Disposable[] {
  const { comparisons, view, log } = parts;
  const campaigns = (clicked?: TreeNode, selected?: readonly TreeNode[]) =>
    chosenNodes(clicked, selected, view.selection).filter(isCampaign);
  const compare = (clicked?: TreeNode, selected?: readonly TreeNode[]) =>
    compareChosen(campaigns(clicked, selected), parts);
  return [
    command('compareCampaigns', log, compare),
    command('compareSelected', log, compare),
    command('compareWithBefore', log, (clicked, selected) => {
      const [campaign] = campaigns(clicked, selected);
      const before = campaign && beforeRefresh(campaign);
      if (before) comparisons.open([asItWas(campaign, before), asItIs(campaign)]);
      else void vscode.window.showInformationMessage('Nothing is known of it from before a refresh.');
    }),
  ];
}

/** Two that are selected are compared at once, else a person is asked for what is missing. */
async function compareChosen(
  chosen: readonly ChosenCampaign[],
  { connections, comparisons }: Parts,
): Promise<void> {
  const [first, second] = chosen;
  if (first && second && chosen.length === 2) {
    comparisons.open([asItIs(first), asItIs(second)]);
    return;
  }
  const one = first ?? (await pickCampaign(connections, 'Which campaign do you want to compare?'));
  if (!one) return;
  const name = plainText(one.campaign.name, 60);
  const before = beforeRefresh(one);
  const other = await pickCampaign(connections, `What do you want to compare “${name}” with?`, {
    first: before ? [itemFor(name, before)] : [],
    isOffered: (campaign) => !isSame(one, campaign),
  });
  if (!other) return;
  comparisons.open('campaign' in other ? [asItIs(one), asItIs(other)] : [asItWas(one, other), asItIs(one)]);
}

function isCampaign(node: TreeNode): node is CampaignNode {
  return node.kind === 'campaign' && node.campaign.id !== '';
}

function isSame(one: ChosenCampaign, other: ChosenCampaign): boolean {
  return one.open.cache === other.open.cache && one.campaign.id === other.campaign.id;
}

function beforeRefresh({ open, campaign }: ChosenCampaign): BeforeRefresh | undefined {
  return open.cache.beforeRefresh(campaign.id);
}

function itemFor(name: string, before: BeforeRefresh) {
  const { at, summary, total, isWhole } = before;
  const contacts = contactsLoaded(summary.contacts, total, isWhole);
  return {
    label: `${name} before the refresh at ${pointInTime(at)}, ${contacts}`,
    iconPath: new vscode.ThemeIcon('history'),
    chosen: before,
  };
}

function asItIs({ open, campaign }: ChosenCampaign): ComparedCampaign {
  const saved = { connectionKey: connectionKey(open.connection), campaignId: campaign.id, isBefore: false };
  return { saved, name: campaign.name };
}

function asItWas(chosen: ChosenCampaign, before: BeforeRefresh): ComparedCampaign {
  const { saved, name } = asItIs(chosen);
  return { saved: { ...saved, isBefore: true }, name, before };
}
