import { deepEqual, equal } from 'node:assert/strict';
import * as v from 'valibot';
import { contactFields } from '../../../src/contacts/fields.ts';
import { readContact } from '../../../src/kore/shapes.ts';
import { fromPage, mostPagesInSight, savedTab, toPage } from '../../../src/views/campaign/messages.ts';
import { packRow, row, unpackRow } from '../../../src/views/campaign/rows.ts';
import { usualColumns, usualView } from '../../../src/views/campaign/tableView.ts';

const saved = { connectionKey: 'k', campaignId: 'cd-1', view: usualView };

describe('the words of a campaign tab', () => {
  it('bring a contact over as it is', () => {
    const contact = readContact({
      phoneNumber: '1',
      uniqueId: '2',
      dialerOutcome: '3',
      numberOfAttemptsSoFar: 4,
      botSessionId: '5',
      agentDispositionCodes: ['6', '7'],
      botOutboundStatus: '8',
      botOutboundStatusDetail: '9',
    });
    const back = unpackRow(v.parse(row, JSON.parse(JSON.stringify(packRow(contact)))));
    for (const { apiName } of contactFields) deepEqual(back[apiName], contact[apiName], apiName);
    equal(unpackRow(packRow(readContact({}))).numberOfAttemptsSoFar, undefined);
  });

  it('cut what no cell can show', () => {
    const [session] = packRow(readContact({ botSessionId: 'x'.repeat(1_000) }));
    equal(session.length, 301);
  });

  it('survive as the state of a tab', () => {
    deepEqual(v.parse(savedTab, JSON.parse(JSON.stringify(saved))), JSON.parse(JSON.stringify(saved)));
  });

  const wrong: Record<string, unknown> = {
    'a column twice': { ...usualView, columns: usualColumns.map((column) => ({ ...column, id: 'page' })) },
    'a missing column': { ...usualView, columns: usualColumns.slice(1) },
    'an endless width': { ...usualView, columns: usualColumns.map((column) => ({ ...column, width: 1e9 })) },
    'an unknown section': { ...usualView, section: 'other' },
    'no filter': { ...usualView, filter: undefined },
  };
  for (const [what, view] of Object.entries(wrong)) {
    it(`refuse a state with ${what}`, () => {
      equal(v.safeParse(savedTab, { ...saved, view }).success, false);
    });
  }

  it('accept all pages that are in sight with one contact a page on a high screen, and no endless list', () => {
    const isSeen = (pages: unknown) => v.safeParse(fromPage, { type: 'inSight', pages }).success;
    const pages = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
    deepEqual([[1, 2], pages(180), [0], [1.5], ['1'], pages(mostPagesInSight + 1)].map(isSeen), [
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('copy a cell of a column that there is', () => {
    const copy = (column: string) =>
      v.safeParse(fromPage, { type: 'copyCell', contact: [1, 0], column }).success;
    deepEqual([copy('phoneNumber'), copy('place'), copy('served')], [true, true, false]);
  });

  it('refuse actions that nobody knows, and on nothing', () => {
    const act = (action: string, contacts: unknown) =>
      v.safeParse(fromPage, { type: 'actOnRows', action, contacts, columns: [] }).success;
    equal(act('copyJson', [[1, 0]]), true);
    equal(act('copyJson', []), false);
    equal(act('stop', [[1, 0]]), false);
    equal(act('copyJson', [[1, -1]]), false);
  });

  it('refuse rows of another shape', () => {
    const pages = (rows: unknown) =>
      v.safeParse(toPage, {
        type: 'pages',
        shape: { limit: 1, totalPages: 1 },
        missingPages: 0,
        isLast: true,
        pages: [{ page: 1, rows }],
        dropped: [],
      }).success;
    equal(pages([packRow(readContact({}))]), true);
    equal(pages([['<b>']]), false);
  });
});
