import { errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { decryptToken } from './encryptionKey.ts';
import type { EncryptionKey } from './encryptionKey.ts';
import { invalidCredentials, malformed, Refusal } from './refusal.ts';
import type { SampleCredentials } from './sampleCredentials.ts';

const ALLOWED_LIFE = 3600;
const ALLOWED_CLOCK_SKEW = 60;

/** What the JWT app demands of a token beyond its signature (page "API Introduction", "Enforce JTI", "Enforce JWE"). */
export interface TokenRules {
  enforceJti: boolean;
  /** Undefined where tokens are not encrypted. */
  encryptionKey: EncryptionKey | undefined;
}

/**
 * The token as the page "API Introduction" describes it: signed with the client secret, the client id as `appId`,
 * any `sub`. HS512 is from the SDK registration page. With a `jti`, a life of at most an hour, and once only.
 */
export function tokenCheck(
  credentials: SampleCredentials,
  { enforceJti, encryptionKey }: TokenRules,
  clock: () => number,
): (token: string | string[] | undefined) => Promise<void> {
  const secret = new TextEncoder().encode(credentials.clientSecret);
  const isFresh = replayGuard();
  return async (token) => {
    if (typeof token !== 'string' || token === '') throw invalidCredentials();
    const currentDate = new Date(clock());
    const signed = encryptionKey ? await decryptToken(token, encryptionKey) : token;
    const claims = await jwtVerify(signed, secret, { algorithms: ['HS256', 'HS512'], currentDate }).then(
      (verified) => verified.payload,
      (error: unknown) => Promise.reject(tokenRefusal(error)),
    );
    const now = currentDate.getTime() / 1000;
    if (claims['appId'] !== credentials.clientId) throw invalidCredentials();
    if (typeof claims.sub !== 'string' || claims.sub === '') throw invalidCredentials();
    if (claims.iat !== undefined && claims.iat > now + ALLOWED_CLOCK_SKEW) {
      throw unverified('"iat" is in the future');
    }
    // What is said then is not documented.
    if (enforceJti && claims.jti === undefined) throw unverified('"jti" claim is required');
    if (claims.jti !== undefined) checkOnceOnly(claims, now, isFresh);
  };
}

function checkOnceOnly(claims: JWTPayload, now: number, isFresh: ReturnType<typeof replayGuard>): void {
  const { jti, exp } = claims;
  if (typeof jti !== 'string' || jti === '') throw unverified('"jti" must be a string');
  if (exp === undefined || exp > now + ALLOWED_LIFE) {
    throw unverified('if "jti" claim "exp" must be <= 1 hour(s)');
  }
  if (!isFresh(jti, exp, now)) throw unverified('possibly a replay');
}

/** Remembers each `jti` for as long as its token could be used again. */
function replayGuard(): (jti: string, exp: number, now: number) => boolean {
  const expiries = new Map<string, number>();
  return (jti, exp, now) => {
    // Tokens of one client expire in the order they came: the old ones are in front.
    for (const [old, expiry] of expiries) {
      if (expiry > now) break;
      expiries.delete(old);
    }
    if (expiries.has(jti)) return false;
    expiries.set(jti, exp);
    return true;
  };
}

function tokenRefusal(error: unknown): Refusal {
  if (error instanceof errors.JWTExpired) return unverified('jwt expired');
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return malformed();
  return invalidCredentials();
}

const unverified = (why: string): Refusal => new Refusal(401, `error verifying the jwt: ${why}`);
