import type { Page } from '../kore/shapes.ts';

/** The size of a list as far as it's known. */
export interface ListShape {
  /** Rows per page in force. */
  readonly limit: number;
  /** At least 1. Larger than `statedPages` where pages were read behind the end that the server states. */
  readonly totalPages: number;
  readonly totalResults: number | undefined;
  /** What the server stated last; undefined when it states no totals. */
  readonly statedPages?: number | undefined;
}

/**
 * The shape of a list after the arrival of a page.
 * @param isNewer whether the page was requested after `before` was learned. Otherwise either may be older, and the longer list is kept:
 * a page behind the end costs one request, a page left out would be lost.
 */
export function shapeAfter(
  before: ListShape | undefined,
  { limit, totalPages, totalResults, statedPages, items }: Page<unknown>,
  isNewer: boolean,
): ListShape {
  const told = shape({ limit, totalPages, totalResults, statedPages });
  if (!before) return told;
  if (!isNewer && isShorter(told, before)) return before;
  const showsEnd =
    statedPages === undefined
      ? before.statedPages === undefined && items.length < limit
      : before.statedPages === undefined || statedPages < before.statedPages;
  return shape({
    ...told,
    totalPages: showsEnd ? totalPages : Math.max(totalPages, before.totalPages),
    statedPages: statedPages ?? before.statedPages,
  });
}

function shape({ statedPages, ...others }: ListShape): ListShape {
  return statedPages === undefined ? others : { ...others, statedPages };
}

/** How many rows a page of such a list has; undefined for the last page when the server doesn't state the number of all rows. */
export function rowsExpected(
  page: number,
  { limit, totalPages, totalResults }: Pick<ListShape, 'limit' | 'totalPages' | 'totalResults'>,
): number | undefined {
  if (page < totalPages) return limit;
  if (page > totalPages) return 0;
  return totalResults === undefined
    ? undefined
    : Math.min(limit, Math.max(0, totalResults - (page - 1) * limit));
}

function isShorter(one: ListShape, other: ListShape): boolean {
  return (
    one.totalPages < other.totalPages ||
    (one.totalPages === other.totalPages && (one.totalResults ?? 0) < (other.totalResults ?? 0))
  );
}
