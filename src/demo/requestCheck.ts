import type { IncomingHttpHeaders } from 'node:http';
import { errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { Refusal } from './refusal.ts';
import type { SampleCredentials } from './sampleCredentials.ts';

/**
 * Only programs on this machine may ask. A browser page that reached loopback would say so with `Origin` or
 * `Sec-Fetch-Site`; one that came through a host name of its own (DNS rebinding) shows it in `Host`.
 */
export function checkLoopback(headers: IncomingHttpHeaders, port: number): void {
  const isOurs = headers.host === `127.0.0.1:${port}` || headers.host === `localhost:${port}`;
  const isBrowserPage = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
  if (!isOurs || isBrowserPage) throw new Refusal(403, 'The sample server answers no browser pages.');
}

/**
 * The headers of every campaign request (all v2 pages: `auth`, `iid`, `accountId`, all required) against the one
 * app there is. Gives a function because it has to remember which tokens were used.
 */
export function accountCheck(
  credentials: SampleCredentials,
  clock: () => number = Date.now,
): (headers: IncomingHttpHeaders, streamId: string) => Promise<void> {
  const checkToken = tokenCheck(credentials, clock);
  return async (headers, streamId) => {
    if (streamId !== credentials.streamId) {
      throw /^st-[\w-]+$/.test(streamId) ? invalidCredentials() : new Refusal(400, 'Invalid StreamId');
    }
    await checkToken(headers['auth']);
    if (headers['iid'] !== streamId) throw invalidCredentials();
    // Two spellings of one header arrive as "id, id", and are refused here as well.
    if (headers['accountid'] !== credentials.accountId) throw invalidCredentials();
  };
}

const ALLOWED_LIFE = 3600;
const ALLOWED_CLOCK_SKEW = 60;

/**
 * The token as the page "API Introduction" describes it: signed with the client secret, the client id as `appId`,
 * any `sub`. HS512 is from the SDK registration page. With a `jti`, a life of at most an hour, and once only.
 */
function tokenCheck(
  credentials: SampleCredentials,
  clock: () => number,
): (token: string | string[] | undefined) => Promise<void> {
  const secret = new TextEncoder().encode(credentials.clientSecret);
  const isFresh = replayGuard();
  return async (token) => {
    if (typeof token !== 'string' || token === '') throw invalidCredentials();
    const currentDate = new Date(clock());
    const claims = await jwtVerify(token, secret, { algorithms: ['HS256', 'HS512'], currentDate }).then(
      (verified) => verified.payload,
      (error: unknown) => Promise.reject(tokenRefusal(error)),
    );
    const now = currentDate.getTime() / 1000;
    if (claims['appId'] !== credentials.clientId) throw invalidCredentials();
    if (typeof claims.sub !== 'string' || claims.sub === '') throw invalidCredentials();
    if (claims.iat !== undefined && claims.iat > now + ALLOWED_CLOCK_SKEW) {
      throw unverified('"iat" is in the future');
    }
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
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) {
    return new Refusal(401, 'Invalid JWT token', 4002);
  }
  return invalidCredentials();
}

const unverified = (why: string): Refusal => new Refusal(401, `error verifying the jwt: ${why}`);

/** Kore.ai's own API tests expect this for a missing or tampered token and for a wrong stream id. */
const invalidCredentials = (): Refusal => new Refusal(401, 'Invalid SDK credentials', 4002);
