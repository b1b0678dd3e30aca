import type { KoreApp } from './app.ts';
import { clockDifference } from './clock.ts';
import {
  errorTable,
  wrongClock,
  type Cause,
  type KoreErrorKind,
  type Meaning,
  type Remedy,
} from './errorTable.ts';
import { plainText } from './plainText.ts';

export type { Cause, KoreErrorKind } from './errorTable.ts';

/** What a person can do about a failure wherever it is shown. */
export type ErrorAction = Remedy | 'openDocumentation' | 'showLog';

/** What is known of a failure beyond its kind. */
export interface KoreErrorFacts {
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** What the server, or the network below it, said. */
  readonly said?: string | undefined;
  /** Milliseconds that the server asked to wait (`Retry-After`). */
  readonly retryAfter?: number | undefined;
  /** Whether the same request may succeed when simply sent again. */
  readonly passing?: boolean;
  /** The same, for a host that has answered before; `passing` implies it. */
  readonly passingAfterSuccess?: boolean;
  /** Whether nothing of the request can have reached the host. */
  readonly unsent?: boolean;
  /** By how many milliseconds this computer's clock is ahead of Kore.ai's, where that's known and may matter. */
  readonly clockAhead?: number | undefined;
  /** How the connection signs in, where that tells causes apart. */
  readonly app?: Pick<KoreApp, 'signIn' | 'encryption'>;
}

/** Tokens, and what is long enough for a phone number without being part of an id. */
const privateParts = /\beyJ[\w-]+(?:\.[\w-]*)*|(?<![\w-])\+?\(?\d(?:[\s().-]{0,3}\d){8,}(?![\w-])/gu;

/** A server may repeat in its error what it was sent, or name a contact. */
function withoutPrivate(said: string): string {
  return said.replace(privateParts, '…');
}

/** What the table says of a failure, as sharply as what is known of it allows. */
function meaningOf(kind: KoreErrorKind, { said = '', app }: KoreErrorFacts): Meaning {
  const { sharper = [], ...meaning } = errorTable[kind];
  const signIn = app?.signIn === 'token' ? 'token' : app?.encryption ? 'encrypted' : undefined;
  const fitting = sharper.find(
    ({ when }) =>
      (when.said === undefined || when.said.test(said)) &&
      (when.signIn === undefined || when.signIn === signIn),
  );
  return { ...meaning, ...fitting };
}

/** The likely causes, with a clock that's known to be wrong first. */
function causesOf(causes: readonly Cause[], clockAhead: number | undefined): readonly Cause[] {
  const difference = clockDifference(clockAhead);
  return difference === undefined
    ? causes
    : [{ text: `${difference} Correct it.` }, ...causes.filter((cause) => cause !== wrongClock)];
}

/** A failed request to Kore.ai. `message` is one sentence for people; it never holds a secret, a token or a phone number. */
export class KoreError extends Error {
  override readonly name = 'KoreError';
  readonly status: number | undefined;
  /** What the server, or the network below it, said, fit to be shown; `''` for nothing. */
  readonly said: string;
  readonly retryAfter: number | undefined;
  readonly passing: boolean;
  readonly passingAfterSuccess: boolean;
  readonly unsent: boolean;
  /** What may be wrong, the likeliest first. */
  readonly causes: readonly Cause[];
  /** What to do about it, the most fitting first; never empty. */
  readonly actions: readonly ErrorAction[];
  /** Where to read more: a page of Kore.ai's documentation. */
  readonly documentation: string | undefined;

  constructor(
    readonly kind: KoreErrorKind,
    known: KoreErrorFacts = {},
  ) {
    const {
      status,
      said,
      retryAfter,
      passing = false,
      passingAfterSuccess = passing,
      unsent = false,
    } = known;
    const { what, causes, remedies, documentation } = meaningOf(kind, known);
    const fit = plainText(withoutPrivate(said ?? ''), 160);
    const facts = [status === undefined ? '' : `HTTP ${status}`, fit].filter(Boolean).join(': ');
    super(facts ? `${what} (${facts}).` : `${what}.`);
    this.status = status;
    this.said = fit;
    this.retryAfter = retryAfter;
    this.passing = passing;
    this.passingAfterSuccess = passingAfterSuccess;
    this.unsent = unsent;
    this.causes = causesOf(causes, known.clockAhead);
    this.actions = [...remedies, ...(documentation ? ['openDocumentation' as const] : []), 'showLog'];
    this.documentation = documentation;
  }
}

/** Whether all that is missing is the client secret, or a token that has not ended. */
export function isNotSignedIn(error: unknown): boolean {
  return error instanceof KoreError && (error.kind === 'notSignedIn' || error.kind === 'tokenExpired');
}

/** Kinds of failures that no other campaign or page would be spared. */
const ofAllRequests: ReadonlySet<KoreErrorKind> = new Set([
  'notSignedIn',
  'tokenExpired',
  'refusedToken',
  'rateLimited',
  'unreachable',
  'untrustedCertificate',
  'proxyAuthentication',
  'proxyFailed',
]);

/** Whether requests for anything else of the same app would fail as well, so that going on makes no sense. */
export function concernsAllRequests(error: unknown): boolean {
  return error instanceof KoreError && ofAllRequests.has(error.kind);
}

/** What was thrown, as an Error: JavaScript lets anything be thrown. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
