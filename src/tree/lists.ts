import * as vscode from 'vscode';
import { checkHere } from '../contacts/campaignFilter.ts';
import type { AskOptions } from '../contacts/pages.ts';
import { grouped, quantity } from '../contacts/quantity.ts';
import { rangesBelow } from '../contacts/ranges.ts';
import type { Contact, Page } from '../kore/shapes.ts';
import { filteredRows } from './filteredRows.ts';
import { matchingCampaigns } from './matchingCampaigns.ts';
import {
  campaignNodes,
  campaignPages,
  contactNodes,
  noticeNode,
  pagesOf,
  rangeNode,
  type CampaignNode,
  type ConnectionNode,
  type ListNode,
  type RangeNode,
  type TreeNode,
} from './nodes.ts';
import type { ViewHead } from './viewHead.ts';

/** The rows of the lists in the tree, made of pages that are here, else of those that are asked for. */
export class Lists implements vscode.Disposable {
  private readonly grown = new vscode.EventEmitter<ListNode>();
  /** A page told that its list has more or fewer pages than the ranges that are shown. Showing them anew asks for nothing. */
  readonly onDidGrow = this.grown.event;
  /** How many pages a list had when its ranges were made. */
  private readonly pagesShown = new Map<string, number>();

  constructor(private readonly head: ViewHead) {}

  /**
   * The campaigns of a connection that pass its filter.
   * @param parent undefined where they are the roots of the tree
   * @throws IncompleteRows when some pages of the list can't be read, or what loading a page throws
   */
  async campaigns(
    owner: ConnectionNode,
    parent: TreeNode | undefined,
    signal: AbortSignal,
  ): Promise<TreeNode[]> {
    const passes = checkHere(owner.filter);
    if (!passes) return this.listed(owner, parent, signal);
    const { rows } = await this.head.during(owner, (report) =>
      matchingCampaigns(owner, parent, passes, signal, report),
    );
    return rows;
  }

  /** The contacts below a campaign, those that pass its filter where it has one. */
  contacts(owner: CampaignNode, signal: AbortSignal): Promise<TreeNode[]> {
    const filtered = owner.open.cache.filtered(owner.campaign.id);
    return filtered ? filteredRows(owner, filtered) : this.listed(owner, owner, signal);
  }

  /** The first level of a list: its rows where it has one page, else ranges. */
  async listed(owner: ListNode, parent: TreeNode | undefined, signal: AbortSignal): Promise<TreeNode[]> {
    const pages = pagesOf(owner);
    const first = await pages.get(1, asking(owner, signal));
    // A page that came later may know better than the first one.
    const { totalPages } = pages.shape ?? first;
    this.pagesShown.set(owner.id, totalPages);
    const whole = { firstPage: 1, lastPage: totalPages };
    if (totalPages === 1) return this.rowsOn(1, owner, parent, signal);
    return rangesBelow(whole).map((range) => rangeNode(parent, owner, range));
  }

  async inRange(node: RangeNode, signal: AbortSignal): Promise<TreeNode[]> {
    const { range, owner } = node;
    if (range.firstPage < range.lastPage)
      return rangesBelow(range).map((below) => rangeNode(node, owner, below));
    const rows = await this.rowsOn(range.firstPage, owner, node, signal);
    this.noticeGrowth(owner);
    return rows;
  }

  dispose(): void {
    this.grown.dispose();
  }

  private async rowsOn(
    number: number,
    owner: ListNode,
    parent: TreeNode | undefined,
    signal: AbortSignal,
  ): Promise<TreeNode[]> {
    if (owner.kind === 'connection')
      return campaignNodes(parent, owner, await campaignPages(owner).get(number, asking(owner, signal)));
    const page = await owner.open.cache.contactsOf(owner.campaign.id).get(number, asking(owner, signal));
    const rows = contactNodes(parent ?? owner, owner, page);
    const saidOfList = aboutRows(page);
    return saidOfList === undefined
      ? rows
      : [...rows, noticeNode(parent ?? owner, { about: 'list', text: saidOfList })];
  }

  private noticeGrowth(owner: ListNode): void {
    const totalPages = pagesOf(owner).shape?.totalPages;
    if (totalPages === undefined || totalPages === this.pagesShown.get(owner.id)) return;
    this.pagesShown.set(owner.id, totalPages);
    setImmediate(() => this.grown.fire(owner));
  }
}

/** A page of contacts that is under way will be wanted again, whatever becomes of the list of campaigns. */
function asking(owner: ListNode, signal: AbortSignal): AskOptions {
  return { priority: 'click', signal: owner.kind === 'connection' ? signal : undefined };
}

/** What is to be said where a page's rows are not what its totals promise. */
function aboutRows({ items, page, limit, totalResults }: Page<Contact>): string | undefined {
  const promised = Math.min(limit, Math.max(0, (totalResults ?? 0) - (page - 1) * limit));
  if (items.length < promised) {
    return `Kore.ai reports ${quantity(promised, 'contact')} here, but sent ${grouped(items.length)}`;
  }
  return items.length === 0 ? 'No contacts' : undefined;
}
