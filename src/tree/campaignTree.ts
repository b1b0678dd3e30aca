import * as vscode from 'vscode';
import type { Connection } from '../connections/connection.ts';
import type { Connections } from '../connections/connections.ts';
import { onDidChangeMasking } from '../connections/settings.ts';
import type { ContactFilter } from '../contacts/contactFilter.ts';
import { rangesBelow } from '../contacts/ranges.ts';
import { grouped, quantity } from '../contacts/quantity.ts';
import { asError, isNotSignedIn } from '../kore/errors.ts';
import type { Contact, Page } from '../kore/shapes.ts';
import { filteredRows } from './filteredRows.ts';
import {
  campaignNodes,
  connectionNode,
  contactNodes,
  noticeNode,
  pagesOf,
  rangeNode,
  type CampaignNode,
  type ConnectionNode,
  type ListNode,
  type NoticeNode,
  type RangeNode,
  type TreeNode,
} from './nodes.ts';
import { treeItem, tooltip } from './treeItems.ts';

/** What the view as a whole shows; the welcome views of package.json go by it. */
type ViewState = 'noConnection' | 'notSignedIn' | 'tokenNeeded' | 'noCampaigns' | 'browsing';

/** In ms: Node takes a longer time for none at all. */
const longestTimer = 2 ** 31 - 1;

/** The side bar: campaigns, and below them their contacts by the page. A page is asked for when the node that shows it is opened. */
export class CampaignTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;

  /**
   * What could not be loaded, by node id; kept so that a node that failed is not asked for again until a person wants it. Another map
   * after each refresh, so that what began before it fails into the old one.
   */
  private failures = new Map<string, Error>();
  /** How many pages a list had when its ranges were made. */
  private readonly pagesShown = new Map<string, number>();
  /** How often the roots were asked for: only the latest answer tells the state of the view. */
  private rootsAsked = 0;
  /** The campaigns whose contacts were shown: VS Code knows a node as the very object that it was given last. */
  private readonly campaignsShown = new Map<string, CampaignNode>();
  private readonly soon = new Map<string, NodeJS.Timeout>();
  private tokenTimer: NodeJS.Timeout | undefined;
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly connections: Connections,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscription = vscode.Disposable.from(
      connections.onDidChange(() => this.showAnew()),
      onDidChangeMasking(() => this.changed.fire(undefined)),
    );
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItem(node);
  }

  /** VS Code asks for a tooltip when the pointer rests on a row, so that a page of rows does not pay for a hundred of them. */
  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    item.tooltip = tooltip(node);
    return item;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (!node) return this.roots();
    switch (node.kind) {
      case 'connection':
        return this.guarded(node, node, () => this.campaignsOf(node));
      case 'campaign':
        this.campaignsShown.set(node.id, node);
        return this.guarded(node, node, () => this.contactsBelow(node));
      case 'range':
        return this.guarded(node, node, () => this.inRange(node));
      case 'contact':
      case 'notice':
        return [];
    }
  }

  /** Everything that is open is loaded anew, what is closed is loaded when it is opened. */
  refresh(): void {
    for (const connection of this.connections.list) this.connections.open(connection).cache.forget();
    this.showAnew();
  }

  /** The same for one connection. */
  refreshConnection(node: ConnectionNode): void {
    node.open.cache.forget();
    this.forgetFailuresBelow(node);
    this.changed.fire(node);
  }

  /**
   * The same for one campaign, whose own status is asked for too.
   * @throws KoreError when the status cannot be had; the contacts are loaded anew all the same
   */
  async refreshCampaign(node: CampaignNode): Promise<void> {
    const { open, campaign } = node;
    pagesOf(node).forget();
    this.forgetFailuresBelow(node);
    this.changed.fire(node);
    const { signal } = new AbortController();
    const { status, name } = await open.api.campaignStatus(campaign.id, {
      signal,
      turn: { priority: 'click' },
    });
    open.cache.amendCampaigns((one) =>
      one.id === campaign.id ? { ...one, status: status || one.status, name: name || one.name } : one,
    );
    this.changed.fire(node.parent);
  }

  /** Asks again for what a row says has failed. */
  retry({ parent }: NoticeNode): void {
    if (parent) this.forgetFailuresBelow(parent);
    else this.failures = new Map();
    this.changed.fire(parent);
  }

  /** Shows only those contacts of a campaign that pass the filter, as far as they are here; with undefined, all again. */
  filterContacts(node: CampaignNode, filter: ContactFilter | undefined): void {
    node.open.cache.filter(node.campaign.id, filter, () => this.showSoon(node.id));
    this.campaignsShown.set(node.id, node);
    this.changed.fire(node);
  }

  dispose(): void {
    for (const timer of this.soon.values()) clearTimeout(timer);
    clearTimeout(this.tokenTimer);
    this.subscription.dispose();
    this.changed.dispose();
  }

  private showAnew(): void {
    this.failures = new Map();
    this.changed.fire(undefined);
  }

  /** Not with each page that arrives: nobody reads so fast. */
  private showSoon(campaignNodeId: string): void {
    if (this.soon.has(campaignNodeId)) return;
    const show = () => {
      this.soon.delete(campaignNodeId);
      const node = this.campaignsShown.get(campaignNodeId);
      if (node) this.changed.fire(node);
    };
    this.soon.set(campaignNodeId, setTimeout(show, 500));
  }

  private contactsBelow(node: CampaignNode): Promise<TreeNode[]> {
    const filtered = node.open.cache.filtered(node.campaign.id);
    return filtered ? filteredRows(node, filtered) : this.listed(node, node);
  }

  private forgetFailuresBelow({ id }: TreeNode): void {
    const others = [...this.failures].filter(([failed]) => failed !== id && !failed.startsWith(`${id}/`));
    this.failures = new Map(others);
  }

  private async roots(): Promise<TreeNode[]> {
    const asked = ++this.rootsAsked;
    const { list, problems } = this.connections;
    const notices = problems.map((text, index) =>
      noticeNode(undefined, { about: 'settings', text }, index + 1),
    );
    const owners = await Promise.all(list.map((connection) => this.connectionNode(connection)));
    this.watchTokens(owners);
    const [only] = owners;
    if (!only) return this.rootsIn(asked, 'noConnection', notices);
    if (owners.length > 1) return this.rootsIn(asked, 'browsing', [...notices, ...owners]);
    const campaigns = await this.guarded(only, undefined, () => this.listed(only, undefined));
    if (isNotSignedIn(this.failures.get(only.id)) && notices.length === 0)
      return this.rootsIn(asked, only.open.connection.signIn === 'token' ? 'tokenNeeded' : 'notSignedIn', []);
    if (campaigns.length === 0) return this.rootsIn(asked, 'noCampaigns', notices);
    const { open, tokenEnd: end } = only;
    // Where connections are rows, theirs tell it.
    if (end !== undefined && !this.failures.has(only.id))
      notices.push(noticeNode(undefined, { about: 'token', end, open }));
    return this.rootsIn(asked, 'browsing', [...notices, ...campaigns]);
  }

  private async connectionNode(connection: Connection): Promise<ConnectionNode> {
    return connectionNode(this.connections.open(connection), await this.connections.tokenEnd(connection));
  }

  /** Shows the roots anew, from what is here, when the next token ends. */
  private watchTokens(owners: readonly ConnectionNode[]): void {
    clearTimeout(this.tokenTimer);
    const waits = owners.map(({ tokenEnd = 0 }) => tokenEnd - Date.now()).filter((wait) => wait > 0);
    const wait = Math.min(...waits);
    if (wait <= longestTimer) this.tokenTimer = setTimeout(() => this.changed.fire(undefined), wait);
  }

  /** Where the tree is empty, a welcome view takes its place; which one, says the state. */
  private async rootsIn(asked: number, state: ViewState, nodes: TreeNode[]): Promise<TreeNode[]> {
    if (asked !== this.rootsAsked) return nodes;
    await vscode.commands.executeCommand('setContext', 'koreCampaigns.state', state);
    return nodes;
  }

  private async campaignsOf(owner: ConnectionNode): Promise<TreeNode[]> {
    const nodes = await this.listed(owner, owner);
    return nodes.length > 0 ? nodes : [noticeNode(owner, { about: 'list', text: 'No voice campaigns' })];
  }

  /** The first level of a list: its rows where it has one page, else ranges. */
  private async listed(owner: ListNode, parent: TreeNode | undefined): Promise<TreeNode[]> {
    const pages = pagesOf(owner);
    const first = await pages.get(1, { priority: 'click' });
    // A page that came later may know better than the first one.
    const { totalPages } = pages.shape ?? first;
    this.pagesShown.set(owner.id, totalPages);
    const whole = { firstPage: 1, lastPage: totalPages };
    if (totalPages === 1) return this.rowsOn(1, owner, parent);
    return rangesBelow(whole).map((range) => rangeNode(parent, owner, range));
  }

  private async inRange(node: RangeNode): Promise<TreeNode[]> {
    const { range, owner } = node;
    if (range.firstPage < range.lastPage)
      return rangesBelow(range).map((below) => rangeNode(node, owner, below));
    const rows = await this.rowsOn(range.firstPage, owner, node);
    this.showGrowth(owner);
    return rows;
  }

  private async rowsOn(number: number, owner: ListNode, parent: TreeNode | undefined): Promise<TreeNode[]> {
    if (owner.kind === 'connection') {
      const page = await owner.open.cache.campaigns.get(number, { priority: 'click' });
      return campaignNodes(parent, owner, page);
    }
    const page = await owner.open.cache.contactsOf(owner.campaign.id).get(number, { priority: 'click' });
    const rows = contactNodes(parent ?? owner, owner, page);
    const saidOfList = aboutRows(page);
    return saidOfList === undefined
      ? rows
      : [...rows, noticeNode(parent ?? owner, { about: 'list', text: saidOfList })];
  }

  /** A page may tell that its list has more or fewer pages than the ranges that are shown. Showing them anew asks for nothing. */
  private showGrowth(owner: ListNode): void {
    const totalPages = pagesOf(owner).shape?.totalPages;
    if (totalPages === undefined || totalPages === this.pagesShown.get(owner.id)) return;
    this.pagesShown.set(owner.id, totalPages);
    const shown = owner.kind === 'connection' && this.connections.list.length === 1 ? undefined : owner;
    setImmediate(() => this.changed.fire(shown));
  }

  /** @param shown the node under which the failure is told; undefined for the root of the tree */
  private async guarded(
    node: ListNode | RangeNode,
    shown: TreeNode | undefined,
    load: () => Promise<TreeNode[]>,
  ): Promise<TreeNode[]> {
    const { open } = node.kind === 'range' ? node.owner : node;
    const { failures } = this;
    const failed = failures.get(node.id);
    if (failed) return [noticeNode(shown, { about: 'failed', error: failed, open })];
    try {
      return await load();
    } catch (reason) {
      const error = asError(reason);
      if (isNotSignedIn(error)) this.log.info(error.message);
      else this.log.error(error.message);
      failures.set(node.id, error);
      return [noticeNode(shown, { about: 'failed', error, open })];
    }
  }
}

/** What is to be said where a page's rows are not what its totals promise. */
function aboutRows({ items, page, limit, totalResults }: Page<Contact>): string | undefined {
  const promised = Math.min(limit, Math.max(0, (totalResults ?? 0) - (page - 1) * limit));
  if (items.length < promised) {
    return `Kore.ai reports ${quantity(promised, 'contact')} here, but sent ${grouped(items.length)}`;
  }
  return items.length === 0 ? 'No contacts' : undefined;
}
