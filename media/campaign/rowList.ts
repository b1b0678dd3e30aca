import type { Position } from './keptPlace.ts';
import type { LoadedRows, TableRow } from './loadedRows.ts';

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
    indexOf: ({ place }) => rows.findIndex((row) => row.place === place),
  };
}

/** The whole campaign in its own order: every row as it was served, and gaps for the pages that have not come. */
export function wholeCampaign(loaded: LoadedRows): RowList {
  const { shape } = loaded;
  if (!shape) return listOf([]);
  /** The index at which each page begins, and behind them the length of all. */
  const begins = new Uint32Array(shape.totalPages + 1);
  for (let page = 1; page <= shape.totalPages; page++) {
    const rows = loaded.rowsOn(page)?.length ?? gapsOn(page, shape);
    begins[page] = (begins[page - 1] ?? 0) + rows;
  }
  return {
    length: begins[shape.totalPages] ?? 0,
    at: (index) => {
      const page = lastAtMost(begins, index) + 1;
      const inPage = index - (begins[page - 1] ?? 0);
      const rows = loaded.rowsOn(page);
      return rows ? rows[inPage] : gapAt(page, inPage, shape.limit);
    },
    indexOf: ({ page, index }) => (page > shape.totalPages ? -1 : (begins[page - 1] ?? 0) + index),
  };
}

function gapAt(page: number, index: number, limit: number): Gap {
  return { place: (page - 1) * limit + index + 1, missingPage: page, index };
}

function gapsOn(page: number, { limit, totalPages, totalResults }: NonNullable<LoadedRows['shape']>): number {
  if (page < totalPages || totalResults === undefined) return limit;
  return Math.min(limit, Math.max(0, totalResults - (page - 1) * limit));
}

/** The last place of ascending numbers whose number is at most the one given; the first one is. */
function lastAtMost(numbers: Uint32Array, wanted: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((numbers[middle] ?? Infinity) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
