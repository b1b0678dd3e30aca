import type { RequestScheduler } from '../kore/scheduler.ts';
import { quantity } from './quantity.ts';

/**
 * How long it takes until so many more pages are here, and why, as parts of a sentence: a wait that Kore.ai has asked for, and what
 * the ceiling of requests makes of the rest. Empty where it is soon.
 */
export function timeLeft(scheduler: RequestScheduler, missingPages: number): string[] {
  if (missingPages <= 0) return [];
  const held = scheduler.msHeldBack;
  const all = scheduler.estimate(missingPages);
  return [
    ...(held >= 1_000 ? [`Kore.ai asked to wait, ${duration(held / 1_000)} more`] : []),
    // A millisecond may pass between the two.
    ...(all > held + 1 ? [`about ${minutes(all)} left: Kore.ai limits requests per minute`] : []),
  ];
}

function duration(seconds: number): string {
  return seconds < 120 ? `${Math.ceil(seconds)} s` : minutes(seconds * 1_000);
}

function minutes(ms: number): string {
  return quantity(Math.ceil(ms / 60_000), 'minute');
}
