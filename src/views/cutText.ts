import { quantity } from '../contacts/quantity.ts';

/** At most so many characters of a text, with a word on what is not shown. */
export function cutText(text: string, longest: number): string {
  if (text.length <= longest) return inReadingOrder(text);
  return `${inReadingOrder(text.slice(0, longest))}… (${quantity(text.length - longest, 'more character')} not shown; Copy takes all)`;
}

/** Spells out, as JSON may, the characters that would turn the rest of a line around: what is read is what is copied. */
function inReadingOrder(text: string): string {
  return text.replace(
    /\p{Bidi_Control}/gu,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
