import type { Both } from './share.ts';
import { byNumber, type BreakdownId, type Summary } from './summary.ts';

/** How many contacts of each side have a value. */
export interface ComparedValue {
  readonly value: string;
  readonly counts: Both<number>;
}

/** The values that either side has, with 0 for the other: the one with the larger share first, attempts by their number. */
export function compareValues(id: BreakdownId, [one, other]: Both<Summary>): readonly ComparedValue[] {
  const ofOne = countsOf(id, one);
  const ofOther = countsOf(id, other);
  const values = [...new Set([...ofOne.keys(), ...ofOther.keys()])].map((value) => ({
    value,
    counts: [ofOne.get(value) ?? 0, ofOther.get(value) ?? 0] as const,
  }));
  const largerShare = ({ counts: [a, b] }: ComparedValue) =>
    Math.max(a / Math.max(1, one.contacts), b / Math.max(1, other.contacts));
  return id === 'attempts'
    ? values.sort((a, b) => byNumber(a.value, b.value))
    : values.sort((a, b) => largerShare(b) - largerShare(a) || (a.value < b.value ? -1 : 1));
}

function countsOf(id: BreakdownId, summary: Summary): ReadonlyMap<string, number> {
  return new Map(summary.of(id).map(({ value, count }) => [value, count]));
}
