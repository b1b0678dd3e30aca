import type { OpenConnection } from '../../connections/connections.ts';
import { contactsOnScreen } from '../../connections/phoneNumberMask.ts';
import { onDidChangeLiveRefreshInterval } from '../../connections/settings.ts';
import type { ListShape, Pages } from '../../contacts/pages.ts';
import { asError } from '../../kore/errors.ts';
import type { Contact, Page } from '../../kore/shapes.ts';
import { failureOf } from '../failure.ts';
import { LiveRefresh } from './liveRefresh.ts';
import type { ToPage } from './messages.ts';
import { PageFeed } from './pageFeed.ts';
import { packRow } from './rows.ts';
import { WholeCampaign } from './wholeCampaign.ts';

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

  /**
   * @param liveInterval milliseconds between two looks of a live tab
   * @param post false where there is no page to take it
   * @param changed told what has become known by itself
   */
  constructor(
    readonly open: OpenConnection,
    campaignId: string,
    liveInterval: () => number,
    private readonly post: (message: ToPage) => Promise<boolean>,
    private readonly log: (error: Error) => void,
    changed: (what: 'status' | 'contacts') => void,
  ) {
    this.pages = open.cache.contactsOf(campaignId);
    this.whole = new WholeCampaign(open, this.pages, () => void this.tellLoading());
    this.feed = new PageFeed(
      this.pages,
      (shape, pages, isLast) => this.send(shape, pages, isLast),
      () => void this.forgotten(),
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

  /** Asks for pages that a person looks at, before all else; those that are not named any more are given up. */
  private want(numbers: readonly number[]): void {
    for (const [number, asking] of this.wanted) if (!numbers.includes(number)) asking.abort();
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
      this.log(asError(error));
      await this.post({ type: 'failed', pages: [number], failure: failureOf(error) });
    } finally {
      this.wanted.delete(number);
    }
  }

  private async send(shape: ListShape, pages: readonly Page<Contact>[], isLast: boolean): Promise<boolean> {
    const isReceived = await this.post({
      type: 'pages',
      shape,
      isLast,
      pages: pages.map(({ page, items }) => ({ page, rows: contactsOnScreen(items).map(packRow) })),
    });
    for (const { page, fetchedAt } of pages) {
      if (isReceived) this.sent.set(page, fetchedAt);
      else if ((this.sent.get(page) ?? fetchedAt) !== fetchedAt) this.isUnchanged = false;
    }
    return isReceived;
  }

  private async forgotten(): Promise<void> {
    this.sent.clear();
    this.whole.reset();
    const isReceived = await this.post({ type: 'forgotten' });
    if (!isReceived) this.isUnchanged = false;
    else if (!this.isDisposed) this.want([1]);
  }

  private async tellLoading(): Promise<void> {
    await this.post({ type: 'loading', loading: this.whole.loading });
  }
}
