import { SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import type { KoreApp } from './app.ts';

/** Seconds. Apps that enforce `jti` want at most an hour; a token here is used once, at once, so clocks are all it must bear. */
export const tokenLifetime = 300;

/**
 * A signed token for exactly one request (Kore.ai, "Generating the JWT token"): claims `appId` and `sub`, signed with the client
 * secret as text. The fresh `jti` with its short `exp` also satisfies apps that accept each token only once.
 */
export function mintToken(app: KoreApp, secret: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ appId: app.clientId })
    .setProtectedHeader({ alg: app.algorithm, typ: 'JWT' })
    .setSubject('kore-campaign-explorer')
    .setIssuedAt(now)
    .setExpirationTime(now + tokenLifetime)
    .setJti(randomUUID())
    .sign(new TextEncoder().encode(secret));
}
