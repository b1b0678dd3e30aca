import { formatAge, formatDate } from '../../src/text/format.ts';
import { element } from './dom.ts';

/** Seconds in each unit, the largest first. */
const units = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** A point in time, with the time zone in its tooltip. @param at milliseconds since the epoch */
export function absoluteTime(at: number): HTMLTimeElement {
  return timeElement(at, 'momentWithSeconds');
}

/** A time of day, with the date and the time zone in its tooltip. @param at milliseconds since the epoch */
export function clockTime(at: number): HTMLTimeElement {
  return timeElement(at, 'timeWithSeconds');
}

function timeElement(at: number, style: 'momentWithSeconds' | 'timeWithSeconds'): HTMLTimeElement {
  const properties = { dateTime: new Date(at).toISOString(), title: formatDate(at, 'momentWithZone') };
  return element('time', properties, formatDate(at, style));
}

/** How long ago something was, and when. @param at milliseconds since the epoch */
export function age(at: number): readonly (Node | string)[] {
  const told = element('span', {}, relativeTime(at));
  told.dataset['since'] = String(at);
  return [told, ' (', absoluteTime(at), ')'];
}

/** Brings up to date what the page tells as "… ago". */
export function updateAges(): void {
  for (const told of document.querySelectorAll<HTMLElement>('[data-since]')) {
    told.textContent = relativeTime(Number(told.dataset['since']));
  }
}

/** How long ago it was, such as "5 minutes ago". @param at milliseconds since the epoch */
function relativeTime(at: number, now = Date.now()): string {
  const seconds = (at - now) / 1_000;
  const unit = units.find(([, length]) => Math.abs(seconds) >= length);
  return unit ? formatAge(Math.trunc(seconds / unit[1]), unit[0]) : 'just now';
}
