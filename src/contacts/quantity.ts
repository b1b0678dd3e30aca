import { formatInteger } from '../text/format.ts';

/** `1,204`. */
export function grouped(count: number): string {
  return formatInteger(count);
}

/** `1 contact`, `1,204 contacts`; the plural of all nouns here is made with an s. */
export function quantity(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `1,234 contacts` when all that there are have been loaded, else `100 of 1,234 loaded`. @param isAll whether there are no more pages */
export function contactsLoaded(count: number, total: number | undefined, isAll: boolean): string {
  if (isAll && (total === undefined || total === count)) return quantity(count, 'contact');
  return `${grouped(count)} of ${total === undefined ? 'unknown' : grouped(total)} loaded`;
}
