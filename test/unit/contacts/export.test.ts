import { deepEqual, equal, ok } from 'node:assert/strict';
import { exportWriter, fieldsOf, type ExportField, type TextFormat } from '../../../src/contacts/export.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import { sampleContactAt } from '../../../src/demo/sampleContacts.ts';
import { readContact } from '../../../src/kore/shapes.ts';

/** What a file holds when the rows come in batches of two. */
function exported(format: TextFormat, served: readonly unknown[], fields = fieldsOf(format)): string {
  const { begin, rows, end } = exportWriter(format, fields);
  let text = begin;
  for (let at = 0; at < served.length; at += 2) text += rows(served.slice(at, at + 2).map(readContact));
  return text + end;
}

const [campaign] = sampleCampaigns;
const samples: unknown[] = Array.from(
  { length: 5 },
  (_, index) => campaign && sampleContactAt(campaign, index),
);
const odd = [{ phoneNumber: 7, unknown: { deep: [1, null] } }, 'no object', null, [1]];

describe('export', () => {
  describe('as CSV', () => {
    const header =
      '"botSessionId","phoneNumber","dialerOutcome","botOutboundStatus","botOutboundStatusDetail","agentDispositionCodes","numberOfAttemptsSoFar","uniqueId"';

    it('begins with a byte order mark and the fields, and ends each line as RFC 4180 has it', () => {
      equal(exported('csv', []), `\ufeff${header}\r\n`);
    });

    it('has texts in quotes and numbers bare, nothing where nothing is', () => {
      const served = {
        phoneNumber: '0044770',
        agentDispositionCodes: ['a', 'b "c"'],
        numberOfAttemptsSoFar: 2,
      };
      equal(exported('csv', [served]).split('\r\n')[1], '"","0044770","","","","a, b ""c""",2,""');
    });

    it('keeps a line break inside its cell', () => {
      ok(exported('csv', [{ uniqueId: 'one\r\ntwo' }]).includes('"one\r\ntwo"\r\n'));
    });

    for (const formula of [
      '=1+1',
      "+1+cmd|' /C calc'!A0",
      '-1+1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '\n=1',
      ' =1',
      '\u00a0=1',
      '\u200b=1',
      '＝1',
    ]) {
      it(`makes ${JSON.stringify(formula)} inert`, () => {
        const cell = exported('csv', [{ uniqueId: formula }], ['uniqueId']).split('"uniqueId"\r\n')[1];
        equal(cell, `"'${formula}"\r\n`);
      });
    }

    for (const text of ['+919876543210', '+1 (555) 010-0123', '-', '-5'])
      it(`leaves ${JSON.stringify(text)} as it was served`, () => {
        equal(
          exported('csv', [{ phoneNumber: text }], ['phoneNumber']),
          `\ufeff"phoneNumber"\r\n"${text}"\r\n`,
        );
      });

    it('separates cells with a semicolon or a tab, and keeps those inside a cell', () => {
      const served = [
        { phoneNumber: '1;2', dialerOutcome: 'a,b', uniqueId: 'c\td', numberOfAttemptsSoFar: 2 },
      ];
      const fields: ExportField[] = ['phoneNumber', 'dialerOutcome', 'numberOfAttemptsSoFar', 'uniqueId'];
      const header = ['"phoneNumber"', '"dialerOutcome"', '"numberOfAttemptsSoFar"', '"uniqueId"'];
      const row = ['"1;2"', '"a,b"', '2', '"c\td"'];
      for (const [format, delimiter] of [
        ['csv', ','],
        ['csvSemicolon', ';'],
        ['csvTab', '\t'],
      ] as const)
        equal(
          exported(format, served, fields),
          `\ufeff${header.join(delimiter)}\r\n${row.join(delimiter)}\r\n`,
        );
    });

    it('has the columns that are wanted, in an order of its own', () => {
      equal(
        exported('csv', [{ phoneNumber: '1', uniqueId: 'u' }], ['uniqueId', 'phoneNumber']),
        '\ufeff"phoneNumber","uniqueId"\r\n"1","u"\r\n',
      );
    });
  });

  describe('as JSON', () => {
    it('is what was served', () => {
      deepEqual(JSON.parse(exported('json', [...samples, ...odd])), [...samples, ...odd]);
    });

    it('of nothing is an empty array', () => deepEqual(JSON.parse(exported('json', [])), []));

    it('has the fields that are wanted', () => {
      const fields: ExportField[] = ['phoneNumber'];
      deepEqual(JSON.parse(exported('json', odd, fields)), [{ phoneNumber: 7 }, 'no object', null, [1]]);
      deepEqual(JSON.parse(exported('json', odd, ['otherFields'])), [
        { unknown: { deep: [1, null] } },
        'no object',
        null,
        [1],
      ]);
    });
  });

  it('as NDJSON has a contact a line', () => {
    const text = exported('ndjson', [...samples, ...odd]);
    ok(text.endsWith('\n'));
    deepEqual(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
      [...samples, ...odd],
    );
  });

  it('of session IDs has one a line, and none for contacts without', () => {
    const served = [{ botSessionId: 'a' }, { botSessionId: '' }, {}, { botSessionId: ' b\n' }];
    equal(exported('sessionIds', served), 'a\nb\n');
  });
});
