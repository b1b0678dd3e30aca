import { plainText } from './plainText.ts';

/** Every way in which asking Kore.ai can fail. A person's own cancel is not one of them: that throws the signal's reason. */
export type KoreErrorKind =
  | 'notSignedIn'
  | 'refusedToken'
  | 'wrongScope'
  | 'notFound'
  | 'rateLimited'
  | 'unreachable'
  | 'timedOut'
  | 'serverFailed'
  | 'notAnApiAnswer'
  | 'rejectedInput'
  | 'refusedFilter';

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
}

/** One likely cause of a failure: a sentence that says what to look at, and the part of the connection that would be wrong. */
export interface Cause {
  readonly text: string;
  readonly concerns?: 'host' | 'streamId' | 'accountId' | 'clientId' | 'secret';
}

/** What happened in one sentence, and the likely causes, the likeliest first (kore-api: Authentication, error bodies). */
const meaning: Record<KoreErrorKind, { readonly what: string; readonly causes: readonly Cause[] }> = {
  notSignedIn: {
    what: 'The client secret of this connection is not known here',
    causes: [
      {
        text: 'It was never entered on this machine, or it was forgotten. Set the client secret.',
        concerns: 'secret',
      },
    ],
  },
  refusedToken: {
    what: 'Kore.ai refused the sign-in',
    causes: [
      { text: 'The client secret is not the one of this client ID.', concerns: 'secret' },
      {
        text: 'The client ID is not that of a JWT app of this Kore.ai app (App Settings > Dev Tools).',
        concerns: 'clientId',
      },
      { text: 'The stream ID is that of another app.', concerns: 'streamId' },
      { text: 'The host belongs to another region.', concerns: 'host' },
      { text: 'The account ID is that of another workspace.', concerns: 'accountId' },
      { text: 'The app enforces encrypted tokens (JWE), or the clock of this machine is wrong.' },
    ],
  },
  wrongScope: {
    what: 'Kore.ai does not let this client read campaigns',
    causes: [
      {
        text: 'The JWT app lacks the API scope "Campaign Management" (App Settings > Dev Tools > API Scopes).',
      },
      { text: 'The scope was granted, but the app was not published since.' },
      { text: 'The client ID is that of another JWT app.', concerns: 'clientId' },
    ],
  },
  notFound: {
    what: 'Kore.ai does not know what was asked for',
    causes: [
      { text: 'The stream ID is wrong.', concerns: 'streamId' },
      { text: 'The host is not a Kore.ai platform.', concerns: 'host' },
      {
        text: 'The campaign was deleted, or campaigns are not enabled for this account (Kore.ai Support does that).',
      },
    ],
  },
  rateLimited: {
    what: 'Kore.ai asks to slow down',
    causes: [
      {
        text: 'The account made more than 60 requests in a minute; its other clients count too. Wait a minute, then try again.',
      },
    ],
  },
  unreachable: {
    what: 'The host could not be reached',
    causes: [
      { text: 'The host name is misspelt, or belongs to another region.', concerns: 'host' },
      { text: 'This machine is offline, or its network lets out only what goes through a proxy.' },
      { text: 'The certificate of the host is not trusted by this machine.' },
    ],
  },
  timedOut: {
    what: 'The host did not answer in time',
    causes: [
      { text: 'The service or the network is slow just now. Try again.' },
      { text: 'A firewall swallows what is sent to this host.', concerns: 'host' },
    ],
  },
  serverFailed: {
    what: 'Kore.ai could not answer',
    causes: [
      { text: 'The service has trouble just now. Try again in a while.' },
      { text: 'Campaigns are not enabled for this account.', concerns: 'accountId' },
    ],
  },
  notAnApiAnswer: {
    what: 'What answered is not the campaign API',
    causes: [
      { text: 'The host is not a Kore.ai platform.', concerns: 'host' },
      { text: 'A proxy or a sign-in page of the network answered instead.' },
      { text: 'The API has changed. Look for an update of this extension.' },
    ],
  },
  rejectedInput: {
    what: 'Kore.ai did not accept the request',
    causes: [
      { text: 'The stream ID is not in the form that Kore.ai expects.', concerns: 'streamId' },
      { text: 'The account ID is not in the form that Kore.ai expects.', concerns: 'accountId' },
    ],
  },
  refusedFilter: {
    what: 'Kore.ai did not accept the filter or the sort order',
    causes: [
      {
        text: 'This sort order or one of the values is documented, but not known to this account. Choose another, or clear the filter.',
      },
    ],
  },
};

/** Tokens, and what is long enough for a phone number without being part of an id. */
const privateParts = /\beyJ[\w-]+(?:\.[\w-]*)*|(?<![\w-])\+?\(?\d(?:[\s().-]{0,3}\d){8,}(?![\w-])/gu;

/** A server may repeat in its error what it was sent, or name a contact. */
function withoutPrivate(said: string): string {
  return said.replace(privateParts, '…');
}

/** A failed request to Kore.ai. `message` is one sentence for people; it never holds a secret, a token or a phone number. */
export class KoreError extends Error {
  override readonly name = 'KoreError';
  readonly status: number | undefined;
  /** What the server, or the network below it, said, fit to be shown; `''` for nothing. */
  readonly said: string;
  readonly retryAfter: number | undefined;
  readonly passing: boolean;

  constructor(
    readonly kind: KoreErrorKind,
    { status, said, retryAfter, passing = false }: KoreErrorFacts = {},
  ) {
    const fit = plainText(withoutPrivate(said ?? ''), 160);
    const facts = [status === undefined ? '' : `HTTP ${status}`, fit].filter(Boolean).join(': ');
    super(facts ? `${meaning[kind].what} (${facts}).` : `${meaning[kind].what}.`);
    this.status = status;
    this.said = fit;
    this.retryAfter = retryAfter;
    this.passing = passing;
  }

  /** What may be wrong, the likeliest first. */
  get causes(): readonly Cause[] {
    return meaning[this.kind].causes;
  }
}

/** Whether all that is missing is the client secret. */
export function isNotSignedIn(error: unknown): boolean {
  return error instanceof KoreError && error.kind === 'notSignedIn';
}

/** What was thrown, as an Error: JavaScript lets anything be thrown. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
