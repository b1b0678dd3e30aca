import * as vscode from 'vscode';
import type { OpenConnection } from '../connections/connections.ts';
import type { CampaignTree } from './campaignTree.ts';
import {
  campaignPages,
  type CampaignNode,
  type ContactNode,
  type RangeNode,
  type TreeNode,
} from './nodes.ts';

/** A contact by the place where the side bar has it. */
export interface ContactPlace {
  readonly open: OpenConnection;
  readonly campaignId: string;
  /** Counted from 1 over the whole campaign. */
  readonly position: number;
}

/**
 * Selects a contact in the side bar, in its range. Asks only for pages that are not here.
 * @returns its node, or undefined where the side bar does not show it: a filter hides it, or the list has changed
 * @throws what loading a page throws
 */
export async function revealContact(
  tree: CampaignTree,
  view: vscode.TreeView<TreeNode>,
  place: ContactPlace,
): Promise<ContactNode | undefined> {
  const campaign = await find<CampaignNode>(tree, await tree.childrenOf(), (node) =>
    campaignStep(node, place),
  );
  const contact =
    campaign &&
    (await find<ContactNode>(tree, await tree.childrenOf(campaign), (node) => contactStep(node, place)));
  if (contact) await view.reveal(contact, { select: true, focus: false });
  return contact;
}

/** The same, and a word to the person where the side bar does not show it. */
export async function revealOrTell(
  tree: CampaignTree,
  view: vscode.TreeView<TreeNode>,
  place: ContactPlace,
): Promise<void> {
  if (await revealContact(tree, view, place)) return;
  void vscode.window.showInformationMessage(
    'The side bar does not show this contact: a filter hides it, or the list has changed since.',
  );
}

/** What a node is on the way to what is looked for. */
type Step<Found> = Found | 'below' | 'elsewhere';

async function find<Found extends TreeNode>(
  tree: CampaignTree,
  nodes: readonly TreeNode[],
  step: (node: TreeNode) => Step<Found> | Promise<Step<Found>>,
): Promise<Found | undefined> {
  for (const node of nodes) {
    const found = await step(node);
    if (found === 'below') return find(tree, await tree.childrenOf(node), step);
    if (found !== 'elsewhere') return found;
  }
  return undefined;
}

async function campaignStep(node: TreeNode, { open, campaignId }: ContactPlace): Promise<Step<CampaignNode>> {
  switch (node.kind) {
    case 'connection':
      return node.open.api === open.api ? 'below' : 'elsewhere';
    case 'range':
      return node.owner.open.api === open.api && (await hasCampaign(node, campaignId))
        ? 'below'
        : 'elsewhere';
    case 'campaign':
      return node.open.api === open.api && node.campaign.id === campaignId ? node : 'elsewhere';
    default:
      return 'elsewhere';
  }
}

/** Whether the campaign is on one of the pages of a range that are here. */
async function hasCampaign({ owner, range }: RangeNode, campaignId: string): Promise<boolean> {
  if (owner.kind !== 'connection') return false;
  const pages = campaignPages(owner);
  for (const number of pages.numbers.filter((one) => isIn(one, range))) {
    const page = await pages.peek(number);
    if (page?.items.some(({ id }) => id === campaignId)) return true;
  }
  return false;
}

function contactStep(node: TreeNode, { open, campaignId, position }: ContactPlace): Step<ContactNode> {
  if (node.kind === 'contact') return node.position === position ? node : 'elsewhere';
  if (node.kind !== 'range') return 'elsewhere';
  const limit = open.cache.contactsOf(campaignId).shape?.limit ?? 1;
  return isIn(Math.ceil(position / limit), node.range) ? 'below' : 'elsewhere';
}

function isIn(page: number, { firstPage, lastPage }: { firstPage: number; lastPage: number }): boolean {
  return page >= firstPage && page <= lastPage;
}
