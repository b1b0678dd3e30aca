const earliest = Date.UTC(2015, 0);
const dayMs = 24 * 60 * 60 * 1_000;

/**
 * About when a session began, in milliseconds since the epoch. Session ids look like MongoDB's ObjectId, whose first 8 hex digits
 * are seconds; nothing promises that they are, so what cannot be a session's time is undefined.
 */
export function sessionBegin(sessionId: string, now = Date.now()): number | undefined {
  if (!/^[0-9a-f]{24}$/iu.test(sessionId)) return undefined;
  const begin = parseInt(sessionId.slice(0, 8), 16) * 1_000;
  return begin >= earliest && begin <= now + dayMs ? begin : undefined;
}
