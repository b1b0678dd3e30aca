import * as vscode from 'vscode';
import { checkHere } from '../contacts/campaignFilter.ts';
import type { Pages } from '../contacts/pages.ts';
import type { AskOptions } from '../contacts/sharedRequest.ts';
import { grouped, quantity } from '../contacts/quantity.ts';
import { rangesBelow } from '../contacts/ranges.ts';
import type { Campaign, Contact, Page } from '../kore/shapes.ts';
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

interface ShownList {
  owner: ListNode;
  /** Undefined after a refresh, until the ranges are made again. */
  totalPages: number | undefined;
}

/** The rows of the lists in the tree, made of pages that are here, else of those that are asked for. */
export class Lists implements vscode.Disposable {
  private readonly grown = new vscode.EventEmitter<ListNode>();
  /** A list has more or fewer pages than the ranges that are shown. Showing them again requests nothing. */
  readonly onDidGrow = this.grown.event;
  /** What is shown of the lists: how many pages each had when its ranges were made. */
  private readonly shown = new WeakMap<object, ShownList>();

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
    this.watch(owner, totalPages);
    const whole = { firstPage: 1, lastPage: totalPages };
    if (totalPages === 1) return this.rowsOn(1, owner, parent, signal);
    return rangesBelow(whole).map((range) => rangeNode(parent, owner, range));
  }

  async inRange(node: RangeNode, signal: AbortSignal): Promise<TreeNode[]> {
    const { range, owner } = node;
    if (range.firstPage < range.lastPage)
      return rangesBelow(range).map((below) => rangeNode(node, owner, below));
    return this.rowsOn(range.firstPage, owner, node, signal);
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

  /** From now on, tells when the list has another number of pages, whichever part of the extension learns of it. */
  private watch(owner: ListNode, totalPages: number): void {
    const pages: Pages<Campaign> | Pages<Contact> = pagesOf(owner);
    const shown = this.shown.get(pages);
    if (shown) {
      Object.assign(shown, { owner, totalPages });
      return;
    }
    const list: ShownList = { owner, totalPages };
    this.shown.set(pages, list);
    pages.listen(({ what }) => {
      const now = pages.shape?.totalPages;
      if (what === 'forgotten') list.totalPages = undefined;
      if (list.totalPages === undefined || now === list.totalPages) return;
      list.totalPages = now;
      setImmediate(() => this.grown.fire(list.owner));
    });
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
