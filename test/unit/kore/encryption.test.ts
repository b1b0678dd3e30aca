import { deepEqual, throws } from 'node:assert/strict';
import { exportJWK, generateKeyPair } from 'jose';
import { readPlatformKey } from '../../../src/kore/encryption.ts';

describe('the key of the platform', () => {
  let jwk: Record<string, unknown>;
  let privateJwk: Record<string, unknown>;
  before(async () => {
    const pair = await generateKeyPair('RSA-OAEP', { extractable: true });
    jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k-1' };
    privateJwk = { ...(await exportJWK(pair.privateKey)) };
  });

  const read = (value: unknown) => readPlatformKey(JSON.stringify(value));

  it('is read from the JWK that the console shows, without what is not needed', () => {
    const { n, e, kid } = jwk;
    deepEqual(read({ ...jwk, use: 'enc', alg: 'RSA-OAEP-256', 'other thing': {} }), {
      kty: 'RSA',
      n,
      e,
      kid,
    });
    deepEqual(read({ kty: 'RSA', n, e }), { kty: 'RSA', n, e });
  });

  it('is refused where it is private, whole or in part', () => {
    for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi'])
      throws(
        () => read({ ...jwk, [member]: privateJwk[member] }),
        /^Error: The key is a private one: only the public/u,
      );
    throws(() => read(privateJwk), /private/u);
    throws(() => read({ kty: 'oct', k: 'secret' }), /private/u);
  });

  it('is refused with a sentence where it is something else', () => {
    for (const text of ['', 'x', '{', '"a"', 'null', '-----BEGIN PUBLIC KEY-----'])
      throws(() => readPlatformKey(text), { message: 'The key is not a JWK, which is a JSON object.' }, text);
    const noRsaKey = { message: 'The key is not an RSA key, which has "kty": "RSA", "n" and "e".' };
    const ec = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };
    for (const other of [{}, [jwk], ec, { ...jwk, n: undefined }, { ...jwk, e: 65_537 }])
      throws(() => read(other), noRsaKey);
    throws(() => read({ ...jwk, e: 'AQ+B' }), {
      message: 'The key is damaged: "n" or "e" is not in base64url.',
    });
    throws(() => read({ ...jwk, n: 'AQAB' }), { message: 'The key has less than 2048 bits.' });
    throws(() => read({ ...jwk, kid: 7 }), { message: '"kid" of the key is not a text.' });
  });
});
