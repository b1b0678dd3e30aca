import { breakdownIds, breakdowns } from '../../src/contacts/summary.ts';
import { contactFields } from '../../src/contacts/fields.ts';
import { folded, searchText, type Fit } from '../../src/contacts/searchText.ts';
import { textOrder } from '../../src/text/format.ts';
import type { Filter, Sort } from '../../src/views/campaign/tableView.ts';
import { columns } from './columns.ts';
import type { TableRow } from './tableRow.ts';

/*
 * Filtering and sorting of all rows that have come. Done in steps of some tens of milliseconds for 100,000 rows, between which the page
 * stays usable.
 */

/** Lets the page draw and hear. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

export function isFiltering({ text, values }: Filter): boolean {
  return folded(text) !== '' || breakdownIds.some((id) => (values[id]?.length ?? 0) > 0);
}

/**
 * The rows that pass the filter, sorted.
 * @param breath waited for between two steps; may throw to give up
 */
export async function arrange(
  rows: readonly TableRow[],
  filter: Filter,
  sort: Sort | undefined,
  breath: () => Promise<void> = breathe,
): Promise<readonly TableRow[]> {
  const passing = isFiltering(filter) ? rows.filter(passes(filter)) : rows;
  if (!sort) return passing;
  await breath();
  const ranks = columns[sort.column].number ? numbersOf(passing, sort) : await ranksOf(passing, sort, breath);
  await breath();
  return byRank(passing, ranks, sort.descending);
}

/** Caches the result for each text, since many rows have the same ones. */
function passes({ text, values }: Filter): (row: TableRow) => boolean {
  const wanted = breakdownIds.flatMap((id) => {
    const chosen = values[id] ?? [];
    return chosen.length > 0 ? [{ valuesOf: breakdowns[id].valuesOf, chosen: new Set(chosen) }] : [];
  });
  const { length, inText, inPhoneNumber } = searchText(text);
  const holdsText = remembered(inText);
  const holdsNumber = remembered(inPhoneNumber);
  return (row) =>
    wanted.every(({ valuesOf, chosen }) => valuesOf(row).some((value) => chosen.has(value))) &&
    (length === 0 ||
      contactFields.some((field) =>
        (field.apiName === 'phoneNumber' ? holdsNumber : holdsText)(field.text(row)),
      ));
}

function remembered(look: (text: string) => Fit | undefined): (text: string) => boolean {
  const looked = new Map<string, boolean>();
  return (text) => {
    const known = looked.get(text);
    if (known !== undefined) return known;
    const found = look(text) !== undefined;
    looked.set(text, found);
    return found;
  };
}

/** Rows without a number have NaN. */
function numbersOf(rows: readonly TableRow[], { column }: Sort): Float64Array {
  const { number } = columns[column];
  return Float64Array.from(rows, (row) => number?.(row) ?? NaN);
}

/** The place of each row's text among all texts; NaN for none. */
async function ranksOf(
  rows: readonly TableRow[],
  { column }: Sort,
  breath: () => Promise<void>,
): Promise<Float64Array> {
  const texts = rows.map(columns[column].text);
  const distinct = [...new Set(texts)];
  await breath();
  distinct.sort(textOrder());
  await breath();
  const ranks = new Map(distinct.map((text, rank) => [text, text === '' ? NaN : rank]));
  return Float64Array.from(texts, (text) => ranks.get(text) ?? NaN);
}

/** Stable. What has no rank comes last, whichever way is sorted. */
function byRank(rows: readonly TableRow[], ranks: Float64Array, descending: boolean): readonly TableRow[] {
  const count = rows.length;
  const highest = ranks.reduce((max, rank) => (rank > max ? rank : max), 0);
  // Rank and place in one number: sorting numbers is many times faster than calling back for each comparison.
  const keys = ranks.map((rank, index) => {
    if (Number.isNaN(rank)) return (highest + 1) * count + index;
    return (descending ? highest - rank : rank) * count + index;
  });
  return Array.from(keys.sort(), (key) => rows[key % count]).filter((row) => row !== undefined);
}
