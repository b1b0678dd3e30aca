import { formatDate, isSame } from '../text/format.ts';

/** `2:05 PM`, on another day than today `Nov 24, 2026, 2:05 PM`. @param at milliseconds since the epoch */
export function pointInTime(at: number): string {
  return formatDate(at, isSame('day', at, Date.now()) ? 'time' : 'moment');
}
