import { deepEqual, equal, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { CompactStore } from '../../../src/contacts/compactStore.ts';
import { json as copiedJson } from '../../../src/contacts/copyFormats.ts';
import { exportWriter, fieldsOf } from '../../../src/contacts/export.ts';
import { digitsOf, isJsonObject, parseJson, toJson } from '../../../src/kore/json.ts';
import type { Contact } from '../../../src/kore/shapes.ts';
import { contactContent, copiedText } from '../../../src/views/contactDetails/content.ts';
import { noOverflow } from '../contacts/list.ts';
import { click, firstPage, network } from './api.ts';

const numbers = [
  '9007199254740993',
  '-9007199254740993',
  '123456789012345678901234567890',
  '0.1234567890123456789',
  '1e400',
  '-1E-400',
  '2e5',
  '-0',
  '-0.0',
  '1.0',
  '1.50',
  '0',
  '7',
  '-12',
  '0.5',
];

describe('JSON with the digits of its numbers', () => {
  for (const number of numbers) {
    it(`reads and writes ${number} as it is, wherever it stands`, () => {
      for (const text of [
        number,
        `[${number}]`,
        `[0,${number},0]`,
        `{"a":${number}}`,
        `{"a":{"b":[[${number}]]}}`,
        `{"a":"${number}","b":${number}}`,
      ])
        equal(toJson(parseJson(text)), text);
      equal(toJson(parseJson(` [ ${number}\t,\n${number} ]\r\n`)), `[${number},${number}]`);
    });
  }

  it('leaves numbers in texts alone, and reads those it can hold as numbers', () => {
    deepEqual(parseJson('{"a":":9007199254740993","b":[1,-2,0.5,9007199254740991]}'), {
      a: ':9007199254740993',
      b: [1, -2, 0.5, 9007199254740991],
    });
  });

  it('reads and writes any other JSON as JavaScript does', () => {
    const property = fc.property(fc.json(), fc.constantFrom(undefined, 2), (text, indent) => {
      equal(toJson(parseJson(text), indent), JSON.stringify(JSON.parse(text), undefined, indent));
    });
    fc.assert(property, { numRuns: 5_000 });
  });

  for (const text of [
    '{"__proto__":{"a":1},"b":1e1}',
    '{"isLosslessNumber":true,"b":1.0}',
    '{"toJSON":"x","b":-0}',
  ])
    it(`takes no name for anything else: ${text}`, () => {
      equal(toJson(parseJson(text)), text);
      equal(Object.getPrototypeOf(parseJson(text)), Object.prototype);
      equal(isJsonObject(parseJson(text)), true);
    });

  it('takes the last of two values with one name, like JavaScript', () => {
    equal(toJson(parseJson('{"a":1,"a":1.0}')), '{"a":1.0}');
  });

  it('ignores a byte order mark', () => {
    deepEqual(parseJson('\ufeff{"a":1}'), { a: 1 });
    throws(() => parseJson('\ufeff\ufeff{"a":1}'), SyntaxError);
  });

  it('refuses what is no JSON, exact numbers or not', () => {
    for (const text of ['', '{', '1.', '[1e]', '{1.0:1}', '{"a":1.0}}', '[01]', 'NaN', '-'])
      throws(() => parseJson(text), SyntaxError, text);
  });

  it('knows objects and exact numbers from all else', () => {
    equal(digitsOf(parseJson('1.0')), '1.0');
    for (const value of [1, '1', null, undefined, { value: '1' }, []]) equal(digitsOf(value), undefined);
    for (const value of [parseJson('1.0'), null, [], 'a', 1]) equal(isJsonObject(value), false);
  });
});

describe('a contact with numbers that JavaScript would round', () => {
  const { odd, client } = network();
  const row =
    '{"phoneNumber":12345678901234567890,"uniqueId":9007199254740993,"numberOfAttemptsSoFar":2.0,"score":1.50,"none":-0}';
  const text = `{"status":"success","data":{"results":[${row},9007199254740993],"page":1,"limit":100,"totalPages":1.0}}`;

  async function served(): Promise<readonly Contact[]> {
    const { origin } = await odd((response) => response.end(text));
    const page = await client(origin).api.contacts('cd-1', firstPage, click());
    const store = new CompactStore(noOverflow);
    store.set(page);
    const kept = (await store.get(1))?.items;
    deepEqual(kept, page.items);
    return page.items;
  }

  it('has them as texts, and counts as counts', async () => {
    const [contact] = await served();
    equal(contact?.uniqueId, '9007199254740993');
    equal(contact.phoneNumber, '12345678901234567890');
    equal(contact.numberOfAttemptsSoFar, 2);
  });

  it('is exported as it was served', async () => {
    const contacts = await served();
    const written = (format: 'csv' | 'json' | 'ndjson') =>
      exportWriter(format, fieldsOf(format)).rows(contacts);
    equal(written('ndjson'), `${row}\n9007199254740993\n`);
    equal(written('json'), `${row},\n9007199254740993`);
    equal(written('csv').split('\r\n')[0]?.includes('"9007199254740993"'), true);
  });

  it('is copied and shown as it was served', async () => {
    const [contact] = await served();
    if (!contact) throw new Error('no contact');
    const spaced = row
      .replaceAll(',', ',\n    ')
      .replaceAll(':', ': ')
      .replace('{', '{\n    ')
      .replace('}', '\n  }');
    equal(copiedJson.join([copiedJson.value(contact)]), `[\n  ${spaced}\n]`);
    const connection = {
      name: 'A',
      origin: 'https://platform.kore.ai',
      streamId: 'st-1',
      accountId: '1',
      clientId: 'cs-1',
      signIn: 'secret',
      algorithm: 'HS256',
    } as const;
    const campaign = { id: 'cd-1', name: 'A' };
    const shown = { connection, campaign, position: 1, total: 1, contact, fetchedAt: 0 };
    equal(copiedText(shown, 'uniqueId'), '9007199254740993');
    equal(copiedText(shown, 'json').includes('"uniqueId": 9007199254740993'), true);
    const masked = contactContent(shown, (value) => value.replaceAll('12345678901234567890', '•••'));
    equal(masked.json.includes('"phoneNumber": "•••"'), true);
    equal(masked.json.includes('"score": 1.50'), true);
  });
});
