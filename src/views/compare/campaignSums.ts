import type { OpenConnection } from '../../connections/opened.ts';
import type { Pages } from '../../contacts/pages.ts';
import type { RunningSummary } from '../../contacts/runningSummary.ts';
import type { Counted } from '../../contacts/summary.ts';
import { asError } from '../../kore/errors.ts';
import type { Contact } from '../../kore/shapes.ts';
import { WholeCampaign } from '../campaign/wholeCampaign.ts';
import { failureOf } from '../failure.ts';
import type { Loading } from '../campaign/messages.ts';
import type { Failure } from '../protocol.ts';

/** Who looks at the sums of a campaign. */
export interface Onlooker {
  /** Told that there is something new to show. */
  readonly changed: () => void;
  /** Whether anybody sees it just now. */
  readonly isWatching: () => boolean;
  readonly log: (error: Error) => void;
}

/** Where a side has its sums from: those of the pages that all of VS Code's window shares. */
export class CampaignSums {
  readonly pages: Pages<Contact>;
  private readonly summary: RunningSummary;
  private readonly whole: WholeCampaign;
  private readonly listening: { readonly dispose: () => void };
  private beginning: AbortController | undefined;
  private failed: Failure | undefined;

  constructor(
    readonly open: OpenConnection,
    campaignId: string,
    private readonly onlooker: Onlooker,
  ) {
    this.pages = open.cache.contactsOf(campaignId);
    this.summary = open.cache.summaryOf(campaignId);
    this.whole = new WholeCampaign(open, this.pages, onlooker.changed);
    this.listening = this.pages.listen(({ what }) => {
      this.failed = undefined;
      if (what === 'forgotten') this.restart();
      onlooker.changed();
    });
  }

  get counted(): Counted {
    return this.summary.counted;
  }

  get loading(): Loading {
    return this.whole.loading;
  }

  /** Why there is nothing to begin with. */
  get failure(): Failure | undefined {
    return this.failed;
  }

  /** Requests the first page where none is here: it tells how many there are. */
  async begin(): Promise<void> {
    if (this.pages.shape) return;
    this.failed = undefined;
    this.beginning?.abort();
    const { signal } = (this.beginning = new AbortController());
    try {
      await this.pages.get(1, { priority: 'click', signal });
    } catch (error) {
      if (signal.aborted) return;
      this.onlooker.log(asError(error));
      this.failed = failureOf(error);
      this.onlooker.changed();
    }
  }

  async loadAll(): Promise<void> {
    await this.whole.load();
  }

  stopLoading(): void {
    this.whole.stop();
  }

  dispose(): void {
    this.listening.dispose();
    this.whole.stop();
    this.beginning?.abort();
  }

  /** After a refresh: what was requested before it fills nothing any more. */
  private restart(): void {
    this.whole.reset();
    this.beginning?.abort();
    if (this.onlooker.isWatching()) void this.begin();
  }
}
