import { SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import type { KoreApp } from './app.ts';
import { encryptToken } from './encryption.ts';

/** Seconds. Apps that enforce `jti` want at most an hour; a token here is used once, at once, so clocks are all it must bear. */
export const tokenLifetime = 300;

/** Seconds by which the start of a token (`iat`) is set back: some servers refuse one that's in the future by their clock. */
const setBack = 60;

/** The token that one request carries. @param secret the client secret or, where the app is signed in to with one, the ready-made token */
export async function tokenFor(app: KoreApp, secret: string): Promise<string> {
  if (app.signIn === 'token') return secret;
  const signed = await mintToken(app, secret);
  return app.encryption ? encryptToken(signed, app.encryption) : signed;
}

/**
 * A signed token for exactly one request (Kore.ai, "Generating the JWT token"): claims `appId` and `sub`, signed with the client
 * secret as text. The fresh `jti` with its short `exp` also satisfies apps that accept each token only once.
 */
function mintToken(app: KoreApp, secret: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ appId: app.clientId })
    .setProtectedHeader({ alg: app.algorithm, typ: 'JWT' })
    .setSubject('kore-campaign-explorer')
    .setIssuedAt(now - setBack)
    .setExpirationTime(now + tokenLifetime)
    .setJti(randomUUID())
    .sign(new TextEncoder().encode(secret));
}
