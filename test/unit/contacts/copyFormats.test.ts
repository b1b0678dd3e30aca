import { deepEqual, equal } from 'node:assert/strict';
import {
  asTable,
  copiedMessage,
  json,
  nothingToCopy,
  phoneNumbers,
  sessionIds,
} from '../../../src/contacts/copyFormats.ts';
import { contactFields } from '../../../src/contacts/fields.ts';
import { readContact } from '../../../src/kore/shapes.ts';

const fields = contactFields.filter(({ apiName }) =>
  ['phoneNumber', 'agentDispositionCodes'].includes(apiName),
);

function table(...codes: string[]): string[] {
  const format = asTable(fields);
  const contacts = codes.map((code) => readContact({ phoneNumber: '+1', agentDispositionCodes: [code] }));
  return format.join(contacts.map(format.value)).split('\n');
}

describe('copy formats', () => {
  it('have a line a value, and none for contacts without', () => {
    deepEqual(
      [sessionIds.value(readContact({})), phoneNumbers.value(readContact({ phoneNumber: ' 1\n2 ' }))],
      [undefined, '1 2'],
    );
    equal(sessionIds.join(['a', 'b']), 'a\nb');
  });

  it('keep JSON as it was served', () => {
    deepEqual(
      JSON.parse(json.join([json.value(readContact({ other: 1 })), json.value(readContact('odd'))])),
      [{ other: 1 }, 'odd'],
    );
  });

  it('make a table whose cells are no formulas, lines or quotes', () => {
    deepEqual(table('plain', '=1+1', '\t@x', '"quoted" text', 'a\nb\tc', '\u200b=x', '-', '+1 555'), [
      'Phone number\tDisposition codes',
      '+1\tplain',
      "+1\t'=1+1",
      "+1\t'@x",
      '+1\t"""quoted"" text"',
      '+1\ta b c',
      "+1\t'\u200b=x",
      '+1\t-',
      '+1\t+1 555',
    ]);
  });

  it('are told in words', () => {
    equal(copiedMessage(1, 0, 'contact'), 'Copied 1 contact');
    equal(copiedMessage(1_204, 1, 'session ID'), 'Copied 1,204 session IDs; 1 contact has none');
    equal(nothingToCopy(1, 'session ID'), 'This contact has no session ID. Nothing was copied.');
    equal(nothingToCopy(20, 'session ID'), 'None of the 20 contacts has a session ID. Nothing was copied.');
  });
});
