import type { OpenConnection } from '../../connections/opened.ts';
import { contactsOnScreen } from '../../connections/phoneNumberMask.ts';
import { onDidChangeLiveRefreshInterval } from '../../connections/settings.ts';
import type { Pages } from '../../contacts/pages.ts';
import { asError } from '../../kore/errors.ts';
import type { Contact } from '../../kore/shapes.ts';
import { failureOf } from '../failure.ts';
import { LiveRefresh } from './liveRefresh.ts';
import type { ToPage } from './messages.ts';
import { PageFeed, type Delivery } from './pageFeed.ts';
import { packRow } from './rows.ts';
import { WholeCampaign } from './wholeCampaign.ts';

/** What a {@link ContactsSource} works with. */
export interface SourceParts {
  readonly open: OpenConnection;
  readonly campaignId: string;
  /** Milliseconds between two checks of a live tab. */
  readonly liveInterval: () => number;
  /** Sends to the page; false where there is none to take it. */
  readonly post: (message: ToPage) => Promise<boolean>;
  readonly log: (error: Error) => void;
  /** Called with what Live has found out. */
  readonly changed: (what: 'status' | 'contacts') => void;
  /** Called when a refresh has removed all contacts. */
  readonly refreshed: () => void;
}

/** Where a tab has its contacts from: the pages that all of VS Code's window shares. */
export class ContactsSource {
  readonly pages: Pages<Contact>;
  readonly live: LiveRefresh;
  private readonly feed: PageFeed<Contact>;
  private readonly whole: WholeCampaign;
  private isDisposed = false;
  /** Pages that the page waits for. */
  private readonly wanted = new Map<number, AbortController>();
  private inSight: readonly number[] = [];
  /** The pages that the webview has received, before it was hidden as well: when each was fetched. */
  private readonly sent = new Map<number, number>();
  private isUnchanged = false;
  private readonly settings: { readonly dispose: () => void };

  constructor(private readonly parts: SourceParts) {
    const { open, campaignId, liveInterval, post, log, changed } = parts;
    this.pages = open.cache.contactsOf(campaignId);
    this.whole = new WholeCampaign(open, this.pages, () => void this.tellLoading());
    this.feed = new PageFeed(
      this.pages,
      (delivery) => this.send(delivery),
      () => void this.restart(),
    );
    this.live = new LiveRefresh({
      open,
      campaignId,
      interval: liveInterval,
      inSight: () => this.inSight,
      delivered: () => this.feed.delivered(),
      tell: (live) => void post({ type: 'live', live }),
      changed,
      log,
    });
    this.settings = onDidChangeLiveRefreshInterval(() => this.live.plan());
  }

  get open(): OpenConnection {
    return this.parts.open;
  }

  /**
   * Whether a webview that is shown again is sent the contacts that it had before: nothing was refreshed while it was hidden, so a position
   * still means the same contact.
   */
  get isContinued(): boolean {
    return this.isUnchanged;
  }

  /** Sends a webview that has nothing yet all pages that are loaded, those in sight first, and requests the first page if need be. */
  begin(isLive: boolean): void {
    this.isUnchanged = true;
    this.feed.begin(this.inSight);
    void this.tellLoading();
    this.want([1]);
    this.live.begin(isLive);
  }

  /** Takes over what a person sees; what of it is not here is asked for. */
  see(numbers: readonly number[]): void {
    this.inSight = numbers;
    this.want(numbers);
  }

  async loadAll(): Promise<void> {
    await this.whole.load();
  }

  stopLoading(): void {
    this.whole.stop();
  }

  dispose(): void {
    this.isDisposed = true;
    this.settings.dispose();
    this.live.dispose();
    this.feed.dispose();
    this.whole.stop();
    this.want([]);
  }

  /** Requests pages that a person looks at, before all else; those that aren't named any more are given up. */
  private want(numbers: readonly number[]): void {
    for (const number of this.wanted.keys()) if (!numbers.includes(number)) this.giveUp(number);
    for (const number of numbers) {
      if (!this.wanted.has(number) && !this.pages.has(number)) void this.ask(number);
    }
  }

  private async ask(number: number): Promise<void> {
    const asking = new AbortController();
    this.wanted.set(number, asking);
    try {
      await this.pages.get(number, { priority: 'click', signal: asking.signal });
    } catch (error) {
      if (asking.signal.aborted) return;
      this.parts.log(asError(error));
      await this.parts.post({ type: 'failed', pages: [number], failure: failureOf(error) });
    } finally {
      if (this.wanted.get(number) === asking) this.wanted.delete(number);
    }
  }

  private giveUp(number: number): void {
    this.wanted.get(number)?.abort();
    this.wanted.delete(number);
  }

  private async send({ shape, missingPages, pages, dropped, isLast }: Delivery<Contact>): Promise<boolean> {
    const { limit, totalPages, totalResults } = shape;
    const isReceived = await this.parts.post({
      type: 'pages',
      shape: { limit, totalPages, totalResults },
      missingPages,
      isLast,
      pages: pages.map(({ page, items }) => ({ page, rows: contactsOnScreen(items).map(packRow) })),
      dropped: [...dropped],
    });
    for (const { page, fetchedAt } of pages) {
      if (isReceived) this.sent.set(page, fetchedAt);
      else if ((this.sent.get(page) ?? fetchedAt) !== fetchedAt) this.isUnchanged = false;
    }
    return isReceived;
  }

  /** After a refresh: what was requested before it fills nothing any more. */
  private async restart(): Promise<void> {
    this.whole.reset();
    this.sent.clear();
    this.inSight = [];
    this.want([]);
    this.parts.refreshed();
    const isReceived = await this.parts.post({ type: 'forgotten' });
    if (!isReceived) this.isUnchanged = false;
    else if (!this.isDisposed) this.want([1]);
  }

  private async tellLoading(): Promise<void> {
    await this.parts.post({ type: 'loading', loading: this.whole.loading });
  }
}
