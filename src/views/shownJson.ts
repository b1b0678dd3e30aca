import { cutText } from './cutText.ts';

/** Characters of raw JSON that are shown at most; what is copied is never cut. */
const longestJson = 100_000;

/** What was served, to be looked at. */
export function shownJson(served: unknown): string {
  return cutText(inReadingOrder(JSON.stringify(served, undefined, 2)), longestJson);
}

/** Spells out, as JSON may, the characters that would turn the rest of a line around. */
function inReadingOrder(json: string): string {
  return json.replace(
    /\p{Bidi_Control}/gu,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
