import type { KoreApp } from './app.ts';
import { asError, KoreError } from './errors.ts';
import { failureIn, readBody } from './answers.ts';
import { clockAhead, koreTime } from './clock.ts';
import { PageNumbering } from './pageNumbering.ts';
import { pointInTime } from './pointInTime.ts';
import { tokenEnd } from './readyMadeToken.ts';
import type { CampaignQuery } from './campaignQuery.ts';
import type { RequestScheduler, Turn } from './scheduler.ts';
import { readCampaign, type CampaignDetails } from './campaignDetails.ts';
import {
  readCampaignStatus,
  readCampaignsPage,
  readContactsPage,
  type Campaign,
  type CampaignStatus,
  type Contact,
  type Page,
  type PageRequest,
} from './shapes.ts';
import { tokenFor, tokenLifetime } from './token.ts';
import { underAnyOf } from './orAborted.ts';
import type { HttpAnswer, HttpRequest, Transport } from './transport.ts';

/** What the log is told of each request sent. It holds nothing of the contacts, the token or the account. */
export interface RequestNote {
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  /** The page asked for, where the request is for one. */
  readonly page: number | undefined;
  readonly ms: number;
  /** How often this request had been sent before. */
  readonly retries: number;
  /** Either the answer's status and length, or what went wrong instead of an answer. */
  readonly outcome: { readonly status: number; readonly bytes: number } | { readonly error: string };
}

/** What a {@link CampaignApi} works with. */
export interface CampaignApiParts {
  /** Read at each use, as all parts are: it may be replaced by another way to the same data. */
  readonly app: KoreApp;
  /** The client secret or the ready-made token, asked for anew for each request. */
  readonly secret: () => PromiseLike<string | undefined>;
  readonly transport: Transport;
  /** Shared by all that talk to the same account. */
  readonly scheduler: RequestScheduler;
  /** Aborted when nobody may ask for anything any more; its reason is then thrown. */
  readonly closed?: AbortSignal;
  readonly note: (request: RequestNote) => void;
  /** Shorter ones spare a test the wait. */
  readonly pauses?: Pauses;
}

/** How a call is made: who may cancel it, and who waits for it. */
export interface CallOptions {
  readonly signal: AbortSignal;
  readonly turn: Turn;
}

interface Call {
  readonly method: 'GET' | 'POST';
  /** Below `/campaign/api/v2/public/{streamId}/campaign/`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly page?: number;
}

/** How often one request was sent, and how often Kore.ai put it off. */
interface Times {
  sent: number;
  refused: number;
}

/**
 * How often a request is sent at most, not counting where Kore.ai put it off and what {@link Pauses.outage} adds; each time with a token
 * of its own.
 */
const maxSends = 4;

/** In ms, before jitter. */
interface Pauses {
  /** Before the second, third and fourth sending. */
  readonly backoff: readonly number[];
  /** Before further sendings in the background while a host that has answered before can't be reached. */
  readonly outage?: readonly number[];
  /** After a first refusal without `Retry-After`; each further refusal doubles it, up to a minute. */
  readonly rateLimit: number;
}
const usualPauses: Pauses = {
  backoff: [500, 1_500, 4_000],
  outage: [10_000, 20_000, 30_000, 60_000],
  rateLimit: 15_000,
};
const longestPause = 60_000;
/** How long, in ms, a request waits before it looks whether a click waits for it. */
const longestSlice = 500;

/**
 * Kore.ai's public Campaign Management API v2, the reading part of it. Every method throws a {@link KoreError}, or the signal's
 * reason when it was aborted.
 */
export class CampaignApi {
  /** Whether the API has answered a request: a host name or port that worked can't be a wrong one. */
  private hasAnswered = false;
  /** As of the latest response; see {@link KoreErrorFacts.clockAhead}. */
  private clockAhead: number | undefined;
  private readonly campaignPages = new PageNumbering();
  private readonly contactPages = new PageNumbering();

  constructor(private readonly parts: CampaignApiParts) {}

  /**
   * Voice campaigns. Page: "Get All Campaigns-v2". It does not say how `skip` and `page` interact, so both agree. It says that `sortBy`
   * needs a `name`, and has a sample without one: so none is sent unless the query has one.
   * @throws KoreError `refusedFilter` when the service does not accept the query
   */
  async campaigns(
    { page, limit, query = {} }: PageRequest & { readonly query?: CampaignQuery },
    options: CallOptions,
  ): Promise<Page<Campaign>> {
    const body = { type: 'voice', skip: (page - 1) * limit, page, limit, ...query };
    const path = 'getAllCampaignDetails';
    try {
      const data = await this.ask({ method: 'POST', path, query: this.accountQuery(), body, page }, options);
      return await this.inNumberedList(
        page,
        this.campaignPages,
        () => readCampaignsPage(data, { page, limit }, this.campaignPages),
        () => this.campaigns({ page: 1, limit, query }, options),
      );
    } catch (error) {
      const isRefused = error instanceof KoreError && error.kind === 'rejectedInput';
      throw isRefused && (query.filters ?? query.sortBy) ? new KoreError('refusedFilter', error) : error;
    }
  }

  /** Page: "Get All Contact Details Of Voice Campaigns-v2". */
  async contacts(
    campaignId: string,
    { page, limit }: PageRequest,
    options: CallOptions,
  ): Promise<Page<Contact>> {
    const path = `${idInPath(campaignId)}/status`;
    const query = { view: 'contacts' };
    const data = await this.ask({ method: 'POST', path, query, body: { page, limit }, page }, options);
    return this.inNumberedList(
      page,
      this.contactPages,
      () => readContactsPage(data, { page, limit }, this.contactPages),
      () => this.contacts(campaignId, { page: 1, limit }, options),
    );
  }

  /** Page: "Get Campaign Status-v2". */
  async campaignStatus(campaignId: string, options: CallOptions): Promise<CampaignStatus> {
    const path = `${idInPath(campaignId)}/status`;
    const query = { ...this.accountQuery(), view: 'status' };
    return readCampaignStatus(await this.ask({ method: 'POST', path, query, body: {} }, options));
  }

  /** Page: "Get Voice Campaign by ID-v2". */
  async campaign(campaignId: string, options: CallOptions): Promise<CampaignDetails> {
    const path = idInPath(campaignId);
    return readCampaign(await this.ask({ method: 'GET', path, query: this.accountQuery() }, options));
  }

  /** Reads a page, if need be after page 1 has shown what the list counts its pages from. */
  private async inNumberedList<T>(
    page: number,
    numbering: PageNumbering,
    read: () => Page<T>,
    askFirst: () => Promise<unknown>,
  ): Promise<Page<T>> {
    try {
      return read();
    } catch (error) {
      if (page === 1 || !numbering.isUndecided) throw error;
      await askFirst();
      return read();
    }
  }

  private accountQuery(): Readonly<Record<string, string>> {
    return { accountId: this.parts.app.accountId };
  }

  /**
   * Sends a request and retries transient failures. After a 429, the scheduler decides how long to keep waiting.
   * @returns the `data` of the answer
   */
  private ask(call: Call, { signal, turn }: CallOptions): Promise<unknown> {
    const { closed } = this.parts;
    const signals = closed ? [signal, closed] : [signal];
    return underAnyOf(signals, (either) => this.askUntilAnswered(call, turn, either));
  }

  private async askUntilAnswered(call: Call, turn: Turn, signal: AbortSignal): Promise<unknown> {
    const { scheduler, pauses = usualPauses } = this.parts;
    const times: Times = { sent: 0, refused: 0 };
    let refusedSince: number | undefined;
    for (let failed = 0; ;) {
      signal.throwIfAborted();
      // Before its turn comes: what cannot be signed takes no place in the window.
      await this.secret();
      const sending = () => this.send(call, times, signal).catch((error: unknown) => this.transient(error));
      const outcome = await scheduler.run(turn, signal, sending, refusedSince);
      if (!(outcome instanceof KoreError)) return outcome;
      if (outcome.kind === 'rateLimited') {
        times.refused++;
        refusedSince ??= performance.now();
      } else {
        const ms = this.msBeforeRetry(++failed, outcome, turn, pauses);
        if (ms === undefined) throw outcome;
        await pauseUntilClick(jittered(ms, 0.5), turn, signal);
      }
    }
  }

  /** @throws `error` when sending again wouldn't help */
  private transient(error: unknown): KoreError {
    if (error instanceof KoreError && (this.hasAnswered ? error.passingAfterSuccess : error.passing))
      return error;
    throw error;
  }

  /** @returns undefined when a request has failed often enough */
  private msBeforeRetry(
    failed: number,
    { kind }: KoreError,
    { priority }: Turn,
    { backoff, outage = [] }: Pauses,
  ): number | undefined {
    if (failed < maxSends) return backoff[failed - 1] ?? longestPause;
    const isOutage = this.hasAnswered && (kind === 'unreachable' || kind === 'proxyFailed');
    return isOutage && priority === 'background' ? outage[failed - maxSends] : undefined;
  }

  /** @throws KoreError `notSignedIn` or `tokenExpired` */
  private async secret(): Promise<string> {
    const { app } = this.parts;
    const secret = await this.parts.secret();
    if (!secret) throw new KoreError('notSignedIn', { app });
    const end = app.signIn === 'token' ? tokenEnd(secret) : undefined;
    const { clockAhead } = this;
    if (end !== undefined && end <= koreTime(clockAhead)) {
      // Only responses renew the difference, and the clock may be corrected now: the next request measures it again.
      this.clockAhead = undefined;
      throw new KoreError('tokenExpired', { said: `it ended ${pointInTime(end)}`, app, clockAhead });
    }
    return secret;
  }

  private async send(call: Call, times: Times, signal: AbortSignal): Promise<unknown> {
    const { app } = this.parts;
    const secret = await this.secret();
    const signed = Date.now();
    const request = await this.request(call, app, secret);
    const begin = performance.now();
    const retries = times.sent++;
    const note = (outcome: RequestNote['outcome']) =>
      this.parts.note({
        method: call.method,
        origin: request.url.origin,
        path: notedPath(request.url),
        page: call.page,
        ms: performance.now() - begin,
        retries,
        outcome,
      });
    let answer: HttpAnswer;
    try {
      answer = await this.parts.transport.send(request, signal);
    } catch (error) {
      note({ error: signal.aborted ? 'cancelled' : asError(error).message });
      throw error;
    }
    note({ status: answer.status, bytes: answer.bytes });
    this.clockAhead = clockAhead(answer.headers['date']) ?? this.clockAhead;
    const body = readBody(answer);
    const failure = failureIn(answer, body, app);
    // While the request still holds its place, so that nothing else starts in between.
    if (failure?.kind === 'rateLimited')
      this.parts.scheduler.holdFor(this.msToLeaveAlone(failure, times.refused), failure);
    // The machine slept while the request was under way.
    if (failure?.kind === 'refusedToken' && Date.now() - signed > tokenLifetime * 1_000)
      throw new KoreError('timedOut', { said: 'the token ran out on the way', passing: true });
    if (failure?.kind === 'refusedToken' && (this.parts.app !== app || (await this.secret()) !== secret))
      throw new KoreError('refusedToken', { said: 'the credential was replaced on the way', passing: true });
    if (failure) throw failure;
    this.hasAnswered = true;
    return body?.data;
  }

  /**
   * What the service asked for, else longer each time. A `Retry-After` that is over already says no more than none.
   * @param before how often it had refused the same request before
   */
  private msToLeaveAlone({ retryAfter }: KoreError, before: number): number {
    if (retryAfter) return retryAfter;
    const { rateLimit } = this.parts.pauses ?? usualPauses;
    // Jitter keeps two windows on one account from asking in step for ever.
    return jittered(Math.min(rateLimit * 2 ** before, longestPause), 0.2);
  }

  private async request(
    { method, path, query, body }: Call,
    app: KoreApp,
    secret: string,
  ): Promise<HttpRequest> {
    const url = new URL(`${app.origin}/campaign/api/v2/public/${idInPath(app.streamId)}/campaign/${path}`);
    url.search = new URLSearchParams(query).toString();
    return {
      method,
      url,
      headers: {
        auth: await tokenFor(app, secret),
        iid: app.streamId,
        accountId: app.accountId,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
  }
}

/**
 * An id as one segment of a path: a `/` cannot end the segment, and `..` cannot climb.
 * @throws KoreError `rejectedInput` for an id that cannot be encoded, or that a URL would resolve all the same
 */
function idInPath(id: string): string {
  if (id === '' || id === '.' || id === '..' || !id.isWellFormed())
    throw new KoreError('rejectedInput', { said: `"${id}" is not an id` });
  return encodeURIComponent(id);
}

/** @param by the part of `ms` that chance adds or takes away at most */
function jittered(ms: number, by: number): number {
  return ms * (1 + by * (2 * Math.random() - 1));
}

function notedPath(url: URL): string {
  const view = url.searchParams.get('view');
  return view === null ? url.pathname : `${url.pathname}?view=${view}`;
}

/** Waits before a request is sent again; no longer than half a second once a click has joined a request of the background. */
async function pauseUntilClick(ms: number, turn: Turn, signal: AbortSignal): Promise<void> {
  const wasClick = turn.priority === 'click';
  for (let left = ms; left > 0 && (wasClick || turn.priority !== 'click'); left -= longestSlice)
    await pause(Math.min(left, longestSlice), signal);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
