import { decodeJwt, type JWTPayload } from 'jose';
import { isPlausibleTime } from './clock.ts';
import { pointInTime } from './pointInTime.ts';

/** `header.claims.signature`, or the five parts of an encrypted one. */
const token = /^[\w-]+\.[\w-]*\.[\w-]+(?:\.[\w-]+\.[\w-]+)?$/u;

/** @returns what is wrong with a token that a person pasted, as a sentence, or undefined when it may be right */
export function tokenProblem(text: string, clientId: string): string | undefined {
  const pasted = text.trim();
  if (pasted === '') return 'Enter the token.';
  if (/^bearer\s/iu.test(pasted)) return 'Leave out "Bearer": the token alone is sent.';
  if (!token.test(pasted) || (isReadable(pasted) && !claimsOf(pasted)))
    return 'This is not a whole token: it has three parts with dots between them, or five when it is encrypted.';
  const end = tokenEnd(pasted);
  if (end !== undefined && end <= Date.now())
    return `This token has expired: it ended ${pointInTime(end)}. If that time is still to come, correct this computer's clock.`;
  const appId = claimsOf(pasted)?.['appId'];
  if (typeof appId === 'string' && appId !== clientId) return 'This token is for another client ID.';
  return undefined;
}

/** What to know about a token before it is used, as a sentence; it holds nothing of the token but its end. */
export function tokenRemark(text: string): string {
  const pasted = text.trim();
  const claims = claimsOf(pasted);
  const start = timeOf(claims?.nbf);
  return [
    endOf(pasted, claims),
    ...(start !== undefined && start > Date.now() ? [`Not valid before ${pointInTime(start)}.`] : []),
    ...(claims?.nbf !== undefined && start === undefined ? [notInSeconds('start', 'nbf')] : []),
    ...(claims?.jti === undefined
      ? []
      : ['It has a "jti", with which Kore.ai takes it for one request only.']),
  ].join(' ');
}

function endOf(token: string, claims: JWTPayload | undefined): string {
  const end = tokenEnd(token);
  if (end !== undefined) return `Valid until ${pointInTime(end)}.`;
  return claims?.exp === undefined ? 'The token does not say when it ends.' : notInSeconds('end', 'exp');
}

function notInSeconds(what: 'start' | 'end', claim: 'nbf' | 'exp'): string {
  return `The ${what} of this token ("${claim}") isn't a time in seconds. Kore.ai may refuse the token.`;
}

/** When a token ends, in milliseconds since the epoch; undefined where it doesn't say, can't be read, or says no plausible time. */
export function tokenEnd(token: string): number | undefined {
  return timeOf(claimsOf(token)?.exp);
}

/** A claim in seconds as milliseconds; a time before 1970 is as long past as 1970. */
function timeOf(claim: unknown): number | undefined {
  const ms = typeof claim === 'number' ? Math.max(0, claim * 1_000) : NaN;
  return isPlausibleTime(ms) ? ms : undefined;
}

/** An encrypted token has five parts, and tells what it holds to Kore.ai alone. */
function isReadable(token: string): boolean {
  return token.split('.').length === 3;
}

function claimsOf(token: string): JWTPayload | undefined {
  try {
    return isReadable(token) ? decodeJwt(token) : undefined;
  } catch {
    // Not an error here: tokenProblem tells a person who pastes it, Kore.ai whoever sends it all the same.
    return undefined;
  }
}
