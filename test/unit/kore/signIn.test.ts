import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { decodeProtectedHeader } from 'jose';
import { sampleCredentials } from '../../../src/demo/sampleServer.ts';
import type { SampleServer } from '../../../src/demo/sampleServer.ts';
import type { TokenEncryption } from '../../../src/kore/encryption.ts';
import { contentEncryptions } from '../../../src/kore/encryption.ts';
import { requestLine } from '../../../src/kore/requestLine.ts';
import { now, token as readyMade } from '../demo/ask.ts';
import { clientSecret, click, failureOf, firstPage, network, success } from './api.ts';

const { clientId } = sampleCredentials;

function encryptionFor({ publicKey }: SampleServer, enc: TokenEncryption['enc'] = 'A128CBC-HS256') {
  ok(publicKey, 'this server enforces no JWE');
  return { key: publicKey, enc };
}

describe('signing in', () => {
  const { sample, odd, client } = network();

  const withToken = (server: { origin: string }, token: string) =>
    client(server.origin, { app: { signIn: 'token' }, secret: () => Promise.resolve(token) });

  describe('with encrypted tokens', () => {
    for (const enc of contentEncryptions) {
      it(`in ${enc} is taken by an app that enforces JWE, request after request`, async () => {
        const server = await sample({ enforceJwe: true, enforceJti: true });
        const { api } = client(server.origin, { app: { encryption: encryptionFor(server, enc) } });
        equal((await api.campaigns(firstPage, click())).totalResults, 26);
        equal((await api.campaigns(firstPage, click())).totalResults, 26);
      });
    }

    it('signs with HS512 inside where the app says so', async () => {
      const server = await sample({ enforceJwe: true });
      const app = { algorithm: 'HS512', encryption: encryptionFor(server) } as const;
      equal((await client(server.origin, { app }).api.campaigns(firstPage, click())).totalResults, 26);
    });

    it('says in its header how it is encrypted, with which key, and that a token is inside', async () => {
      const key = encryptionFor(await sample({ enforceJwe: true })).key;
      const { origin, received } = await odd(success({ results: [] }));
      await client(origin, { app: { encryption: { key, enc: 'A256GCM' } } }).api.campaigns(
        firstPage,
        click(),
      );
      const auth = String(received[0]?.headers['auth']);
      equal(auth.split('.').length, 5);
      deepEqual(decodeProtectedHeader(auth), {
        alg: 'RSA-OAEP',
        enc: 'A256GCM',
        kid: key.kid,
        typ: 'JWT',
        cty: 'JWT',
      });
    });

    it('with the key of another app is refused, and the key is suspected first', async () => {
      const server = await sample({ enforceJwe: true });
      const other = encryptionFor(await sample({ enforceJwe: true }));
      for (const key of [other.key, { ...other.key, kid: server.publicKey?.kid }]) {
        const app = { encryption: { ...other, key } };
        const error = await failureOf(client(server.origin, { app }).api.campaigns(firstPage, click()));
        equal(error.kind, 'refusedToken');
        equal(error.causes[0]?.concerns, 'encryptionKey');
      }
    });

    it('with the wrong secret is refused', async () => {
      const server = await sample({ enforceJwe: true });
      const { api } = client(server.origin, {
        app: { encryption: encryptionFor(server) },
        secret: () => Promise.resolve('another secret'),
      });
      const error = await failureOf(api.campaigns(firstPage, click()));
      equal(error.message, 'Kore.ai refused the sign-in (HTTP 401: Invalid SDK credentials).');
      deepEqual(
        error.causes.slice(0, 2).map(({ concerns }) => concerns),
        ['secret', 'encryptionKey'],
      );
    });

    it('is suspected to be missing where a plain token cannot be read', async () => {
      const server = await sample({ enforceJwe: true });
      const error = await failureOf(client(server.origin).api.campaigns(firstPage, click()));
      match(error.causes[0]?.text ?? '', /enforces encrypted tokens/u);
    });

    it('is suspected to be too much where an app does not enforce it', async () => {
      const { key, enc } = encryptionFor(await sample({ enforceJwe: true }));
      const plain = await sample();
      const app = { encryption: { key, enc } };
      const error = await failureOf(client(plain.origin, { app }).api.campaigns(firstPage, click()));
      ok(error.causes.some(({ text }) => text.includes('does not enforce encrypted tokens')));
    });
  });

  it('with the client secret satisfies an app that enforces JTI, request after request', async () => {
    const { api } = client((await sample({ enforceJti: true })).origin);
    await api.campaigns(firstPage, click());
    equal((await api.campaigns(firstPage, click())).totalResults, 26);
  });

  describe('with a ready-made token', () => {
    it('sends it as it is, any number of times', async () => {
      const token = await readyMade({ jti: undefined });
      const { origin, received } = await odd(success({ results: [] }));
      const { api } = withToken({ origin }, token);
      await api.campaigns(firstPage, click());
      await api.campaigns(firstPage, click());
      deepEqual(
        received.map(({ headers }) => headers['auth']),
        [token, token],
      );
    });

    it('is taken by the server while it lasts', async () => {
      const server = await sample();
      const { api } = withToken(server, await readyMade({ jti: undefined }));
      await api.campaigns(firstPage, click());
      equal((await api.campaigns(firstPage, click())).totalResults, 26);
    });

    it('that never ends is taken', async () => {
      const { api } = withToken(await sample(), await readyMade({ exp: undefined, jti: undefined }));
      equal((await api.campaigns(firstPage, click())).totalResults, 26);
    });

    it('with a jti works once, and the second time it is explained', async () => {
      const { api } = withToken(await sample({ enforceJti: true }), await readyMade());
      await api.campaigns(firstPage, click());
      const error = await failureOf(api.campaigns(firstPage, click()));
      match(error.message, /^Kore\.ai takes this token for one request only.*possibly a replay\)\.$/u);
      match(error.causes[0]?.text ?? '', /enforces JTI, sign in with the client secret/u);
      equal(error.actions[0], 'setToken');
    });

    it('without a jti is refused by an app that enforces it, which is suspected first', async () => {
      const { api } = withToken(await sample({ enforceJti: true }), await readyMade({ jti: undefined }));
      const error = await failureOf(api.campaigns(firstPage, click()));
      equal(error.kind, 'refusedToken');
      match(error.causes[0]?.text ?? '', /enforces JTI/u);
    });

    it('with a jti and a long life is refused with the reason', async () => {
      const { api } = withToken(await sample(), await readyMade({ exp: now() + 7200 }));
      match((await failureOf(api.campaigns(firstPage, click()))).message, /longer than an hour/u);
    });

    it('that was cut off is refused with the reason', async () => {
      const token = await readyMade({ jti: undefined });
      const { api } = withToken(await sample(), token.slice(0, token.lastIndexOf('.')));
      const error = await failureOf(api.campaigns(firstPage, click()));
      match(error.causes[0]?.text ?? '', /not copied as a whole/u);
    });

    it('of another secret is refused', async () => {
      const { api } = withToken(await sample(), await readyMade({ jti: undefined }, 'HS256', 'x'.repeat(40)));
      const error = await failureOf(api.campaigns(firstPage, click()));
      match(error.causes[0]?.text ?? '', /not signed with the secret/u);
      deepEqual(error.actions.slice(0, 1), ['setToken']);
    });

    it('that has ended is not sent, and takes no place in the window', async () => {
      const { origin, received } = await odd(success({ results: [] }));
      const { api, notes } = withToken({ origin }, await readyMade({ exp: now() - 1 }));
      const error = await failureOf(api.campaigns(firstPage, click()));
      equal(error.kind, 'tokenExpired');
      match(error.message, /^The token of this connection has expired \(it ended .*\d:\d\d\s[AP]M\)\.$/u);
      deepEqual([received.length, notes.length], [0, 0]);
    });

    it('that is not known sends nothing', async () => {
      const { origin, received } = await odd(success({ results: [] }));
      const error = await failureOf(withToken({ origin }, '').api.campaigns(firstPage, click()));
      equal(error.message, 'The token of this connection is not known here.');
      equal(received.length, 0);
    });

    it('is neither in the error nor in the log', async () => {
      const token = await readyMade();
      const { api, notes } = withToken(await sample(), token);
      await api.campaigns(firstPage, click());
      const error = await failureOf(api.campaigns(firstPage, click()));
      const told = [error.stack, JSON.stringify(error), ...notes.map(requestLine)].join('\n');
      for (const part of [...token.split('.'), clientSecret, clientId]) ok(!told.includes(part));
    });
  });
});
