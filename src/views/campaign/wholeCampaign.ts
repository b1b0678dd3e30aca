import type { OpenConnection } from '../../connections/connections.ts';
import { Drift } from '../../contacts/drift.ts';
import type { Pages } from '../../contacts/pages.ts';
import { timeLeft } from '../../contacts/timeLeft.ts';
import { walk } from '../../contacts/walk.ts';
import type { Contact } from '../../kore/shapes.ts';
import { failureOf } from '../failure.ts';
import type { Loading } from './messages.ts';

/** Milliseconds between two words on how long it takes. */
const tellEvery = 1_000;

/** Reads all contacts of a campaign when a person wants them all. What comes fills the pages; here is only how far it is. */
export class WholeCampaign {
  private state: Loading = { state: 'idle' };
  private reading: AbortController | undefined;

  /** @param told called with each change of {@link loading} */
  constructor(
    private readonly open: OpenConnection,
    private readonly pages: Pages<Contact>,
    private readonly told: () => void,
  ) {}

  get loading(): Loading {
    return this.state;
  }

  /** Ends when all is read, it failed, or it was stopped. Does nothing while it is under way. */
  async load(): Promise<void> {
    if (this.reading) return;
    const { signal } = (this.reading = new AbortController());
    const drift = new Drift();
    const ticks = setInterval(() => this.tell(this.running()), tellEvery);
    this.tell(this.running());
    try {
      for await (const page of walk(this.pages, signal)) drift.see(page);
      this.tell({ state: 'done', findings: [...drift.findings(true)] });
    } catch (error) {
      if (signal.aborted) this.tell({ state: 'idle' });
      else this.tell({ state: 'failed', failure: failureOf(error) });
    } finally {
      clearInterval(ticks);
      this.reading = undefined;
    }
  }

  /** What was read stays. */
  stop(): void {
    this.reading?.abort();
  }

  /** After a refresh: reading that was under way would be done without the pages that were let go. */
  reset(): void {
    if (this.reading) this.stop();
    else this.tell({ state: 'idle' });
  }

  private running(): Loading {
    const missing = (this.pages.shape?.totalPages ?? 1) - this.pages.count;
    return { state: 'running', left: timeLeft(this.open.scheduler, missing) };
  }

  private tell(loading: Loading): void {
    this.state = loading;
    this.told();
  }
}
