import { equal, ok } from 'node:assert/strict';
import { CompactEncrypt, importJWK } from 'jose';
import { startSampleServer } from '../../../src/demo/sampleServer.ts';
import type { SampleServer } from '../../../src/demo/sampleServer.ts';
import { ask, listPath, token } from './ask.ts';

const body = { type: 'voice' };

async function said(server: SampleServer, auth: string): Promise<string> {
  const { status, json } = await ask(server, listPath, { body, token: auth });
  return status === 200 ? 'taken' : `${status}: ${json.errors?.[0]?.msg ?? ''}`;
}

describe('sample server that enforces JTI', () => {
  let server: SampleServer;
  before(async () => void (server = await startSampleServer({ enforceJti: true })));
  after(() => server.stop());

  it('takes a token with a jti, once', async () => {
    const once = await token();
    equal(await said(server, once), 'taken');
    equal(await said(server, once), '401: error verifying the jwt: possibly a replay');
  });

  it('refuses a token without', async () => {
    equal(
      await said(server, await token({ jti: undefined })),
      '401: error verifying the jwt: "jti" claim is required',
    );
  });
});

describe('sample server that enforces JWE', () => {
  let server: SampleServer;
  let other: SampleServer;
  before(async () => {
    server = await startSampleServer({ enforceJwe: true });
    other = await startSampleServer({ enforceJwe: true });
  });
  after(() => Promise.all([server.stop(), other.stop()]));

  /** A token encrypted by hand; `header` replaces or, with undefined, removes. */
  async function encrypted(header: object = {}, signed?: string, key = server.publicKey): Promise<string> {
    ok(key && server.publicKey);
    const { kid } = server.publicKey;
    const whole = { alg: 'RSA-OAEP', enc: 'A128CBC-HS256', kid, typ: 'JWT', cty: 'JWT', ...header };
    return new CompactEncrypt(new TextEncoder().encode(signed ?? (await token())))
      .setProtectedHeader(JSON.parse(JSON.stringify(whole)) as typeof whole)
      .encrypt(await importJWK(key, whole.alg));
  }

  it('takes each of the documented encryptions', async () => {
    for (const enc of ['A128CBC-HS256', 'A128GCM', 'A256GCM']) {
      equal(await said(server, await encrypted({ enc })), 'taken', enc);
    }
  });

  it('refuses other encryptions, of the content and of its key', async () => {
    equal(await said(server, await encrypted({ enc: 'A256CBC-HS512' })), '401: Invalid JWT token');
    equal(await said(server, await encrypted({ alg: 'RSA-OAEP-256' })), '401: Invalid JWT token');
  });

  it('refuses another key, another kid, and what does not say that it holds a token', async () => {
    equal(await said(server, await encrypted({}, undefined, other.publicKey)), '401: Invalid JWT token');
    for (const header of [{ kid: 'k-other' }, { kid: undefined }, { cty: undefined }]) {
      equal(await said(server, await encrypted(header)), '401: Invalid JWT token');
    }
  });

  it('refuses a token that is only signed', async () => {
    equal(await said(server, await token()), '401: Invalid JWT token');
  });

  it('checks what is inside like any token', async () => {
    equal(
      await said(server, await encrypted({}, await token({}, 'HS256', 'x'.repeat(40)))),
      '401: Invalid SDK credentials',
    );
    equal(await said(server, await encrypted({}, 'x')), '401: Invalid JWT token');
    const once = await token();
    equal(await said(server, await encrypted({}, once)), 'taken');
    equal(await said(server, await encrypted({}, once)), '401: error verifying the jwt: possibly a replay');
  });

  it('gives its public key out, and nothing else of it', () => {
    equal(
      Object.keys(server.publicKey ?? {})
        .sort()
        .join(),
      'e,kid,kty,n',
    );
  });
});
