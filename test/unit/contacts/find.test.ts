import { deepEqual, equal, ok } from 'node:assert/strict';
import { matcher } from '../../../src/contacts/find.ts';
import { readContact } from '../../../src/kore/shapes.ts';

const contact = readContact({
  phoneNumber: '447700900123',
  botSessionId: '685d3c819e81807087b6aBcd',
  uniqueId: 'CRM-4711',
  agentDispositionCodes: ['Promise to pay', 'Resolved'],
});

function found(query: string) {
  const match = matcher(query)?.(contact);
  return match && [match.field, match.isExact];
}

describe('finding a contact', () => {
  for (const query of ['447700900123', '+44 7700 900123', '0044-7700-900-123', ' (44) 7700.900.123 ']) {
    it(`by its phone number, written ${query}`, () => deepEqual(found(query), ['phoneNumber', true]));
  }

  it('by a part of its phone number', () => deepEqual(found('7700 900'), ['phoneNumber', false]));

  it('by a number whose own zeros are not taken for the way abroad', () => {
    const other = readContact({ phoneNumber: '15550100200' });
    deepEqual(matcher('0100')?.(other)?.field, 'phoneNumber');
  });

  it('by its session ID or a part of it, in capitals or not', () => {
    deepEqual(found('685D3C819E81807087B6ABCD'), ['botSessionId', true]);
    deepEqual(found('87b6abcd'), ['botSessionId', false]);
  });

  it('by its unique ID', () => {
    deepEqual(found('crm-4711'), ['uniqueId', true]);
    deepEqual(found('CRM'), ['uniqueId', false]);
  });

  it('by a disposition code, which tells nobody apart', () => {
    deepEqual(found('resolved'), ['agentDispositionCodes', false]);
    equal(matcher('promise')?.(contact)?.value, 'Promise to pay');
  });

  it('prefers the field that is the same as a whole', () => {
    const twice = readContact({ phoneNumber: '15550100', uniqueId: '5550' });
    deepEqual(matcher('5550')?.(twice)?.field, 'uniqueId');
  });

  it('not by anything else', () => {
    for (const query of ['999', '44x7700', 'completed', '....']) equal(found(query), undefined, query);
  });

  it('needs three characters, blanks not counted', () => {
    ok(!matcher('44'));
    ok(!matcher('  4  '));
    ok(matcher('447'));
  });

  it('finds nothing in a contact that tells nothing', () => {
    equal(matcher('447')?.(readContact(null)), undefined);
  });
});
