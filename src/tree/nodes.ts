import { connectionKey } from '../connections/connection.ts';
import type { OpenConnection } from '../connections/opened.ts';
import { queryOf, type CampaignFilter } from '../contacts/campaignFilter.ts';
import type { PageRange } from '../contacts/ranges.ts';
import type { Pages } from '../contacts/pages.ts';
import type { Campaign, Contact, Page } from '../kore/shapes.ts';

/**
 * What the tree is made of. `id` is unique in the whole tree and the same after a refresh: VS Code keeps expansion and selection by it.
 * No contact has a sure id, so a contact's is its place: page and row.
 */
interface NodeBase {
  readonly id: string;
  readonly parent: TreeNode | undefined;
}

/** A Kore.ai app; a root of the tree when there are several. */
export interface ConnectionNode extends NodeBase {
  readonly kind: 'connection';
  readonly open: OpenConnection;
  /** Where it signs in with a ready-made token that says so: when that ends, in milliseconds since the epoch. */
  readonly tokenEnd?: number | undefined;
  /** Which of its campaigns are shown. */
  readonly filter: CampaignFilter;
}

export interface CampaignNode extends NodeBase {
  readonly kind: 'campaign';
  readonly open: OpenConnection;
  readonly campaign: Campaign;
}

/** A node whose children are a paged list. */
export type ListNode = ConnectionNode | CampaignNode;

/** Some pages of a list that has more than one. */
export interface RangeNode extends NodeBase {
  readonly kind: 'range';
  readonly owner: ListNode;
  readonly range: PageRange;
}

export interface ContactNode extends NodeBase {
  readonly kind: 'contact';
  readonly owner: CampaignNode;
  /** Counted from 1 over the whole campaign. */
  readonly position: number;
  readonly contact: Contact;
  /** Milliseconds since the epoch. */
  readonly fetchedAt: number;
}

/** A row that says something instead of showing something: a failure, nothing there, what to do next. */
export interface NoticeNode extends NodeBase {
  readonly kind: 'notice';
  readonly notice:
    | { readonly about: 'failed'; readonly error: Error; readonly open: OpenConnection }
    | { readonly about: 'token'; readonly end: number; readonly open: OpenConnection }
    | { readonly about: 'filter'; readonly text: string; readonly missingPages: number }
    | { readonly about: 'settings' | 'list' | 'campaignFilter'; readonly text: string };
}

export type TreeNode = ConnectionNode | CampaignNode | RangeNode | ContactNode | NoticeNode;

/** The pages behind a list node. A campaign without an id has none, and no list node is made of it. */
export function pagesOf(owner: ListNode): Pages<Campaign> | Pages<Contact> {
  return owner.kind === 'connection' ? campaignPages(owner) : owner.open.cache.contactsOf(owner.campaign.id);
}

/** The pages of what the service is asked for; of it, a filter may let through only some. */
export function campaignPages({ open, filter }: ConnectionNode): Pages<Campaign> {
  return open.cache.campaigns(queryOf(filter));
}

/** The connection that a node belongs to; undefined for what is said of the settings or of a list. */
export function connectionOf(node: TreeNode): OpenConnection | undefined {
  switch (node.kind) {
    case 'connection':
    case 'campaign':
      return node.open;
    case 'range':
    case 'contact':
      return node.owner.open;
    case 'notice':
      return 'open' in node.notice ? node.notice.open : undefined;
  }
}

export function connectionNode(
  open: OpenConnection,
  filter: CampaignFilter,
  tokenEnd?: number,
): ConnectionNode {
  return {
    kind: 'connection',
    id: connectionKey(open.connection),
    parent: undefined,
    open,
    filter,
    tokenEnd,
  };
}

/** @param parent the list or a wider range, or undefined where the ranges are the roots of the tree */
export function rangeNode(parent: TreeNode | undefined, owner: ListNode, range: PageRange): RangeNode {
  return { kind: 'range', id: `${(parent ?? owner).id}/from page ${range.firstPage}`, parent, owner, range };
}

/** The campaigns on one page; `parent` is the connection or a range, or undefined where they are the roots of the tree. */
export function campaignNodes(
  parent: TreeNode | undefined,
  owner: ConnectionNode,
  page: Page<Campaign>,
): CampaignNode[] {
  const seen = new Set<string>();
  return page.items.map((campaign, index) => {
    // No id of a server may pass for that of another node.
    const name = encodeURIComponent(campaign.id.toWellFormed());
    const isRepeat = name === '' || seen.has(name);
    seen.add(name);
    const id = `${owner.id}/page ${page.page}/${isRepeat ? `row ${index}` : name}`;
    return { kind: 'campaign', id, parent, open: owner.open, campaign };
  });
}

/** The contacts on one page; `parent` is the campaign or a range. The ids are the same below both. */
export function contactNodes(parent: TreeNode, owner: CampaignNode, page: Page<Contact>): ContactNode[] {
  return page.items.map((contact, index) => ({
    kind: 'contact',
    id: `${owner.id}/page ${page.page}/row ${index}`,
    parent,
    owner,
    position: (page.page - 1) * page.limit + index + 1,
    contact,
    fetchedAt: page.fetchedAt,
  }));
}

/** @param place tells apart the notices of one parent */
export function noticeNode(
  parent: TreeNode | undefined,
  notice: NoticeNode['notice'],
  place = 0,
): NoticeNode {
  return { kind: 'notice', id: `${parent?.id ?? ''}/notice ${place}`, parent, notice };
}
