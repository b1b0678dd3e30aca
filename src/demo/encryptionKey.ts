import { randomUUID } from 'node:crypto';
import { compactDecrypt, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey } from 'jose';
import { malformed } from './refusal.ts';

/** The key pair of an app that enforces JWE. */
export interface EncryptionKey {
  /** The JWK that Kore.ai's console would show. */
  publicKey: { kty: 'RSA'; n: string; e: string; kid: string };
  privateKey: CryptoKey;
}

export async function newEncryptionKey(): Promise<EncryptionKey> {
  const { publicKey, privateKey } = await generateKeyPair('RSA-OAEP', { extractable: true });
  const { n = '', e = '' } = await exportJWK(publicKey);
  return { publicKey: { kty: 'RSA', n, e, kid: `k-${randomUUID()}` }, privateKey };
}

/**
 * The signed token inside an encrypted one (page "SDK Security": RSA-OAEP, one of three `enc`, the `kid` of the platform's key; RFC
 * 7519, 5.2: `cty` says that a token is inside). RSA1_5, which the page lists too, is not taken: no client here uses it.
 * What Kore.ai says to a token that it cannot decrypt is not documented; here it is the same as to one that it cannot read.
 */
export async function decryptToken(token: string, { publicKey, privateKey }: EncryptionKey): Promise<string> {
  const { plaintext, protectedHeader } = await compactDecrypt(token, privateKey, {
    keyManagementAlgorithms: ['RSA-OAEP'],
    contentEncryptionAlgorithms: ['A128CBC-HS256', 'A128GCM', 'A256GCM'],
  }).catch(() => Promise.reject(malformed()));
  if (protectedHeader.kid !== publicKey.kid || protectedHeader.cty !== 'JWT') throw malformed();
  return new TextDecoder().decode(plaintext);
}
