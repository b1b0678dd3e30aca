import { formatTenths } from '../text/format.ts';

/** Something of both sides of a comparison. */
export type Both<T> = readonly [T, T];

/** `12.3 %`, and never 0 or 100 for what is not; a dash where there is nothing to have a share of. */
export function share(count: number, all: number): string {
  if (all === 0) return '–';
  const percent = (100 * count) / all;
  if (percent > 0 && percent < 0.1) return `< ${formatTenths(0.1)} %`;
  if (percent < 100 && percent > 99.9) return `> ${formatTenths(99.9)} %`;
  return `${formatTenths(percent)} %`;
}

/** By how many percentage points the second share is larger; undefined where a side has nothing to have a share of. */
export function pointsApart(counts: Both<number>, all: Both<number>): number | undefined {
  if (all[0] === 0 || all[1] === 0) return undefined;
  // Over a common denominator: equal shares of unequal numbers differ by nothing at all.
  return (100 * (counts[1] * all[0] - counts[0] * all[1])) / (all[0] * all[1]);
}

/** `+3.2`, `−0.4`; `0.0` with a sign for what is only nearly nothing. */
export function signedPoints(points: number): string {
  const sign = points > 0 ? '+' : points < 0 ? '−' : '';
  return `${sign}${formatTenths(Math.abs(points))}`;
}
