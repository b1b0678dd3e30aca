import type { OpenConnection } from '../../connections/opened.ts';
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
    const reading = (this.reading = new AbortController());
    const { signal } = reading;
    const drift = new Drift();
    const ticks = setInterval(() => this.tell(this.running()), tellEvery);
    this.tell(this.running());
    try {
      for await (const page of walk(this.pages, signal)) drift.see(page);
      this.end(reading, { state: 'done', findings: [...drift.findings(true, this.pages.shape)] });
    } catch (error) {
      this.end(reading, { state: 'failed', failure: failureOf(error) });
    } finally {
      clearInterval(ticks);
    }
  }

  /** What was read stays. */
  stop(): void {
    if (this.reading) this.reset();
  }

  /** After a refresh: reading that was under way would be done without the pages that the refresh removed. */
  reset(): void {
    this.reading?.abort();
    this.reading = undefined;
    this.tell({ state: 'idle' });
  }

  private running(): Loading {
    return { state: 'running', left: timeLeft(this.open.scheduler, this.pages.missing ?? 1) };
  }

  /** Does nothing once the reading was stopped, since another one may be under way by then. */
  private end(reading: AbortController, how: Loading): void {
    if (reading !== this.reading) return;
    this.reading = undefined;
    this.tell(how);
  }

  private tell(loading: Loading): void {
    this.state = loading;
    this.told();
  }
}
