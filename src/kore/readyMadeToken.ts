import { decodeJwt, type JWTPayload } from 'jose';
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
  if (end !== undefined && end <= Date.now()) return `This token has expired: it ended ${pointInTime(end)}.`;
  const appId = claimsOf(pasted)?.['appId'];
  if (typeof appId === 'string' && appId !== clientId) return 'This token is for another client ID.';
  return undefined;
}

/** What to know about a token before it is used, as a sentence; it holds nothing of the token but its end. */
export function tokenRemark(text: string): string {
  const pasted = text.trim();
  const end = tokenEnd(pasted);
  const until =
    end === undefined ? 'The token does not say when it ends.' : `Valid until ${pointInTime(end)}.`;
  return claimsOf(pasted)?.jti === undefined
    ? until
    : `${until} It has a "jti", with which Kore.ai takes it for one request only.`;
}

/** When a token ends, in milliseconds since the epoch; undefined where it does not say or cannot be read. */
export function tokenEnd(token: string): number | undefined {
  const exp = claimsOf(token)?.exp;
  return typeof exp === 'number' ? exp * 1_000 : undefined;
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
