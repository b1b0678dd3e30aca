/** A run of pages of one list, as a node of the tree stands for it. */
export interface PageRange {
  /** Counted from 1. */
  readonly firstPage: number;
  /** Not below `firstPage`; equal to it for a range that is one page. */
  readonly lastPage: number;
}

/** Children of one node at most; above as many pages, ranges nest. */
const fanOut = 100;

/**
 * The ranges directly below `range`: its pages where they are few, else ranges of 100, 10,000, … pages. Aligned to page 1, so that
 * a list that grows gets ranges at its end and keeps those it has.
 */
export function rangesBelow({ firstPage, lastPage }: PageRange): readonly PageRange[] {
  let pagesEach = 1;
  while ((lastPage - firstPage + 1) / pagesEach > fanOut) pagesEach *= fanOut;
  const ranges: PageRange[] = [];
  for (let first = firstPage; first <= lastPage; first += pagesEach) {
    ranges.push({ firstPage: first, lastPage: Math.min(first + pagesEach - 1, lastPage) });
  }
  return ranges;
}

/** The rows that a range stands for, counted from 1. The list's very last row is known only where the total is. */
export function rowsIn(
  { firstPage, lastPage }: PageRange,
  list: { readonly limit: number; readonly totalPages: number; readonly totalResults: number | undefined },
): { readonly first: number; readonly last: number } {
  const first = (firstPage - 1) * list.limit + 1;
  const end = lastPage * list.limit;
  const isLast = lastPage >= list.totalPages;
  return { first, last: Math.max(first, isLast ? Math.min(end, list.totalResults ?? end) : end) };
}
