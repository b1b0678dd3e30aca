import { deepEqual, equal, ok } from 'node:assert/strict';
import { rangesBelow, rowsIn } from '../../../src/contacts/ranges.ts';
import type { PageRange } from '../../../src/contacts/ranges.ts';

const pagesIn = ({ firstPage, lastPage }: PageRange): number => lastPage - firstPage + 1;
const upTo = (lastPage: number): PageRange => ({ firstPage: 1, lastPage });

describe('ranges of pages', () => {
  const expected: readonly (readonly [pages: number, children: number, pagesEach: number])[] = [
    [1, 1, 1],
    [2, 2, 1],
    [100, 100, 1],
    [101, 2, 100],
    [1_000, 10, 100],
    [10_000, 100, 100],
    [10_001, 2, 10_000],
    [1_000_000, 100, 10_000],
    [1_000_001, 2, 1_000_000],
    [1e9, 10, 1e8],
  ];
  for (const [pages, children, pagesEach] of expected) {
    it(`${pages} pages: ${children} of ${pagesEach}, each page once`, () => {
      const ranges = rangesBelow(upTo(pages));
      equal(ranges.length, children);
      equal(ranges[0] && pagesIn(ranges[0]), pagesEach);
      equal(ranges.at(-1)?.lastPage, pages);
      for (const [index, { firstPage, lastPage }] of ranges.entries()) {
        equal(firstPage, (ranges[index - 1]?.lastPage ?? 0) + 1);
        ok(lastPage >= firstPage && lastPage - firstPage < pagesEach);
        equal((firstPage - 1) % pagesEach, 0);
      }
    });
  }

  it('nest down to every single page', () => {
    const leaves = (range: PageRange): number[] =>
      pagesIn(range) === 1 ? [range.firstPage] : rangesBelow(range).flatMap(leaves);
    for (const pages of [1, 100, 101, 1_000, 10_001, 20_202])
      deepEqual(
        leaves(upTo(pages)),
        Array.from({ length: pages }, (_, index) => index + 1),
      );
  });

  it('reach any of a billion pages in five steps', () => {
    let range = upTo(1e9);
    let steps = 0;
    for (; pagesIn(range) > 1; steps++) {
      const below = rangesBelow(range);
      ok(below.length <= 100);
      range = below.at(-1) ?? range;
    }
    deepEqual([range.lastPage, steps], [1e9, 5]);
  });

  it('stay when the list grows', () => {
    const before = rangesBelow(upTo(1_234));
    const after = rangesBelow(upTo(1_334));
    deepEqual(after.slice(0, 12), before.slice(0, 12));
  });

  it('stay below their own range', () => {
    deepEqual(rangesBelow({ firstPage: 201, lastPage: 203 }), [
      { firstPage: 201, lastPage: 201 },
      { firstPage: 202, lastPage: 202 },
      { firstPage: 203, lastPage: 203 },
    ]);
  });
});

describe('rows in a range', () => {
  const list = { limit: 100, totalPages: 13, totalResults: 1_234 };

  it('are those of its pages', () => {
    deepEqual(rowsIn({ firstPage: 1, lastPage: 1 }, list), { first: 1, last: 100 });
    deepEqual(rowsIn({ firstPage: 3, lastPage: 12 }, list), { first: 201, last: 1_200 });
    deepEqual(rowsIn({ firstPage: 2, lastPage: 3 }, { ...list, limit: 20 }), { first: 21, last: 60 });
  });

  it('end with the list where its total is known', () => {
    deepEqual(rowsIn({ firstPage: 13, lastPage: 13 }, list), { first: 1_201, last: 1_234 });
    deepEqual(rowsIn({ firstPage: 1, lastPage: 13 }, list), { first: 1, last: 1_234 });
  });

  it('end with the page where it is not', () => {
    deepEqual(rowsIn({ firstPage: 13, lastPage: 13 }, { ...list, totalResults: undefined }), {
      first: 1_201,
      last: 1_300,
    });
  });

  it('end with the last page where the total claims more', () => {
    deepEqual(rowsIn({ firstPage: 13, lastPage: 13 }, { ...list, totalResults: 9_999 }), {
      first: 1_201,
      last: 1_300,
    });
  });

  it('never end before they begin', () => {
    deepEqual(rowsIn({ firstPage: 13, lastPage: 13 }, { ...list, totalResults: 5 }), {
      first: 1_201,
      last: 1_201,
    });
  });
});
