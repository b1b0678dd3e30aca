import fc, { type Arbitrary } from 'fast-check';
import { contactFields } from '../../../src/contacts/fields.ts';

/*
 * Answers as text, because JSON that is sent can be stranger than any that JavaScript writes: keys that come twice, keys of the
 * prototype, numbers without measure, halves of characters, nesting without an end.
 */

const fieldNames = contactFields.map(({ apiName }) => apiName);
const prototypeKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'toJSON',
  'valueOf',
  'then',
  'length',
];

/** Words that mean something to one or the other program that may get to see them. */
export const nasty = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '[click](command:workbench.action.quit)',
  '$(error) $(sync~spin)',
  '=HYPERLINK("http://evil.example","x")',
  '\t=1+1',
  ' =1+1',
  '\u200b\n@SUM(1)',
  '@SUM(1)',
  '-2+3',
  '\u202egnp.exe\u2066',
  'a\r\nb\u2028c\u0000d\u001b[31m',
  '🎉👩\u200d💻',
  '../../..',
  '%2e%2e%2f',
  '\u200b',
  '__proto__',
  '685d3c819e81807087b6aaaa',
  'no-answer',
];

const text: Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 4, arbitrary: fc.constantFrom(...nasty) },
  { weight: 1, arbitrary: fc.nat(2_000).map((length) => 'x'.repeat(length)) },
);

/** Some characters are written as they are, others as the escape that JSON may have for any. */
const textAsJson: Arbitrary<string> = fc.oneof(
  text.map((one) => JSON.stringify(one)),
  text.map((one) => `"${[...Array(one.length).keys()].map((at) => escaped(one, at)).join('')}"`),
  fc.constantFrom('"\\ud800"', '"\\udc00\\ud800"', '"\\/\\b\\f"'),
);

const numberAsJson: Arbitrary<string> = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => JSON.stringify(one)),
  fc.constantFrom('1e999', '-1e999', '1e-999', '-0', '9007199254740993', `1${'0'.repeat(400)}`, '0.5E+3'),
);

/** Any JSON, as text. */
export const { value: anything } = fc.letrec<{ value: string; array: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 4, arbitrary: textAsJson },
    { weight: 3, arbitrary: numberAsJson },
    { weight: 2, arbitrary: fc.constantFrom('null', 'true', 'false', '{}', '[]', '""') },
    { weight: 1, arbitrary: tie('array') },
    { weight: 1, arbitrary: tie('object') },
  ),
  array: fc.array(tie('value'), { maxLength: 3 }).map((values) => `[${values.join(',')}]`),
  object: object(fc.array(fc.tuple(anyKey(), tie('value')), { maxLength: 3 })),
}));

/** Deeper than anything should be, sometimes deeper than can be written again. */
const deep: Arbitrary<string> = fc
  .tuple(fc.constantFrom(['[', ']'], ['{"a":', '}']), fc.constantFrom(20, 90, 5_000))
  .map(([[open = '', close = ''], depth]) => `${open.repeat(depth)}1${close.repeat(depth)}`);

/** A row of no list in particular. */
export const anyRow: Arbitrary<string> = fc.oneof(
  object(
    fc.array(
      fc.tuple(
        fc.constantFrom('_id', 'id', 'name', 'status', 'contactLists', '__proto__', 'constructor'),
        anything,
      ),
      { maxLength: 6 },
    ),
  ),
  anything,
);

/** A row of contacts: mostly the documented fields, mostly with what they should hold; other fields too; or no row at all. */
export const contactRow: Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: object(
      fc
        .tuple(
          fc.subarray(fieldNames.map((name) => fc.tuple(fc.constant(name), fieldValue(name)))),
          fc.array(fc.tuple(anyKey(), anything), { maxLength: 2 }),
        )
        .chain(([fields, others]) => fc.tuple(...fields).map((some) => [...some, ...others])),
    ),
  },
  { weight: 1, arbitrary: anything },
);

/** A page as it should be, with one thing or the other wrong. */
export const contactsAnswer: Arbitrary<string> = fc
  .record({
    rows: fc.array(
      fc.oneof(
        { weight: 80, arbitrary: contactRow },
        { weight: 1, arbitrary: deep.map((value) => `{"phoneNumber":${value}}`) },
      ),
      { maxLength: 4 },
    ),
    page: mostly('1'),
    limit: mostly('100'),
    totalPages: mostly('3'),
    totalResults: mostly('250'),
    status: fc.oneof({ weight: 20, arbitrary: fc.constant('"success"') }, { weight: 1, arbitrary: anything }),
    more: fc.array(fc.tuple(anyKey(), anything), { maxLength: 1 }),
  })
  .map(({ rows, page, limit, totalPages, totalResults, status, more }) => {
    const entries = Object.entries({ results: `[${rows.join(',')}]`, page, limit, totalPages, totalResults });
    return written([
      ['status', status],
      ['data', written([...entries, ...more])],
    ]);
  });

/** Something where an answer should be. */
export const noAnswer: Arbitrary<string> = fc.oneof(
  anything,
  deep,
  fc.tuple(contactsAnswer, fc.nat()).map(([answer, at]) => answer.slice(0, at % answer.length)),
  fc
    .tuple(contactsAnswer, fc.nat(), text)
    .map(
      ([answer, at, other]) => answer.slice(0, at % answer.length) + other + answer.slice(at % answer.length),
    ),
);

function fieldValue(name: string): Arbitrary<string> {
  const right =
    name === 'numberOfAttemptsSoFar'
      ? fc.nat(9).map(String)
      : name === 'agentDispositionCodes'
        ? fc.array(textAsJson, { maxLength: 3 }).map((codes) => `[${codes.join(',')}]`)
        : textAsJson;
  return fc.oneof({ weight: 5, arbitrary: right }, { weight: 1, arbitrary: anything });
}

function mostly(right: string): Arbitrary<string> {
  return fc.oneof({ weight: 12, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: anything });
}

function anyKey(): Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...fieldNames, ...prototypeKeys, 'served', 'results', 'items', '_id', 'id'),
    text,
  );
}

function object(entries: Arbitrary<(readonly [string, string])[]>): Arbitrary<string> {
  return entries.map(written);
}

/** Keys may come twice. */
function written(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}

function escaped(of: string, at: number): string {
  return `\\u${of.charCodeAt(at).toString(16).padStart(4, '0')}`;
}
