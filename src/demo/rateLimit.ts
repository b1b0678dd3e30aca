import { Refusal } from './refusal.ts';

/**
 * The service's own limit: so many requests per account in any 60 seconds. Call it once a request; it throws
 * when the window is full. A refused request does not count. The text is from the page "Rate limits" (CCAI);
 * status 429 and `Retry-After` are our reading, the page names neither. `minute` is in milliseconds.
 */
export function rateLimit(requestsPerMinute: number, minute = 60_000): () => void {
  if (requestsPerMinute === Infinity) return () => undefined;
  let served: number[] = [];
  return () => {
    const now = performance.now();
    served = served.filter((time) => time > now - minute);
    if (served.length >= requestsPerMinute) throw tooMany((served[0] ?? now) + minute - now);
    served.push(now);
  };
}

function tooMany(wait: number): Refusal {
  const text = "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.";
  return new Refusal(429, text, 429, { 'Retry-After': String(Math.max(1, Math.ceil(wait / 1000))) });
}
