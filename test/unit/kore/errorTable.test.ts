import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { KoreError } from '../../../src/kore/errors.ts';
import type { KoreErrorFacts, KoreErrorKind } from '../../../src/kore/errors.ts';
import { errorTable } from '../../../src/kore/errorTable.ts';

const secret = { signIn: 'secret' } as const;
const token = { signIn: 'token' } as const;
const encrypted = {
  signIn: 'secret',
  encryption: { key: { kty: 'RSA', n: 'n', e: 'e' }, enc: 'A128GCM' },
} as const;

/** A text of each form that a pattern of the table is made for. */
const words = [
  '',
  'Invalid SDK credentials',
  'Invalid JWT token',
  'error verifying the jwt: possibly a replay',
  'error verifying the jwt: if "jti" claim "exp" must be <= 1 hour(s)',
  'error verifying the jwt: "jti" claim is required',
  'error verifying the jwt: jwt expired',
  'Permission denied. Scope is incorrect!',
  'Invalid StreamId',
  'Validation errors/ Invalid arguments: query parameter "accountId"',
  'Campaign not found',
];

const kinds = Object.keys(errorTable) as KoreErrorKind[];
const every = kinds.flatMap((kind) =>
  [secret, token, encrypted].flatMap((app) =>
    words.map((said) => ({ kind, said, app, error: new KoreError(kind, { said, app }) })),
  ),
);

/** The beginnings of the causes, in order. */
function causes(kind: KoreErrorKind, facts: KoreErrorFacts = {}): string[] {
  return new KoreError(kind, facts).causes.map(({ text }) => text);
}

function startWith(actual: readonly string[], beginnings: readonly RegExp[]): void {
  ok(actual.length >= beginnings.length, actual.join('\n'));
  beginnings.forEach((beginning, index) => match(actual[index] ?? '', beginning));
}

describe('the table of errors', () => {
  for (const kind of kinds) {
    it(`${kind}: ${errorTable[kind].what}`, () => {
      for (const { error } of every.filter((one) => one.kind === kind)) {
        match(error.message, /^[A-Z].*\.$/u);
        ok(error.causes.length > 0);
        equal(new Set(error.causes.map(({ text }) => text)).size, error.causes.length);
        for (const { text } of error.causes) match(text, /^[A-Z].*\.$/u);
        notEqual(error.actions[0], 'showLog');
        equal(error.actions.at(-1), 'showLog');
        equal(new Set(error.actions).size, error.actions.length);
        equal(error.actions.includes('openDocumentation'), error.documentation !== undefined);
        if (error.documentation !== undefined)
          match(error.documentation, /^https:\/\/docs\.kore\.ai\/[\w/-]+$/u);
      }
    });
  }

  it('has no placeholder in any text, and no text that is cut off', () => {
    const texts = every.flatMap(({ error }) => [error.message, ...error.causes.map(({ text }) => text)]);
    for (const text of texts) {
      ok(!/\$\{|\{\{|undefined|null|TODO|xxx|\[object|…|\s{2}|\.\./u.test(text), text);
      ok(text.length < 260, text);
    }
  });

  it('has no row that can never be reached', () => {
    for (const kind of kinds) {
      const meanings = new Set(
        every
          .filter((one) => one.kind === kind)
          .map(({ error }) => JSON.stringify([error.causes, error.actions])),
      );
      ok(meanings.size >= (errorTable[kind].sharper?.length ?? 0), kind);
    }
  });

  it('speaks of a secret only where there is one, and of a token to set only where one was set', () => {
    for (const { error, app } of every) {
      const concerns = error.causes.map((cause) => cause.concerns);
      const isSignIn = ['notSignedIn', 'refusedToken'].includes(error.kind);
      if (app === token)
        ok(!concerns.includes('secret') && !error.actions.includes('setSecret'), error.message);
      else if (isSignIn)
        ok(!concerns.includes('token') && !error.actions.includes('setToken'), error.message);
    }
  });

  describe('names each likely fault of the set-up, in the right order', () => {
    it('where the credentials are refused', () => {
      startWith(causes('refusedToken', { said: 'Invalid SDK credentials', app: secret }), [
        /client secret is not/u,
        /client ID is not/u,
        /stream ID is that of another app/u,
        /host belongs to another region/u,
        /account ID is that of another workspace/u,
        /enforces encrypted tokens \(JWE\)/u,
        /another signing algorithm/u,
        /lacks the API scope "Campaign Management"/u,
        /not published/u,
        /clock/u,
      ]);
    });

    it('where a token, or an encrypted one, is refused', () => {
      startWith(causes('refusedToken', { said: 'Invalid SDK credentials', app: token }), [
        /token was not signed with the secret/u,
        /stream ID/u,
        /host/u,
        /account ID/u,
        /enforces JTI/u,
        /JWE/u,
      ]);
      startWith(causes('refusedToken', { said: 'Invalid SDK credentials', app: encrypted }), [
        /client secret/u,
        /public key/u,
      ]);
    });

    it('where the scope is missing, and where the server only forbids', () => {
      startWith(causes('wrongScope', { said: 'Permission denied. Scope is incorrect!' }), [
        /lacks the API scope/u,
        /not published/u,
        /client ID is that of another JWT app/u,
      ]);
      startWith(causes('wrongScope', { said: 'Forbidden' }), [
        /lacks the API scope/u,
        /not published/u,
        /Campaigns are not enabled/u,
        /account ID/u,
      ]);
    });

    it('where nothing is found', () => {
      startWith(causes('notFound', { said: 'Not Found' }), [
        /stream ID is wrong/u,
        /host is not/u,
        /Campaigns are not enabled/u,
        /campaign was deleted/u,
      ]);
      startWith(causes('notFound', { said: 'Campaign not found' }), [/campaign was deleted/u, /stream ID/u]);
    });

    it('where the request is not accepted', () => {
      startWith(causes('rejectedInput', { said: 'Invalid StreamId' }), [/stream ID.*"st-"/u, /host/u]);
      startWith(causes('rejectedInput', { said: 'query parameter "accountId"' }), [/account ID/u]);
      startWith(causes('rejectedInput'), [/stream ID/u, /account ID/u]);
    });

    it('where the host cannot be reached, or fails, or is none', () => {
      startWith(causes('unreachable'), [/another region/u]);
      startWith(causes('serverFailed'), [/trouble/u, /Campaigns are not enabled/u, /account ID/u]);
      startWith(causes('notAnApiAnswer'), [/host is not/u]);
    });
  });

  describe('listens to what the server says', () => {
    it('of a token that was used before', () => {
      const said = 'error verifying the jwt: possibly a replay';
      const refused = new KoreError('refusedToken', { status: 401, said, app: token });
      equal(
        refused.message,
        `Kore.ai takes this token for one request only, and it was used before (HTTP 401: ${said}).`,
      );
      startWith(causes('refusedToken', { said, app: token }), [
        /"jti".*enforces JTI, sign in with the client secret/u,
      ]);
      equal(refused.actions[0], 'setToken');
      match(refused.documentation ?? '', /sdk-security/u);
      startWith(causes('refusedToken', { said, app: secret }), [/sent it twice/u]);
    });

    it('of a token that lives too long, or has no jti', () => {
      const hour = 'error verifying the jwt: if "jti" claim "exp" must be <= 1 hour(s)';
      startWith(causes('refusedToken', { said: hour, app: token }), [
        /ends within the hour/u,
        /enforces JTI/u,
      ]);
      startWith(causes('refusedToken', { said: '"jti" claim is required', app: token }), [/enforces JTI/u]);
      startWith(causes('refusedToken', { said: hour, app: secret }), [/clock/u]);
    });

    it('of a token that it cannot read', () => {
      const said = 'Invalid JWT token';
      startWith(causes('refusedToken', { said, app: secret }), [/JWE/u, /algorithm/u, /client secret/u]);
      startWith(causes('refusedToken', { said, app: encrypted }), [/public key/u, /does not enforce/u]);
      startWith(causes('refusedToken', { said, app: token }), [/not copied as a whole/u, /JWE/u]);
    });

    it('of an expired token', () => {
      const said = 'error verifying the jwt: jwt expired';
      startWith(causes('refusedToken', { said, app: token }), [/until its end/u]);
      deepEqual(causes('refusedToken', { said, app: secret }), ['The clock of this machine is wrong.']);
    });
  });
});
