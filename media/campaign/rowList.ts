import type { Shape } from '../../src/views/campaign/messages.ts';
import type { Position } from './keptPlace.ts';
import type { LoadedRows } from './loadedRows.ts';
import type { TableRow } from './tableRow.ts';

/** A contact that has not come yet. */
export interface Gap {
  /** Counted from 1 over the whole campaign. */
  readonly place: number;
  /** The page that would bring it. */
  readonly missingPage: number;
  /** Within that page, counted from 0. */
  readonly index: number;
}

/** What a table shows, from its top. */
export interface RowList {
  readonly length: number;
  /** @param index from 0, below the length */
  readonly at: (index: number) => TableRow | Gap | undefined;
  /** The rows that have come, from an index to another one, both included. */
  readonly between: (first: number, last: number) => readonly TableRow[];
  /** Where the list has the row, or what has come in its place; -1 for nowhere. */
  readonly indexOf: (position: Position) => number;
}

export function isGap(row: TableRow | Gap | undefined): row is Gap {
  return row !== undefined && 'missingPage' in row;
}

export function positionOf(row: TableRow | Gap): Position {
  return { place: row.place, page: isGap(row) ? row.missingPage : row.page, index: row.index };
}

/** Chosen rows in an order of their own. */
export function listOf(rows: readonly TableRow[]): RowList {
  return {
    length: rows.length,
    at: (index) => rows[index],
    between: (first, last) => rows.slice(Math.max(0, first), last + 1),
    indexOf: ({ place }) => rows.findIndex((row) => row.place === place),
  };
}

/** A page that has other rows than its place in the list would have it. */
interface OddPage {
  readonly page: number;
  readonly rows: number;
  /** Index of its first row. */
  readonly begin: number;
}

/**
 * The whole campaign in its own order: every row as it was served, and gaps for the pages that have not come. Costs as much as there are
 * pages that have come, however many the server says there are.
 */
export function wholeCampaign(loaded: LoadedRows): RowList {
  const { shape } = loaded;
  if (!shape) return listOf([]);
  const { limit, totalPages } = shape;
  const odd = oddPages(loaded, shape);
  const lastOdd = (isBefore: (one: OddPage) => boolean) => odd[lastIndex(odd, isBefore)];
  const beginOf = (page: number) => {
    const before = lastOdd((one) => one.page < page);
    return before ? before.begin + before.rows + (page - before.page - 1) * limit : (page - 1) * limit;
  };
  const place = (index: number): readonly [page: number, inPage: number] => {
    const before = lastOdd((one) => one.begin <= index);
    const inOdd = before ? index - before.begin : 0;
    if (before && inOdd < before.rows) return [before.page, inOdd];
    const rest = before ? inOdd - before.rows : index;
    return [(before?.page ?? 0) + 1 + Math.floor(rest / limit), rest % limit];
  };
  const length = beginOf(totalPages) + (loaded.rowsOn(totalPages)?.length ?? gapsOn(totalPages, shape));
  const indexOf = ({ page, index }: Position) => (page > totalPages ? -1 : beginOf(page) + index);
  return {
    length,
    indexOf,
    between: (first, last) =>
      loaded.all.filter((row) => {
        const index = indexOf(row);
        return index >= first && index <= last;
      }),
    at: (index) => {
      if (index < 0 || index >= length) return undefined;
      const [page, inPage] = place(index);
      const rows = loaded.rowsOn(page);
      return rows ? rows[inPage] : gapAt(page, inPage, limit);
    },
  };
}

function gapAt(page: number, index: number, limit: number): Gap {
  return { place: (page - 1) * limit + index + 1, missingPage: page, index };
}

/** Ascending. */
function oddPages(loaded: LoadedRows, { limit }: Shape): readonly OddPage[] {
  const odd: OddPage[] = [];
  let shift = 0;
  for (const page of loaded.pageNumbers) {
    const rows = loaded.rowsOn(page)?.length ?? limit;
    if (rows === limit) continue;
    odd.push({ page, rows, begin: (page - 1) * limit + shift });
    shift += rows - limit;
  }
  return odd;
}

function gapsOn(page: number, { limit, totalPages, totalResults }: Shape): number {
  if (page < totalPages || totalResults === undefined) return limit;
  return Math.min(limit, Math.max(0, totalResults - (page - 1) * limit));
}

/** The last index of a list whose first elements alone pass a check; -1 where none does. */
function lastIndex<T>(list: readonly T[], passes: (one: T) => boolean): number {
  let low = -1;
  let high = list.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const one = list[middle];
    if (one !== undefined && passes(one)) low = middle;
    else high = middle - 1;
  }
  return low;
}
