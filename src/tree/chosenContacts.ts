import { passes } from '../contacts/contactFilter.ts';
import type { Contact } from '../kore/shapes.ts';
import type { CampaignNode, ContactNode, RangeNode, TreeNode } from './nodes.ts';

/** A node that stands for contacts. */
export type ContactsNode = CampaignNode | ContactNode | (RangeNode & { readonly owner: CampaignNode });

/**
 * What is chosen when a command is run: the whole selection when the clicked row is part of it, else the clicked row; without one
 * (palette, keyboard) the selection.
 */
export function chosenNodes(
  clicked: TreeNode | undefined,
  clickedSelection: readonly TreeNode[] | undefined,
  selection: readonly TreeNode[],
): readonly TreeNode[] {
  if (!clicked) return selection;
  return clickedSelection?.includes(clicked) ? clickedSelection : [clicked];
}

/** The nodes that stand for contacts, none of them inside another, by campaign and within it in the order of the list. */
export function contactsNodes(chosen: readonly TreeNode[]): readonly ContactsNode[] {
  const nodes = chosen.filter(standsForContacts);
  const ids = new Set(nodes.map(({ id }) => id));
  const outermost = nodes.filter((node) => !ancestors(node).some(({ id }) => ids.has(id)));
  const campaigns = [...new Set(outermost.map((node) => campaignOf(node).id))];
  const place = (node: ContactsNode) => campaigns.indexOf(campaignOf(node).id);
  return outermost.sort((a, b) => place(a) - place(b) || firstRow(a) - firstRow(b));
}

/** Those of a node's contacts that the filter of its campaign lets pass: all, where it has none. */
export function contactsPassing(node: ContactsNode, contacts: readonly Contact[]): readonly Contact[] {
  const { open, campaign } = campaignOf(node);
  const filter = open.cache.filtered(campaign.id)?.filter;
  return filter ? contacts.filter((contact) => passes(contact, filter)) : contacts;
}

/** Whether the campaign of a node shows only some of its contacts. */
export function isFiltered(node: ContactsNode): boolean {
  const { open, campaign } = campaignOf(node);
  return open.cache.filtered(campaign.id) !== undefined;
}

/** How many pages nodes stand for, and how many of them are not here yet; one each where nothing is known of the campaign. */
export function pagesToRead(nodes: readonly ContactsNode[]): {
  readonly all: number;
  readonly missing: number;
} {
  const counts = nodes.map(pagesOfNode);
  const sum = (part: 'all' | 'missing') => counts.reduce((total, count) => total + count[part], 0);
  return { all: sum('all'), missing: sum('missing') };
}

function pagesOfNode(node: ContactsNode): { readonly all: number; readonly missing: number } {
  if (node.kind === 'contact') return { all: 0, missing: 0 };
  const { open, campaign } = campaignOf(node);
  const pages = open.cache.contactsOf(campaign.id);
  if (!pages.shape) return { all: 1, missing: 1 };
  const range = node.kind === 'range' ? node.range : { firstPage: 1, lastPage: pages.shape.totalPages };
  const all = Math.min(range.lastPage, pages.shape.totalPages) - range.firstPage + 1;
  return { all: Math.max(0, all), missing: pages.missingIn(range) };
}

/** The campaign that a node is, or is part of. */
export function campaignOf(node: ContactsNode): CampaignNode {
  return node.kind === 'campaign' ? node : node.owner;
}

function standsForContacts(node: TreeNode): node is ContactsNode {
  switch (node.kind) {
    case 'contact':
      return true;
    case 'campaign':
      return node.campaign.id !== '';
    case 'range':
      return node.owner.kind === 'campaign';
    default:
      return false;
  }
}

function ancestors({ parent }: TreeNode): TreeNode[] {
  return parent ? [parent, ...ancestors(parent)] : [];
}

function firstRow(node: ContactsNode): number {
  if (node.kind === 'contact') return node.position;
  if (node.kind === 'campaign') return 0;
  return (
    (node.range.firstPage - 1) *
      (node.owner.open.cache.contactsOf(node.owner.campaign.id).shape?.limit ?? 1) +
    1
  );
}
