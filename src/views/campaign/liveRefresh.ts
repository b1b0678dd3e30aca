import type { OpenConnection } from '../../connections/opened.ts';
import { quantity } from '../../contacts/quantity.ts';
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
  private readonly learning: { readonly dispose: () => void };
  private isOn = false;
  /** Whether the campaign may have been running since Live was turned on, so that a last look is due when it has ended. */
  private wasRunning = false;
  /** Whether the last look has begun. */
  private isLast = false;
  private isSeen = false;
  private told: Live;
  private looking: AbortController | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** When the latest look ended, on the monotonic clock. */
  private lookedAt = -Infinity;
  /** Looks that have failed since the latest one that did not. */
  private failures = 0;

  constructor(private readonly parts: LiveParts) {
    const { open, campaignId } = parts;
    this.renewal = new Renewal(open.cache.contactsOf(campaignId));
    this.learning = open.cache.known.listen((id) => {
      if (id === campaignId) this.statusChanged();
    });
    this.told = this.off();
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

  /** Turned on, it first asks for the status: one that was told before may be out of date. */
  switch(isOn: boolean): void {
    if (isOn === this.isOn) return;
    this.looking?.abort();
    const why = this.isOn && this.isLast ? this.leftBehind() : '';
    this.isOn = isOn;
    this.wasRunning = this.mayRun;
    this.isLast = false;
    this.failures = 0;
    this.lookedAt = -Infinity;
    this.tell(isOn ? { state: 'on' } : { ...this.off(), ...(why && { why }) });
    this.plan();
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
    this.learning.dispose();
    this.renewal.dispose();
  }

  private get status(): string | undefined {
    const { open, campaignId } = this.parts;
    return open.cache.known.get(campaignId)?.status;
  }

  /** Whether the campaign was running when its status was told last, or nothing has been told of it. */
  private get mayRun(): boolean {
    return this.status === undefined || running.has(this.status.trim().toLowerCase());
  }

  private statusChanged(): void {
    if (!this.isOn) {
      this.tell(this.off());
    } else if (!this.looking && !this.mayRun) {
      // Told elsewhere: time for the last look.
      this.lookedAt = -Infinity;
      this.plan();
    }
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
      await this.findChanges(signal);
      this.failures = 0;
      this.lookedAt = performance.now();
    } catch (error) {
      if (!signal.aborted) this.fail(asError(error));
    } finally {
      this.looking = undefined;
      this.plan();
    }
  }

  private async findChanges(signal: AbortSignal): Promise<void> {
    const { open, campaignId, inSight, changed } = this.parts;
    const { status: before } = this;
    const told = await open.api.campaignStatus(campaignId, { signal, turn: { priority: 'background' } });
    if (open.cache.amendStatus(campaignId, told)) changed('status');
    if (this.mayRun) {
      this.wasRunning = true;
      this.isLast = false;
      const isOther = before !== undefined && before !== this.status;
      await this.show(await this.renewal.round(inSight(), isOther, signal), signal);
    } else if (this.wasRunning) {
      await this.lastLook(signal);
      this.end(`Live has ended: the campaign is ${plainText(this.status ?? '', 40)} now.`);
    } else {
      this.isOn = false;
      this.tell(this.off());
    }
  }

  /** Every page that came before the campaign ended may have changed since. */
  private async lastLook(signal: AbortSignal): Promise<void> {
    if (!this.isLast) this.renewal.expire();
    this.isLast = true;
    do {
      await this.show(await this.renewal.rest(this.parts.inSight(), signal), signal);
    } while (this.renewal.overdue > 0);
  }

  /** Tells that a look is over, once the tab has got what came of it. */
  private async show(hasChanged: boolean, signal: AbortSignal): Promise<void> {
    if (hasChanged) this.parts.changed('contacts');
    await this.parts.delivered();
    signal.throwIfAborted();
    this.tell({
      state: 'looked',
      at: Date.now(),
      hasChanged,
      pagesLeft: this.isLast ? this.renewal.overdue : 0,
    });
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
    this.tell({
      state: 'off',
      isOffered: this.mayRun,
      why: [why, this.leftBehind()].filter(Boolean).join(' '),
    });
  }

  /** A sentence on the pages that the last look didn't come to; `''` for none. */
  private leftBehind(): string {
    const { overdue } = this.renewal;
    return this.isLast && overdue > 0
      ? `${quantity(overdue, 'page')} may have changed before the campaign ended. Refresh to read all again.`
      : '';
  }

  private off(): Extract<Live, { state: 'off' }> {
    const { mayRun, status = '' } = this;
    const why = mayRun
      ? ''
      : `Live is for campaigns that are Active or Preparing. This one is ${plainText(status, 40) || 'of unknown status'}.`;
    return { state: 'off', isOffered: mayRun, why };
  }

  private tell(live: Live): void {
    this.told = live;
    this.parts.tell(live);
  }
}
