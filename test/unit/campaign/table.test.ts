import { deepEqual, equal, ok } from 'node:assert/strict';
import { arrange } from '../../../media/campaign/arrange.ts';
import { LoadedRows } from '../../../media/campaign/loadedRows.ts';
import type { TableRow } from '../../../media/campaign/tableRow.ts';
import { isGap, listOf, positionOf, wholeCampaign, type RowList } from '../../../media/campaign/rowList.ts';
import { Selection } from '../../../media/campaign/selection.ts';
import { noFilter, type ColumnId, type Filter } from '../../../src/views/campaign/tableView.ts';
import { loadedOf, packed } from './rows.ts';

const breath = () => Promise.resolve();
const everything = (list: RowList) => Array.from({ length: list.length }, (_, index) => list.at(index));
/** Places, with a minus before those that have not come. */
const places = (list: RowList) =>
  everything(list).map((row) => (isGap(row) ? -row.place : (row?.place ?? NaN)));

function rowsOf(...served: readonly object[]): readonly TableRow[] {
  const loaded = new LoadedRows();
  loaded.set(1, packed(...served), { limit: 100, totalPages: 1, totalResults: served.length });
  return loaded.all;
}

describe('the rows of a campaign tab', () => {
  it('are the whole campaign, with gaps where pages have not come', () => {
    const list = wholeCampaign(loadedOf(8, [2]));
    deepEqual(places(list), [-1, -2, -3, 4, 5, 6, -7, -8]);
    const gap = list.at(7);
    equal(isGap(gap) && gap.missingPage, 3);
  });

  it('are none before anything is known', () => {
    equal(wholeCampaign(new LoadedRows()).length, 0);
  });

  it('are as served where a page has fewer or more than promised', () => {
    const loaded = new LoadedRows();
    const shape = { limit: 2, totalPages: 3, totalResults: 6 };
    loaded.set(1, packed({}), shape);
    loaded.set(2, packed({}, {}, {}), shape);
    deepEqual(places(wholeCampaign(loaded)), [1, 3, 4, 5, -5, -6]);
  });

  it('fill whole pages where the total is not told', () => {
    const loaded = new LoadedRows();
    loaded.set(1, packed({}, {}), { limit: 2, totalPages: 2 });
    deepEqual(places(wholeCampaign(loaded)), [1, 2, -3, -4]);
  });

  it('know the index of a position, loaded or not', () => {
    const list = wholeCampaign(loadedOf(8, [2]));
    const gap = list.at(7);
    deepEqual(gap && list.indexOf(positionOf(gap)), 7);
    equal(list.indexOf({ place: 99, page: 33, index: 0 }), -1);
  });

  it('work where the server claims 100,000,000 pages', () => {
    const loaded = new LoadedRows();
    const shape = { limit: 100, totalPages: 1e8, totalResults: 1e10 };
    loaded.set(1, packed({}, {}), shape);
    loaded.set(50_000_000, packed({}), shape);
    const list = wholeCampaign(loaded);
    equal(list.length, 1e10 - 98 - 99);
    const [first, second, third] = loaded.all;
    ok(first && second && third);
    deepEqual(loaded.all.map(list.indexOf), [0, 1, 4_999_999_900 - 98]);
    deepEqual(list.between(0, list.length - 1), [first, second, third]);
    deepEqual(list.at(2), { place: 101, missingPage: 2, index: 0 });
    equal(list.at(4_999_999_900 - 98), third);
    deepEqual(list.at(4_999_999_900 - 97), { place: 5_000_000_001, missingPage: 50_000_001, index: 0 });
    deepEqual(list.at(list.length - 1), { place: 1e10, missingPage: 1e8, index: 99 });
    equal(list.at(list.length), undefined);
  });

  it('are gone, with their sums, when their page is not part of the campaign any more', () => {
    const loaded = loadedOf(18, [1, 5, 6]);
    const gone = loaded.follow({ limit: 3, totalPages: 3, totalResults: 9 }, 2, [5, 6]);
    equal(gone.length, 6);
    deepEqual([loaded.count, loaded.pageCount, loaded.isWhole], [3, 1, false]);
    deepEqual(places(wholeCampaign(loaded)), [1, 2, 3, -4, -5, -6, -7, -8, -9]);
    deepEqual(loaded.takeChanges().told, [{ text: '9 contacts gone' }]);
  });

  it('are whole once all pages have come that there are now, each as it is now', () => {
    const loaded = loadedOf(9, [1, 2, 3]);
    const shape = { limit: 3, totalPages: 3, totalResults: 9 };
    equal(loaded.isWhole, true);
    loaded.follow({ ...shape, totalResults: 8 }, 1, []);
    equal(loaded.isWhole, false);
  });

  it('know their index', () => {
    const loaded = loadedOf(8, [1, 3]);
    const list = wholeCampaign(loaded);
    deepEqual(
      loaded.all.map((row) => list.indexOf(row)),
      [0, 1, 2, 6, 7],
    );
  });

  it('are found by their place once their page came again, sorted or not', () => {
    const loaded = loadedOf(6, [1, 2]);
    const [list, sorted] = [wholeCampaign(loaded), listOf([...loaded.all].reverse())];
    loaded.set(2, packed({}, {}, {}), { limit: 3, totalPages: 2, totalResults: 6 });
    const [row] = loaded.rowsOn(2) ?? [];
    deepEqual(row && [list.indexOf(row), sorted.indexOf(row)], [3, 2]);
  });

  it('are replaced, with their sums, when their page comes again', () => {
    const loaded = loadedOf(4, [1, 2]);
    const before = loaded.rowsOn(2);
    const shape = { limit: 3, totalPages: 2, totalResults: 5 };
    const replaced = loaded.set(2, packed({ dialerOutcome: 'busy' }, { dialerOutcome: 'busy' }), shape);
    equal(replaced, before);
    equal(loaded.count, 5);
    deepEqual(loaded.summary.of('dialerOutcome'), [
      { value: '', count: 3 },
      { value: 'busy', count: 2 },
    ]);
  });
});

describe('sorting and filtering', () => {
  const served = [
    { botSessionId: 'b', dialerOutcome: 'No Answer', numberOfAttemptsSoFar: 10 },
    { botSessionId: '', dialerOutcome: 'busy', numberOfAttemptsSoFar: 9 },
    { botSessionId: 'a', dialerOutcome: 'busy', agentDispositionCodes: ['Resolved', 'Über'] },
    { botSessionId: 'b', dialerOutcome: '', numberOfAttemptsSoFar: 2, agentDispositionCodes: ['Resolved'] },
  ];
  const rows = rowsOf(...served);

  async function sorted(column: ColumnId, descending: boolean): Promise<number[]> {
    return (await arrange(rows, noFilter, { column, descending }, breath)).map(({ place }) => place);
  }
  async function matching(filter: Partial<Filter>): Promise<number[]> {
    return (await arrange(rows, { ...noFilter, ...filter }, undefined, breath)).map(({ place }) => place);
  }

  it('sort texts either way, equal ones in the order of the campaign, those without one last', async () => {
    deepEqual(await sorted('botSessionId', false), [3, 1, 4, 2]);
    deepEqual(await sorted('botSessionId', true), [1, 4, 3, 2]);
  });

  it('sort words as people do, whatever their case', async () => {
    deepEqual(await sorted('dialerOutcome', false), [2, 3, 1, 4]);
  });

  it('sort numbers by their size, unknown ones last', async () => {
    deepEqual(await sorted('numberOfAttemptsSoFar', false), [4, 2, 1, 3]);
    deepEqual(await sorted('numberOfAttemptsSoFar', true), [1, 2, 4, 3]);
    deepEqual(await sorted('place', true), [4, 3, 2, 1]);
  });

  it('find a text in any field, whatever its case', async () => {
    deepEqual(await matching({ text: ' BUSY ' }), [2, 3]);
    deepEqual(await matching({ text: 'über' }), [3]);
    deepEqual(await matching({ text: 'nowhere' }), []);
  });

  it('let pass what has one of the values of each breakdown', async () => {
    deepEqual(await matching({ values: { dialerOutcome: ['busy', ''] } }), [2, 3, 4]);
    deepEqual(await matching({ values: { dialerOutcome: ['busy', ''], session: ['yes'] } }), [3, 4]);
    deepEqual(await matching({ values: { disposition: ['Resolved'] }, text: 'a' }), [3]);
    deepEqual(await matching({ values: { attempts: [''] } }), [3]);
    deepEqual(await matching({ values: { attempts: [] } }), [1, 2, 3, 4]);
  });

  it('do both at once', async () => {
    const filter = { ...noFilter, values: { session: ['yes'] } };
    const found = await arrange(rows, filter, { column: 'botSessionId', descending: false }, breath);
    deepEqual(
      found.map(({ place }) => place),
      [3, 1, 4],
    );
  });
});

describe('the selection', () => {
  const list = listOf(rowsOf({}, {}, {}, {}, {}));
  const chosen = (selection: Selection, of = list) => selection.in(of).map(({ place }) => place);

  it('is one, several, a range, or all', () => {
    const selection = new Selection();
    selection.only(list, 1);
    selection.toggle(list, 3);
    deepEqual(chosen(selection), [2, 4]);
    selection.extendTo(list, 1);
    deepEqual(chosen(selection), [2, 3, 4]);
    selection.extendTo(list, 4);
    deepEqual(chosen(selection), [4, 5]);
    selection.toggle(list, 4);
    deepEqual(chosen(selection), [4]);
    selection.all(list);
    equal(selection.size, 5);
    selection.clear();
    equal(selection.size, 0);
  });

  it('begins where it is extended to, where nothing was chosen', () => {
    const selection = new Selection();
    selection.extendTo(list, 2);
    deepEqual(chosen(selection), [3]);
  });

  it('leaves out what has not come', () => {
    const loaded = loadedOf(9, [1, 3]);
    const whole = wholeCampaign(loaded);
    const selection = new Selection();
    selection.only(whole, 1);
    selection.extendTo(whole, 7);
    deepEqual(chosen(selection, whole), [2, 3, 7, 8]);
    selection.only(whole, 4);
    equal(selection.size, 0);
  });

  it('is in the order of the table, and only what can be seen in it', () => {
    const selection = new Selection();
    selection.all(list);
    const other = listOf([...selection.in(list)].reverse().slice(1));
    deepEqual(chosen(selection, other), [4, 3, 2, 1]);
    selection.keepOnly(other);
    equal(selection.size, 4);
  });

  it('is restored by positions as the pages arrive', () => {
    const before = new Selection();
    before.all(wholeCampaign(loadedOf(9, [1, 3])));
    const selection = new Selection();
    selection.restore(before.kept);
    const loaded = loadedOf(9, [3]);
    selection.fill((page) => loaded.rowsOn(page));
    deepEqual([selection.isIncomplete, selection.size], [true, 3]);
    deepEqual(selection.kept, before.kept);
    const all = loadedOf(9, [1, 3]);
    selection.restore(before.kept);
    selection.fill((page) => all.rowsOn(page));
    deepEqual([selection.isIncomplete, chosen(selection, wholeCampaign(all))], [false, [1, 2, 3, 7, 8, 9]]);
  });

  it('goes on from where it began after it was restored', () => {
    const loaded = loadedOf(9, [1, 2, 3]);
    const list = wholeCampaign(loaded);
    const before = new Selection();
    before.only(list, 4);
    before.extendTo(list, 6);
    const selection = new Selection();
    selection.restore(before.kept);
    deepEqual(selection.kept, before.kept);
    selection.fill((page) => loaded.rowsOn(page));
    selection.extendTo(list, 2);
    deepEqual(chosen(selection, list), [3, 4, 5]);
  });

  it('is not restored once something else is selected, or everything has arrived', () => {
    const loaded = loadedOf(6, [1, 2]);
    const selection = new Selection();
    selection.restore({ rows: [[1, 0, 2]] });
    selection.only(wholeCampaign(loaded), 5);
    selection.fill((page) => loaded.rowsOn(page));
    deepEqual(chosen(selection, wholeCampaign(loaded)), [6]);
    selection.restore({ rows: [[9, 0, 0]], anchor: [9, 0] });
    selection.settle();
    deepEqual([selection.isIncomplete, selection.size, selection.kept.rows], [false, 0, []]);
  });

  it('stays on contacts whose page came again, unless somebody else stands there now', () => {
    const loaded = loadedOf(6, [1, 2]);
    const selection = new Selection();
    selection.all(wholeCampaign(loaded));
    selection.toggle(wholeCampaign(loaded), 0);
    const shape = { limit: 3, totalPages: 2, totalResults: 6 };
    const now = packed(
      { phoneNumber: '1' },
      { phoneNumber: '2', dialerOutcome: 'busy' },
      { phoneNumber: '33' },
    );
    selection.replace(loaded.set(1, now, shape), loaded.rowsOn(1) ?? []);
    const whole = wholeCampaign(loaded);
    deepEqual(chosen(selection, whole), [2, 4, 5, 6]);
    equal(selection.size, 4);
    selection.extendTo(whole, 1);
    deepEqual(chosen(selection, whole), [1, 2]);
    selection.replace(loaded.set(1, packed({ phoneNumber: '1' }), shape), loaded.rowsOn(1) ?? []);
    deepEqual(chosen(selection, wholeCampaign(loaded)), [1]);
  });
});
