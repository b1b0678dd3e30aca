import { cutText } from './cutText.ts';

/** Characters of raw JSON that are shown at most; what is copied is never cut. */
const longestJson = 100_000;

/** Raw JSON, to be looked at. */
export function shownJson(json: string): string {
  return cutText(json, longestJson);
}
