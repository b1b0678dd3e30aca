import * as vscode from 'vscode';
import type { Connections } from '../connections/connections.ts';
import type { Hit } from '../contacts/search.ts';
import { plainText } from '../kore/plainText.ts';
import type { CampaignTree } from '../tree/campaignTree.ts';
import { chosenNodes, contactsNodes, campaignOf } from '../tree/chosenContacts.ts';
import type { CampaignNode, TreeNode } from '../tree/nodes.ts';
import { revealOrTell } from '../tree/reveal.ts';
import type { ContactDetails } from '../views/contactDetails/contactDetails.ts';
import { command } from './command.ts';
import { pickContact, type FindTask } from './findPicker.ts';

interface Parts {
  readonly connections: Connections;
  readonly tree: CampaignTree;
  readonly view: vscode.TreeView<TreeNode>;
  readonly details: ContactDetails;
  readonly log: vscode.LogOutputChannel;
}

export function registerFindCommands(parts: Parts): vscode.Disposable[] {
  return [
    command('findContact', parts.log, async (clicked) => {
      const task = await askWhere(parts, clicked);
      const hit = task && (await pickContact(task));
      if (hit) await show(hit, task, parts);
    }),
  ];
}

/** The clicked campaign or connection; else what the person chooses, where there is a choice. */
async function askWhere(
  { connections, view }: Parts,
  clicked: TreeNode | undefined,
): Promise<FindTask | undefined> {
  if (clicked?.kind === 'connection') return everywhere(connections, clicked.open.connection);
  const [chosen] = contactsNodes(chosenNodes(clicked, undefined, view.selection));
  const inCampaign = chosen && within(campaignOf(chosen));
  if (clicked && inCampaign) return inCampaign;
  const tasks = [
    ...(inCampaign ? [inCampaign] : []),
    ...connections.list.map((connection) => everywhere(connections, connection)),
  ];
  const [first, second] = tasks;
  if (!first) void vscode.window.showInformationMessage('There is no connection yet. Add one first.');
  if (!second) return first;
  const items = tasks.map((task) => ({ label: task.where, task }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: 'Where is the contact to be found?',
  });
  return picked?.task;
}

function within({ open, campaign }: CampaignNode): FindTask {
  return { open, scope: [campaign], where: `“${plainText(campaign.name, 60)}”` };
}

function everywhere(connections: Connections, connection: Connections['list'][number]): FindTask {
  const open = connections.open(connection);
  return { open, scope: 'all', where: `all campaigns of “${plainText(connection.name, 60)}”` };
}

/** Selects the contact in the side bar, and shows everything about it. */
async function show(hit: Hit, { open }: FindTask, { tree, view, details }: Parts): Promise<void> {
  const { campaign, position, contact, fetchedAt } = hit;
  const total = open.cache.contactsOf(campaign.id).shape?.totalResults;
  details.show({ connection: open.connection, campaign, position, total, contact, fetchedAt });
  await revealOrTell(tree, view, { open, campaignId: campaign.id, position });
}
