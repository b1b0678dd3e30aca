import type { OpenConnection } from '../../connections/connections.ts';
import { Renewal } from '../../contacts/renewal.ts';
import { asError, KoreError, type KoreErrorKind } from '../../kore/errors.ts';
import { plainText } from '../../kore/plainText.ts';
import type { Live } from './messages.ts';

/** Milliseconds between two tries at most, however often it has failed. */
const longestPause = 10 * 60_000;

/** The statuses of campaigns whose contacts change by themselves, now or soon (kore-api, "Campaign status"). */
const running: ReadonlySet<string> = new Set(['active', 'preparing']);

/** Asking again would be answered the same. */
const hopeless: ReadonlySet<KoreErrorKind> = new Set([
  'notSignedIn',
  'tokenExpired',
  'refusedToken',
  'wrongScope',
  'notFound',
  'rejectedInput',
]);

/** What a {@link LiveRefresh} works with. */
export interface LiveParts {
  readonly open: Pick<OpenConnection, 'api' | 'scheduler' | 'cache'>;
  readonly campaignId: string;
  /** Milliseconds between two looks, asked anew for each. */
  readonly interval: () => number;
  /** The pages that a person sees just now. */
  readonly inSight: () => readonly number[];
  /** Resolves when the tab has got all that came. */
  readonly delivered: () => Promise<void>;
  readonly tell: (live: Live) => void;
  /** Told what is known anew, of the campaign itself or of its contacts. */
  readonly changed: (what: 'status' | 'contacts') => void;
  readonly log: (error: Error) => void;
}

/**
 * Looks for changes of a running campaign by itself, as long as a person wants it and sees it: asks for the status, then for few pages,
 * and for more only where something has changed. All of it in the background, behind whatever is clicked.
 */
export class LiveRefresh {
  private readonly renewal: Renewal;
  /** Undefined as long as nobody has told. */
  private status: string | undefined;
  private isOn = false;
  private isSeen = false;
  private told: Live = { state: 'off', isOffered: true, why: '' };
  private looking: AbortController | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** When the latest look ended, on the monotonic clock. */
  private lookedAt = -Infinity;
  /** Looks that have failed since the latest one that did not. */
  private failures = 0;

  constructor(private readonly parts: LiveParts) {
    this.renewal = new Renewal(parts.open.cache.contactsOf(parts.campaignId));
  }

  /** There is somebody who sees it and knows nothing yet. */
  begin(isOn: boolean): void {
    this.isSeen = true;
    if (isOn === this.isOn) this.tell(this.told);
    else this.switch(isOn);
    this.plan();
  }

  /** Nobody sees it any more: what is under way is given up. */
  pause(): void {
    this.isSeen = false;
    this.looking?.abort();
    this.plan();
  }

  switch(isOn: boolean): void {
    if (isOn === this.isOn) return;
    this.looking?.abort();
    this.isOn = isOn && this.isOffered;
    this.failures = 0;
    this.lookedAt = -Infinity;
    this.tell(this.isOn ? { state: 'on' } : this.off());
    this.plan();
  }

  /** Somebody has been told the campaign's status. */
  learn(status: string): void {
    if (status === this.status) return;
    this.status = status;
    if (this.isOn && !this.isOffered)
      this.end(`Live has ended: the campaign is ${plainText(status, 40)} now.`);
    else if (!this.isOn) this.tell(this.off());
  }

  /** To be called when the interval, or anything else that the next look depends on, has changed. */
  plan(): void {
    clearTimeout(this.timer);
    if (!this.isOn || !this.isSeen || this.looking) return;
    this.timer = setTimeout(
      () => void this.look(),
      Math.max(0, this.lookedAt + this.pauseNow() - performance.now()),
    );
  }

  dispose(): void {
    this.isOn = false;
    this.pause();
    this.renewal.dispose();
  }

  private get isOffered(): boolean {
    return this.status === undefined || running.has(this.status.trim().toLowerCase());
  }

  /** Milliseconds. */
  private pauseNow(): number {
    const { interval, open } = this.parts;
    const backoff = Math.min(interval() * 2 ** this.failures, Math.max(interval(), longestPause));
    return this.failures > 0 ? Math.max(backoff, open.scheduler.msHeldBack) : backoff;
  }

  private async look(): Promise<void> {
    const looking = (this.looking = new AbortController());
    const { signal } = looking;
    try {
      const { status, hasChanged } = await this.findChanges(signal);
      this.failures = 0;
      this.lookedAt = performance.now();
      this.tell({ state: 'looked', at: Date.now(), hasChanged });
      this.learn(status);
    } catch (error) {
      if (!signal.aborted) this.fail(asError(error));
    } finally {
      this.looking = undefined;
      this.plan();
    }
  }

  private async findChanges(signal: AbortSignal): Promise<{ status: string; hasChanged: boolean }> {
    const { open, campaignId, inSight, delivered, changed } = this.parts;
    const told = await open.api.campaignStatus(campaignId, { signal, turn: { priority: 'background' } });
    if (open.cache.amendStatus(campaignId, told)) changed('status');
    const status = told.status || (this.status ?? '');
    const isOther = this.status !== undefined && status !== this.status;
    const hasChanged = await this.renewal.round(inSight(), isOther, signal);
    if (hasChanged) changed('contacts');
    await delivered();
    signal.throwIfAborted();
    return { status, hasChanged };
  }

  private fail(error: Error): void {
    this.parts.log(error);
    this.failures++;
    this.lookedAt = performance.now();
    // What is no failure of a request, such as another page size, stays as it is until everything is read anew.
    if (!(error instanceof KoreError) || hopeless.has(error.kind)) {
      this.end(`Live has ended. ${error.message}`);
      return;
    }
    this.tell({ state: 'failed', message: error.message, nextAt: Date.now() + this.pauseNow() });
  }

  private end(why: string): void {
    this.isOn = false;
    this.tell({ state: 'off', isOffered: this.isOffered, why });
  }

  private off(): Live {
    const { isOffered, status = '' } = this;
    const why = isOffered
      ? ''
      : `Live is for campaigns that are Active or Preparing. This one is ${plainText(status, 40) || 'of unknown status'}.`;
    return { state: 'off', isOffered, why };
  }

  private tell(live: Live): void {
    this.told = live;
    this.parts.tell(live);
  }
}
