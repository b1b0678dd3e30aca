import { deepEqual, equal } from 'node:assert/strict';
import { Drift } from '../../../src/contacts/drift.ts';
import { readContact, type Contact, type Page } from '../../../src/kore/shapes.ts';

const total = 12;

/** A page of four contacts with these numbers; `''` is a row that tells nothing. */
function page(number: number, phoneNumbers: readonly string[], told: Partial<Page<Contact>> = {}) {
  const items = phoneNumbers.map((phoneNumber) => readContact({ phoneNumber, other: Math.random() }));
  const totals = { totalPages: 3, totalResults: total };
  return { page: number, limit: 4, ...totals, fetchedAt: number, items, ...told };
}

function findings(pages: readonly Page<Contact>[], whole = true): readonly string[] {
  const drift = new Drift();
  for (const one of pages) drift.see(one);
  return drift.findings(whole);
}

const [one, two, three] = [
  ['1', '2', '3', '4'],
  ['5', '6', '7', '8'],
  ['9', '10', '11', '12'],
] as const;

describe('drift', () => {
  it('is none where all is as promised', () => {
    const drift = new Drift();
    for (const [index, rows] of [one, two, three].entries()) drift.see(page(index + 1, rows));
    deepEqual([drift.findings(true), drift.rows], [[], 12]);
  });

  it('tells of rows that came in before a page border', () => {
    deepEqual(findings([page(1, one), page(2, ['3', '4', '5', '6']), page(3, ['7', '8', '9', '10'])]), [
      '2 rows repeat at page borders',
    ]);
    deepEqual(findings([page(1, one), page(2, ['4', '5', '6', '7']), page(3, ['8', '9', '10', '11'])]), [
      '1 row repeats at page borders',
    ]);
  });

  it('tells of a page that came twice', () => {
    deepEqual(findings([page(1, one), page(2, one), page(3, three)]), ['4 rows repeat at page borders']);
  });

  it('finds the longest repeat where a row stands twice on its page', () => {
    deepEqual(findings([page(1, ['1', '4', '3', '4']), page(2, ['4', '3', '4', '5']), page(3, three)]), [
      '3 rows repeat at page borders',
    ]);
  });

  it('finds a repeat behind a row that only seems to begin it', () => {
    deepEqual(findings([page(1, ['4', '1', '2', '4']), page(2, ['4', '5', '6', '7']), page(3, three)]), [
      '1 row repeats at page borders',
    ]);
  });

  it('takes equal rows elsewhere, and rows that tell nothing, for what they are', () => {
    deepEqual(findings([page(1, ['1', '2', '3', '']), page(2, ['', '1', '2', '3']), page(3, three)]), []);
  });

  it('looks at neighbours alone', () => {
    deepEqual(findings([page(1, one), page(3, one)], false), []);
  });

  it('tells of a campaign that grew or shrank, by the time of reading and not by the page', () => {
    const grown = [
      page(1, one, { fetchedAt: 9, totalResults: 14 }),
      page(2, two, { fetchedAt: 5 }),
      page(3, [...three, '13', '14'], { fetchedAt: 7, totalResults: 13 }),
    ];
    deepEqual(findings(grown), ['the campaign grew by 2 contacts while it was read']);
    const shrunk = [page(1, one, { totalResults: 9 }), page(2, two, { totalResults: 8 })];
    deepEqual(findings(shrunk), ['the campaign shrank by 1 contact while it was read']);
  });

  it('tells of fewer or more rows than are reported, of a whole campaign alone', () => {
    equal(findings([page(1, one), page(2, two)], false).length, 0);
    deepEqual(findings([page(1, one), page(2, two)]), ['Kore.ai reports 12 contacts, but sent 8 contacts']);
  });

  it('says nothing of totals that are not told', () => {
    deepEqual(findings([page(1, one, { totalResults: undefined })]), []);
  });
});
