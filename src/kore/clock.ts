import { formatInteger } from '../text/format.ts';

/** Milliseconds of difference that need no mention: `Date` headers have whole seconds, and Kore.ai allows for some. */
const negligible = 60_000;

/** The end of the last year that has four digits, in milliseconds since the epoch. */
const latest = Date.UTC(10_000, 0) - 1;

/** Whether a number of milliseconds since the epoch is a plausible time, from 1970 to the year 9999. */
export function isPlausibleTime(ms: number): boolean {
  return ms >= 0 && ms <= latest;
}

/**
 * By how many milliseconds this computer's clock is ahead of that of a server that answered just now.
 * @param date the `Date` header of the response; undefined is returned for anything else
 */
export function clockAhead(date: unknown): number | undefined {
  const theirs = typeof date === 'string' ? Date.parse(date) : NaN;
  return Number.isNaN(theirs) ? undefined : Date.now() - theirs;
}

/** Milliseconds since the epoch by Kore.ai's clock, as far as a difference that matters is known. @param ahead see {@link clockAhead} */
export function koreTime(ahead: number | undefined): number {
  return Date.now() - considerable(ahead);
}

/** `This computer's clock is 7 minutes ahead of Kore.ai's.`; undefined for a difference that needs no mention. @param ahead in milliseconds */
export function clockDifference(ahead: number | undefined): string | undefined {
  const difference = considerable(ahead);
  if (difference === 0) return undefined;
  return `This computer's clock is ${inWords(Math.abs(difference))} ${difference > 0 ? 'ahead of' : 'behind'} Kore.ai's.`;
}

/** The difference where it matters, else 0. */
function considerable(ahead = 0): number {
  return Math.abs(ahead) > negligible ? ahead : 0;
}

function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return counted(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? counted(hours, 'hour') : counted(Math.round(hours / 24), 'day');
}

function counted(count: number, unit: 'minute' | 'hour' | 'day'): string {
  return `${formatInteger(count)} ${unit}${count === 1 ? '' : 's'}`;
}
