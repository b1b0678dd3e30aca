import { deepEqual, equal } from 'node:assert/strict';
import * as v from 'valibot';
import { fromPage, savedComparison, toPage } from '../../../src/views/compare/messages.ts';

const side = { connectionKey: 'k', campaignId: 'cd-1', isBefore: false };
const saved = { sides: [side, { ...side, isBefore: true }] };
const view = {
  name: 'n',
  connectionName: 'c',
  isGone: false,
  contacts: 3,
  isWhole: true,
  pagesHere: 1,
  loading: { state: 'idle' },
};
const comparison = { type: 'comparison', saved, sides: [view, view], breakdowns: [] };

describe('the words of a comparison', () => {
  it('survive as the state of a tab', () => {
    deepEqual(v.parse(savedComparison, JSON.parse(JSON.stringify(saved))), saved);
  });

  it('bring no more to the page than sums', () => {
    const breakdowns = [{ id: 'session', values: [['yes', 1, 2]], left: 0 }];
    const contact = { phoneNumber: '1' };
    const parsed = v.parse(toPage, {
      ...comparison,
      breakdowns,
      contact,
      sides: [{ ...view, contact }, view],
    });
    deepEqual(parsed, { ...comparison, breakdowns });
  });

  it('refuse counts that are none, and what is counted by nobody', () => {
    const parses = (breakdown: object) =>
      v.safeParse(toPage, { ...comparison, breakdowns: [breakdown] }).success;
    const right = { id: 'attempts', values: [['1', 0, 1]], left: 0 };
    equal(parses(right), true);
    equal(parses({ ...right, values: [['1', -1, 1]] }), false);
    equal(parses({ ...right, values: [['1', 1]] }), false);
    equal(parses({ ...right, id: 'phoneNumber' }), false);
  });

  it('refuse a third side, and one alone', () => {
    const asks = (which: unknown) => v.safeParse(fromPage, { type: 'loadAll', side: which }).success;
    deepEqual([0, 1, 2, '0', undefined].map(asks), [true, true, false, false, false]);
    equal(v.safeParse(savedComparison, { sides: [side] }).success, false);
  });
});
