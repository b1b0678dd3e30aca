import { quantity } from '../contacts/quantity.ts';

/** At most so many characters of a text, with a word on what is not shown. */
export function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest)}… (${quantity(text.length - longest, 'more character')} not shown; Copy takes all)`;
}
