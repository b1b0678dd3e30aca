import * as vscode from 'vscode';
import type { OpenConnection } from '../connections/opened.ts';
import { pageWithCampaign } from '../contacts/pageWithCampaign.ts';
import { asError } from '../kore/errors.ts';
import { orAborted } from '../kore/orAborted.ts';
import { plainText } from '../kore/plainText.ts';
import type { CampaignTree } from './campaignTree.ts';
import { campaignPages, type CampaignNode, type ContactNode, type TreeNode } from './nodes.ts';
import { withLateProgress } from './withLateProgress.ts';

/** A contact by the place where the side bar has it. */
export interface ContactPlace {
  readonly open: OpenConnection;
  readonly campaignId: string;
  /** Counted from 1 over the whole campaign. */
  readonly position: number;
}

/** The rows of a contact and of its campaign, as far as the tree has them. */
interface Located {
  readonly campaign: CampaignNode | undefined;
  readonly contact: ContactNode | undefined;
}

const never = new AbortController().signal;

/**
 * Selects a contact in the side bar, in its range. Loads what isn't here: pages of the campaign list until the campaign is found, and the
 * page of the contact.
 * @returns its node, or undefined where the side bar doesn't show it: a filter hides it, or the list has changed
 * @throws what loading a page throws
 */
export async function revealContact(
  tree: CampaignTree,
  view: vscode.TreeView<TreeNode>,
  place: ContactPlace,
): Promise<ContactNode | undefined> {
  const { contact } = await revealLocated(tree, view, place, never);
  return contact;
}

/** Like {@link revealContact}, with progress that can be canceled, and with a message where the side bar doesn't show the contact. */
export async function revealOrTell(
  tree: CampaignTree,
  view: vscode.TreeView<TreeNode>,
  place: ContactPlace,
): Promise<void> {
  try {
    const located = await withLateProgress('Showing the contact in the Campaigns view', (signal) =>
      revealLocated(tree, view, place, signal),
    );
    if (located && !located.contact) tell(tree, view, place, located);
  } catch (error) {
    const message = `The contact can't be shown in the Campaigns view. ${asError(error).message}`;
    onChoice(vscode.window.showErrorMessage(plainText(message, 500), 'Try Again'), () =>
      revealOrTell(tree, view, place),
    );
  }
}

/** Says why the side bar doesn't show a contact, and offers to clear the filter that hides it. */
function tell(
  tree: CampaignTree,
  view: vscode.TreeView<TreeNode>,
  place: ContactPlace,
  { campaign }: Located,
): void {
  const hasContactFilter = campaign && place.open.cache.filtered(campaign.campaign.id) !== undefined;
  const name = plainText(campaign?.campaign.name ?? '', 60);
  if (campaign ? !hasContactFilter : !tree.hidesCampaigns) {
    const what = campaign ? `the contact isn't in “${name}”` : "its campaign isn't in the list";
    void vscode.window.showInformationMessage(
      `The contact can't be shown: ${what} anymore. Refresh to load the current list.`,
    );
    return;
  }
  const filter = campaign ? `The contact filter of “${name}”` : 'The campaign filter';
  onChoice(
    vscode.window.showInformationMessage(`${filter} hides this contact.`, 'Clear Filter and Show'),
    async () => {
      if (campaign) tree.filterContacts(campaign, undefined);
      else await vscode.commands.executeCommand('koreCampaigns.clearCampaignFilter');
      await revealOrTell(tree, view, place);
    },
  );
}

/** Runs an action when a button is chosen. Not awaited: the caller has ended by then. */
function onChoice(choice: Thenable<string | undefined>, act: () => Promise<void>): void {
  void choice.then((chosen) => (chosen === undefined ? undefined : act()));
}

async function revealLocated(
  tree: CampaignTree,
  view: vscode.TreeView<TreeNode>,
  place: ContactPlace,
  signal: AbortSignal,
): Promise<Located> {
  const campaign = await locateCampaign(tree, place, signal);
  const contact = campaign && (await locateContact(tree, campaign, place, signal));
  if (contact) await view.reveal(contact, { select: true, focus: false });
  return { campaign, contact };
}

async function locateCampaign(
  tree: CampaignTree,
  { open, campaignId }: ContactPlace,
  signal: AbortSignal,
): Promise<CampaignNode | undefined> {
  const isOurs = (node: TreeNode) => node.kind === 'connection' && node.open.api === open.api;
  const rows = async () => {
    const roots = await childrenOf(tree, undefined, signal);
    const connection = roots.find(isOurs);
    return connection ? await childrenOf(tree, connection, signal) : roots;
  };
  const nodes = await rows();
  const owner = nodes.map((node) => (node.kind === 'range' ? node.owner : undefined)).find(Boolean);
  if (owner?.kind !== 'connection') {
    const campaign = campaignIn(nodes);
    if (!campaign) throwFailureIn(nodes);
    return campaign;
  }
  const page = await pageWithCampaign(campaignPages(owner), campaignId, signal);
  // The list may have grown since its ranges were made.
  return page === undefined ? undefined : campaignIn(await rowsOnPage(tree, await rows(), page, signal));

  function throwFailureIn(among: readonly TreeNode[]): void {
    for (const node of among) {
      if (node.kind !== 'notice' || node.notice.about !== 'failed') continue;
      if (node.notice.open.api === open.api) throw node.notice.error;
    }
  }

  function campaignIn(among: readonly TreeNode[]): CampaignNode | undefined {
    return among.find(
      (node): node is CampaignNode =>
        node.kind === 'campaign' && node.open.api === open.api && node.campaign.id === campaignId,
    );
  }
}

async function locateContact(
  tree: CampaignTree,
  campaign: CampaignNode,
  { open, campaignId, position }: ContactPlace,
  signal: AbortSignal,
): Promise<ContactNode | undefined> {
  const pages = open.cache.contactsOf(campaignId);
  const options = { signal, priority: 'click' } as const;
  const { limit, totalPages } = pages.shape ?? (await pages.get(1, options));
  const page = Math.ceil(position / limit);
  if (page > totalPages) return undefined;
  // A filter shows only contacts that are loaded.
  await pages.get(page, options);
  const nodes = await rowsOnPage(tree, await childrenOf(tree, campaign, signal), page, signal);
  return nodes.find((node): node is ContactNode => node.kind === 'contact' && node.position === position);
}

/** The rows of a page of a list, below the ranges that lead to it; `nodes` themselves where they have no ranges. */
async function rowsOnPage(
  tree: CampaignTree,
  nodes: readonly TreeNode[],
  page: number,
  signal: AbortSignal,
): Promise<readonly TreeNode[]> {
  const range = nodes.find(
    (node) => node.kind === 'range' && page >= node.range.firstPage && page <= node.range.lastPage,
  );
  return range ? rowsOnPage(tree, await childrenOf(tree, range, signal), page, signal) : nodes;
}

function childrenOf(
  tree: CampaignTree,
  node: TreeNode | undefined,
  signal: AbortSignal,
): Promise<readonly TreeNode[]> {
  return orAborted(tree.childrenOf(node), signal);
}
