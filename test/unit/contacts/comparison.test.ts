import { deepEqual, equal } from 'node:assert/strict';
import { compareValues } from '../../../src/contacts/comparison.ts';
import { comparisonTable } from '../../../src/contacts/comparisonTable.ts';
import { pointsApart, share, signedPoints } from '../../../src/contacts/share.ts';
import { Summary } from '../../../src/contacts/summary.ts';
import { readContact } from '../../../src/kore/shapes.ts';

function summaryOf(...outcomes: readonly string[]): Summary {
  const summary = new Summary();
  summary.add(
    outcomes.map((dialerOutcome, at) => readContact({ dialerOutcome, numberOfAttemptsSoFar: 12 - at })),
  );
  return summary;
}

const one = summaryOf('busy', 'busy', 'busy', 'completed');
const other = summaryOf('completed', 'failed');

describe('a comparison of two campaigns', () => {
  it('has the values of both, with 0 where one has none, the larger share first', () => {
    deepEqual(compareValues('dialerOutcome', [one, other]), [
      { value: 'busy', counts: [3, 0] },
      { value: 'completed', counts: [1, 1] },
      { value: 'failed', counts: [0, 1] },
    ]);
  });

  it('has the same order whichever side comes first', () => {
    const values = (compared: ReturnType<typeof compareValues>) => compared.map(({ value }) => value);
    deepEqual(
      values(compareValues('dialerOutcome', [other, one])),
      values(compareValues('dialerOutcome', [one, other])),
    );
  });

  it('has attempts by their number', () => {
    deepEqual(
      compareValues('attempts', [one, other]).map(({ value }) => value),
      ['9', '10', '11', '12'],
    );
  });

  it('has nothing where both sides are empty', () => {
    deepEqual(compareValues('session', [new Summary(), new Summary()]), []);
  });

  it('says shares, and how far they are apart', () => {
    equal(share(1, 3), '33.3 %');
    equal(share(1, 100_000), '< 0.1 %');
    equal(share(99_999, 100_000), '> 99.9 %');
    equal(share(0, 0), '–');
    equal(pointsApart([3, 1], [4, 2]), -25);
    equal(pointsApart([1, 1_000], [3, 3_000]), 0);
    equal(pointsApart([0, 1], [0, 2]), undefined);
    deepEqual([-25, 0, 3.25, 0.01].map(signedPoints), ['−25.0', '0.0', '+3.3', '+0.0']);
  });

  describe('as a table to be copied', () => {
    const sides = [
      { name: '=1+1 | *old*', counted: { summary: one, total: 9, isWhole: false } },
      { name: 'new\tline', counted: { summary: other, total: 2, isWhole: true } },
    ] as const;

    it('is a line a value with tabs between its cells, none of them a formula', () => {
      const lines = comparisonTable(sides, 'tabs').split('\n');
      equal(
        lines[0],
        'Counted by\tValue\tA: =1+1 | *old* (4 of 9 loaded)\tShare of A\tB: new line (2 contacts)\tShare of B\tB minus A, percentage points',
      );
      equal(lines[1], 'Contacts\tall\t4\t100.00%\t2\t100.00%\t0.00');
      equal(
        lines.find((line) => line.startsWith('Dialer outcome\tbusy')),
        'Dialer outcome\tbusy\t3\t75.00%\t0\t0.00%\t-75.00',
      );
    });

    it('holds values that begin like a formula as text', () => {
      const evil = { name: 'x', counted: { summary: summaryOf('=cmd()'), total: 1, isWhole: true } };
      const lines = comparisonTable([evil, evil], 'tabs').split('\n');
      equal(
        lines.find((line) => line.startsWith('Dialer outcome')),
        "Dialer outcome\t'=cmd()\t1\t100.00%\t1\t100.00%\t0.00",
      );
    });

    it('is Markdown in which nothing is markup', () => {
      const lines = comparisonTable(sides, 'markdown').split('\n');
      equal(
        lines[0],
        '| Counted by | Value | A\\: \\=1\\+1 \\| \\*old\\* \\(4 of 9 loaded\\) | Share of A | B\\: new line \\(2 contacts\\) | Share of B | B minus A\\, percentage points |',
      );
      equal(lines[1], '| --- | --- | ---: | ---: | ---: | ---: | ---: |');
      equal(lines[2], '| Contacts | all | 4 | 100.00% | 2 | 100.00% | 0.00 |');
    });

    it('leaves out shares of nothing', () => {
      const nothing = {
        name: 'none',
        counted: { summary: new Summary(), total: undefined, isWhole: false },
      };
      equal(comparisonTable([nothing, sides[1]], 'tabs').split('\n')[1], 'Contacts\tall\t0\t\t2\t100.00%\t');
    });
  });
});
