import * as vscode from 'vscode';
import type { Connection } from '../connections/connection.ts';
import type { Connections } from '../connections/connections.ts';
import type { OpenConnection } from '../connections/opened.ts';
import { onDidChangeMasking } from '../connections/settings.ts';
import { hidesCampaigns, isOn } from '../contacts/campaignFilter.ts';
import type { ContactFilter } from '../contacts/contactFilter.ts';
import { isNotSignedIn } from '../kore/errors.ts';
import type { ActiveFilter } from './activeFilter.ts';
import { Failures } from './failures.ts';
import { Lists } from './lists.ts';
import {
  connectionNode,
  noticeNode,
  pagesOf,
  type CampaignNode,
  type ConnectionNode,
  type ListNode,
  type NoticeNode,
  type RangeNode,
  type TreeNode,
} from './nodes.ts';
import { TokenWatch } from './tokenWatch.ts';
import { treeItem, tooltip } from './treeItems.ts';
import type { ViewHead } from './viewHead.ts';

/** What the view as a whole shows; the welcome views of package.json go by it. */
type ViewState = 'noConnection' | 'notSignedIn' | 'tokenNeeded' | 'noCampaigns' | 'noMatch' | 'browsing';

/** The side bar: campaigns, and below them their contacts by the page. A page is asked for when the node that shows it is opened. */
export class CampaignTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;

  private readonly failures: Failures;
  private readonly lists: Lists;
  /** How often the roots were asked for: only the latest answer tells the state of the view. */
  private rootsAsked = 0;
  /** Aborted when all is shown anew: VS Code asks for the new campaigns only once it was answered about the old ones. */
  private loading = new AbortController();
  /** The campaigns whose contacts were shown: VS Code knows a node as the very object that it was given last. */
  private readonly campaignsShown = new Map<string, CampaignNode>();
  private readonly soon = new Map<string, NodeJS.Timeout>();
  private readonly tokens = new TokenWatch(() => this.changed.fire(undefined));
  private readonly toDispose: vscode.Disposable;

  constructor(
    private readonly connections: Connections,
    private readonly filter: ActiveFilter,
    private readonly head: ViewHead,
    log: vscode.LogOutputChannel,
  ) {
    this.failures = new Failures(log);
    this.lists = new Lists(head);
    this.toDispose = vscode.Disposable.from(
      this.changed,
      this.lists,
      this.tokens,
      this.lists.onDidGrow((owner) => this.changed.fire(this.shownAs(owner))),
      connections.onDidChange(() => this.showAnew()),
      filter.onDidChange(() => this.showAnew()),
      onDidChangeMasking(() => this.changed.fire(undefined)),
    );
  }

  /** Whether the campaign filter may hide a campaign. */
  get hidesCampaigns(): boolean {
    return hidesCampaigns(this.filter.value);
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

  /** Called by VS Code, for which a row is the object that it was given here. */
  getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node?.kind === 'campaign') this.campaignsShown.set(node.id, node);
    return this.childrenOf(node);
  }

  /** The same rows, for who looks for one of them and shows none. */
  async childrenOf(node?: TreeNode): Promise<TreeNode[]> {
    if (!node) return this.roots();
    switch (node.kind) {
      case 'connection':
        return this.belowConnection(node);
      case 'campaign':
        return this.guarded(node, node, (signal) => this.lists.contacts(node, signal));
      case 'range':
        return this.guarded(node, node, (signal) => this.lists.inRange(node, signal));
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
    this.failures.forgetBelow(node);
    this.changed.fire(node);
  }

  /**
   * The same for one campaign, whose own status is asked for too.
   * @throws KoreError when the status cannot be had; the contacts are loaded anew all the same
   */
  async refreshCampaign(node: CampaignNode): Promise<void> {
    const { open, campaign } = node;
    pagesOf(node).forget();
    this.failures.forgetBelow(node);
    this.changed.fire(node);
    const { signal } = new AbortController();
    const status = await open.api.campaignStatus(campaign.id, { signal, turn: { priority: 'click' } });
    open.cache.amendStatus(campaign.id, status);
    this.changed.fire(node.parent);
  }

  /** Shows what has become known of a campaign by itself. Asks for nothing. @param what of it is new */
  follow({ cache }: OpenConnection, campaignId: string, what: 'status' | 'contacts'): void {
    if (what === 'status') {
      this.changed.fire(undefined);
      return;
    }
    for (const { id, open, campaign } of this.campaignsShown.values()) {
      if (open.cache === cache && campaign.id === campaignId) this.showSoon(id);
    }
  }

  /** Asks again for what a row says has failed. */
  retry({ parent }: NoticeNode): void {
    if (parent) this.failures.forgetBelow(parent);
    else this.failures.forget();
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
    this.toDispose.dispose();
  }

  private showAnew(): void {
    this.loading.abort();
    this.loading = new AbortController();
    this.failures.forget();
    this.head.forget();
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

  private async roots(): Promise<TreeNode[]> {
    const asked = ++this.rootsAsked;
    const { signal } = this.loading;
    const { list, problems } = this.connections;
    const notices = problems.map((text, index) =>
      noticeNode(undefined, { about: 'settings', text }, index + 1),
    );
    const owners = await Promise.all(list.map((connection) => this.connectionNode(connection)));
    this.tokens.watch(owners);
    const [only] = owners;
    if (!only) return this.rootsIn(asked, 'noConnection', notices);
    if (owners.length > 1) return this.rootsIn(asked, 'browsing', [...notices, ...owners]);
    const campaigns = await this.campaignsOf(only, undefined);
    // Overtaken: what is to be shown now is the answer.
    if (signal.aborted) return this.roots();
    if (isNotSignedIn(this.failures.of(only)) && notices.length === 0)
      return this.rootsIn(asked, only.open.connection.signIn === 'token' ? 'tokenNeeded' : 'notSignedIn', []);
    const { open, tokenEnd: end } = only;
    // Where connections are rows, theirs tell it.
    if (end !== undefined && campaigns.length > 0 && !this.failures.of(only))
      notices.push(noticeNode(undefined, { about: 'token', end, open }));
    if (campaigns.length > 0) return this.rootsIn(asked, 'browsing', [...notices, ...campaigns]);
    if (notices.length > 0) return this.rootsIn(asked, 'browsing', [...notices, nothingIn(only, undefined)]);
    return this.rootsIn(asked, isOn(only.filter) ? 'noMatch' : 'noCampaigns', []);
  }

  private async connectionNode(connection: Connection): Promise<ConnectionNode> {
    const end = await this.connections.tokenEnd(connection);
    return connectionNode(this.connections.open(connection), this.filter.value, end);
  }

  /** Where the tree is empty, a welcome view takes its place; which one, says the state. */
  private async rootsIn(asked: number, state: ViewState, nodes: TreeNode[]): Promise<TreeNode[]> {
    if (asked !== this.rootsAsked) return nodes;
    await vscode.commands.executeCommand('setContext', 'koreCampaigns.state', state);
    this.head.update(nodes.length === 0);
    return nodes;
  }

  private async belowConnection(node: ConnectionNode): Promise<TreeNode[]> {
    const { signal } = this.loading;
    const campaigns = await this.campaignsOf(node, node);
    this.head.update();
    return campaigns.length > 0 || signal.aborted ? campaigns : [nothingIn(node, node)];
  }

  private campaignsOf(owner: ConnectionNode, parent: TreeNode | undefined): Promise<TreeNode[]> {
    return this.guarded(owner, parent, (signal) => this.lists.campaigns(owner, parent, signal));
  }

  /** @param shown the node under which a failure is told; undefined for the root of the tree */
  private guarded(
    node: ListNode | RangeNode,
    shown: TreeNode | undefined,
    load: (signal: AbortSignal) => Promise<TreeNode[]>,
  ): Promise<TreeNode[]> {
    return this.failures.guard(node, shown, this.loading.signal, load);
  }

  /** The node whose children a list's are, undefined for the root of the tree. */
  private shownAs(owner: ListNode): ListNode | undefined {
    if (owner.kind === 'campaign') return this.campaignsShown.get(owner.id) ?? owner;
    return this.connections.list.length === 1 ? undefined : owner;
  }
}

function nothingIn({ filter }: ConnectionNode, parent: TreeNode | undefined): NoticeNode {
  return isOn(filter)
    ? noticeNode(parent, { about: 'campaignFilter', text: 'No campaign matches the filter' })
    : noticeNode(parent, { about: 'list', text: 'No voice campaigns' });
}
