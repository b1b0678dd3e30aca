import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections.ts';
import type { OpenConnection } from '../../connections/opened.ts';
import { onDidChangeMasking } from '../../connections/settings.ts';
import { quantity } from '../../contacts/quantity.ts';
import { asError } from '../../kore/errors.ts';
import { toJson } from '../../kore/json.ts';
import { plainText } from '../../kore/plainText.ts';
import type { Campaign } from '../../kore/shapes.ts';
import type { ExportSource } from '../exportSource.ts';
import type { ShownContact } from '../contactDetails/shownContact.ts';
import { connectionGone, failureOf } from '../failure.ts';
import { WebviewChannel, type ViewParts } from '../webviewChannel.ts';
import { campaignFacts } from './campaignFacts.ts';
import { ContactsSource } from './contactsSource.ts';
import { copyCell } from './copyCell.ts';
import { copyRows } from './copyRows.ts';
import { readRows } from './readRows.ts';
import {
  fromPage,
  type ContactRef,
  type Details,
  type FromPage,
  type OneAction,
  type SavedTab,
  type TableAction,
  type ToPage,
} from './messages.ts';

/** Chosen contacts that are written to a file at a time. */
const atOnce = 1_000;

/** A contact by its place, as whoever shows it elsewhere needs it. */
interface ContactPlace {
  readonly open: OpenConnection;
  readonly campaignId: string;
  /** Counted from 1 over the whole campaign. */
  readonly position: number;
}

/** What a panel works with. */
export interface PanelParts extends ViewParts {
  readonly connections: Connections;
  readonly showDetails: (shown: ShownContact) => void;
  readonly revealInTree: (place: ContactPlace) => Promise<void>;
  readonly exportContacts: (source: ExportSource) => Promise<void>;
  /** Told what has become known of a campaign by itself. */
  readonly followInTree: (open: OpenConnection, campaignId: string, what: 'status' | 'contacts') => void;
  /** Milliseconds between two looks of a live tab. */
  readonly liveInterval: () => number;
}

/** One tab with all contacts of one campaign: the table, and how the calls ended. Keeps no contact itself. */
export class CampaignPanel {
  private readonly channel: WebviewChannel<ToPage, FromPage>;
  private source: ContactsSource | undefined;
  private learning: { readonly dispose: () => void } | undefined;
  /** What is known of the campaign itself; undefined as long as nobody wanted to know. */
  private details: Details | undefined;
  private served: unknown;
  /** As it was told last; undefined for a campaign that is known by its ID alone. */
  private name: string | undefined;
  private readonly closing = new AbortController();

  /** @param campaign undefined for one that is known by its id alone */
  constructor(
    private readonly panel: vscode.WebviewPanel,
    private saved: SavedTab,
    campaign: Campaign | undefined,
    private readonly parts: PanelParts,
  ) {
    this.name = campaign?.name;
    const icon = (theme: string) =>
      vscode.Uri.joinPath(parts.extensionUri, `media/campaign/table-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    this.showTitle();
    const subscription = vscode.Disposable.from(
      parts.connections.onDidChange(() => this.begin()),
      onDidChangeMasking(() => this.begin()),
    );
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.source?.live.pause();
    });
    panel.onDidDispose(() => {
      subscription.dispose();
      this.cancel();
    });
    const page = {
      name: 'campaign',
      title: 'Campaign',
      schema: fromPage,
      begin: () => this.begin(),
      receive: (message: FromPage) => this.receive(message),
    };
    this.channel = new WebviewChannel(panel, page, parts);
  }

  get isActive(): boolean {
    return this.panel.active;
  }

  isAbout(connectionKey: string, campaignId: string): boolean {
    const { saved, parts } = this;
    return saved.campaignId === campaignId && parts.connections.isSame(saved.connectionKey, connectionKey);
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Has the page do something with the contacts that are selected there. */
  choose(action: TableAction): void {
    void this.channel.post({ type: 'chosen', action });
  }

  /** Gives up everything that is under way. */
  cancel(): void {
    this.closing.abort();
    this.leave();
  }

  /** Tells a page that knows nothing yet, or whose connection has changed, everything. */
  private begin(): void {
    if (!this.channel.isOpen) return;
    const connection = this.parts.connections.find(this.saved.connectionKey);
    const open = connection && this.parts.connections.open(connection);
    if (this.source?.open.cache !== open?.cache) {
      this.leave();
      if (open) this.enter(open);
    }
    if (!open || !this.source) {
      const failure = failureOf(connectionGone('campaign'));
      void this.channel.post({ type: 'failed', pages: [], failure });
      return;
    }
    this.learn(open);
    this.tellCampaign(this.source);
    if (this.details) this.tellDetails(this.details);
    else if (this.name === undefined) void this.askDetails(open);
    this.source.begin(this.saved.view.live);
  }

  private enter(open: OpenConnection): void {
    const { campaignId } = this.saved;
    this.source = new ContactsSource({
      open,
      campaignId,
      liveInterval: this.parts.liveInterval,
      post: (message) => this.channel.post(message),
      log: this.warn,
      changed: (what) => this.parts.followInTree(open, campaignId, what),
      refreshed: () => (this.details = undefined),
    });
    this.learning = open.cache.known.listen((id) => {
      if (id === campaignId && this.source && this.learn(open)) this.tellCampaign(this.source);
    });
  }

  private leave(): void {
    this.learning?.dispose();
    this.source?.dispose();
    this.source = undefined;
  }

  /** @returns whether the campaign has another name than before */
  private learn({ cache }: OpenConnection): boolean {
    const { name = '' } = cache.known.get(this.saved.campaignId) ?? {};
    if (name === '' || name === this.name) return false;
    this.name = name;
    this.showTitle();
    return true;
  }

  private tellCampaign({ open: { connection }, isContinued }: ContactsSource): void {
    const campaign = { id: this.saved.campaignId, name: plainText(this.name ?? '') };
    const { saved } = this;
    void this.channel.post({
      type: 'campaign',
      campaign,
      connectionName: plainText(connection.name),
      saved,
      isContinued,
    });
  }

  /** Asks for the campaign itself: what the tab of an earlier window is called, and its details. */
  private async askDetails(open: OpenConnection): Promise<void> {
    if (this.details?.state === 'loading') return;
    this.tellDetails({ state: 'loading' });
    const { signal } = this.closing;
    try {
      const campaign = await open.api.campaign(this.saved.campaignId, {
        signal,
        turn: { priority: 'click' },
      });
      this.served = campaign.served;
      if (open.cache.amendStatus(this.saved.campaignId, campaign))
        this.parts.followInTree(open, this.saved.campaignId, 'status');
      this.tellDetails({ state: 'known', facts: campaignFacts(campaign, Date.now()) });
    } catch (error) {
      if (signal.aborted) return;
      this.warn(asError(error));
      this.tellDetails({ state: 'failed', failure: failureOf(error) });
    }
  }

  private tellDetails(details: Details): void {
    this.details = details;
    void this.channel.post({ type: 'details', details });
  }

  private showTitle(): void {
    this.panel.title = plainText(this.name ?? '', 40) || 'Campaign';
  }

  private async receive(message: FromPage): Promise<void> {
    if (message.type === 'viewChanged') {
      this.saved = { ...this.saved, view: message.view };
      this.source?.live.switch(message.view.live);
      return;
    }
    if (message.type === 'tryAgain') {
      this.begin();
      return;
    }
    const { source } = this;
    if (!source) return;
    switch (message.type) {
      case 'inSight':
        source.see(message.pages);
        break;
      case 'seen':
        if (message.isSeen) source.live.begin(this.saved.view.live);
        else source.live.pause();
        break;
      case 'wantDetails':
        await this.askDetails(source.open);
        break;
      case 'copyDetails':
        await vscode.env.clipboard.writeText(toJson(this.served, 2));
        break;
      case 'loadAll':
        await source.loadAll();
        break;
      case 'stopLoading':
        source.stopLoading();
        break;
      case 'actOnRows':
        if (message.action === 'exportRows') await this.exportRows(source, message.contacts);
        else await copyRows(source.pages, message.contacts, message.action, message.columns);
        break;
      case 'copyCell':
        await copyCell(source.pages, message.contact, message.column);
        break;
      case 'actOnOne':
        await this.actOnOne(source, message.action, message.contact);
        break;
    }
  }

  private async exportRows(source: ContactsSource, chosen: readonly ContactRef[]): Promise<void> {
    // Before anything is asked: meanwhile somebody else may come to stand in these rows.
    const { values, gone } = await readRows(source.pages, chosen, (contact) => contact);
    const contacts = values.filter((contact) => contact !== undefined);
    await this.parts.exportContacts({
      name: this.name ?? '',
      read: async (take) => {
        for (let at = 0; at < contacts.length; at += atOnce) await take(contacts.slice(at, at + atOnce));
        const findings = gone > 0 ? [`${quantity(gone, 'contact')} not here any more`] : [];
        return { count: contacts.length, findings, cancelled: false };
      },
    });
  }

  private async actOnOne(
    source: ContactsSource,
    action: OneAction,
    [number, index]: ContactRef,
  ): Promise<void> {
    const page = await source.pages.peek(number);
    const contact = page?.items[index];
    // Let go by a refresh, which the page hears of too.
    if (!contact) return;
    const position = (number - 1) * page.limit + index + 1;
    const { open, pages } = source;
    const { campaignId } = this.saved;
    if (action === 'reveal') {
      await this.parts.revealInTree({ open, campaignId, position });
      return;
    }
    this.parts.showDetails({
      connection: open.connection,
      campaign: { id: campaignId, name: this.name ?? '' },
      position,
      total: pages.shape?.totalResults,
      contact,
      fetchedAt: page.fetchedAt,
    });
  }

  private readonly warn = (error: Error): void => this.parts.log.warn('Campaign:', error.message);
}
