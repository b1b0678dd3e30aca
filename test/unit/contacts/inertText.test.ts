import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { inertText } from '../../../src/contacts/inertText.ts';
import { runs } from '../../support/runs.ts';

const unchanged = [
  '',
  'userHangUp',
  '+919876543210',
  '+1 555 010-0123',
  '+1 (555) 010-0123',
  '+1 555',
  '+49 110',
  '+1-555-010-0123',
  '+1.555.010.0123',
  '+44 (0)20 7946 0958',
  '+1\u00a0555\u2011010\u20110123',
  '\u202a+1 555 010-0123\u202c',
  ' +919876543210 ',
  '-',
  '--',
  '-5',
  '+5',
  '-5.25',
  '-1,234.50',
  '-5,5',
  'a, -',
  'voicemail, +919876543210',
  'user@host.test',
  '1-1',
  '919876543210',
];

const prefixed = [
  '=1+1',
  '=',
  '+',
  '+1+1',
  '-1+1',
  '+1-1',
  '-1-1',
  '-1e+21',
  '+1,A1',
  "+1,cmd|' /C calc'!A0",
  '+1;A1',
  '--1',
  '+-1',
  '@SUM(A1)',
  '@',
  "+1+cmd|' /C calc'!A0",
  "+1-1+cmd|' /C calc'!A0",
  "-2+3+cmd|' /C calc'!A0",
  '+1 555 010-0123 ext. 4',
  '+1 555 010-0123=1',
  '+(555)cmd',
  '+()',
  '+A1',
  '-A1',
  `+1${' 5'.repeat(60)}`,
  '\t=1',
  '\r=1',
  '\n=1',
  '\t+919876543210',
  '\r-5',
  '\tplain',
  ' =1',
  '\u00a0=1',
  '\u200b=1',
  '\u0000=1',
  '"=1',
  '＝1',
  '＋1',
  '－1',
  '＠SUM(A1)',
];

describe('an inert text', () => {
  for (const text of unchanged)
    it(`leaves ${JSON.stringify(text)} as it is`, () => equal(inertText(text), text));

  for (const text of prefixed)
    it(`is made of ${JSON.stringify(text)} with an apostrophe`, () => equal(inertText(text), `'${text}`));

  it('has no formula where a program that is set to another separator starts a cell', () => {
    equal(inertText("a;=cmd|' /C calc'!A0;b"), "a;'=cmd|' /C calc'!A0;b");
    equal(inertText('a, +1+A1\t@x\n=1\r\n -A1'), "a, '+1+A1\t'@x\n'=1\r\n '-A1");
    equal(inertText('=1;=2'), "'=1;'=2");
    equal(inertText(',\t-\t='), ",\t'-\t'=");
    equal(inertText(';\t-\t,='), ";\t'-\t,'=");
    equal(inertText('a;"=1'), 'a;"\'=1');
    equal(inertText('a;+1,A1'), "a;'+1,A1");
    equal(inertText('a\n+1,A1'), "a\n'+1,A1");
    equal(inertText('a;+1;-5,5'), 'a;+1;-5,5');
  });

  it('of a long text takes no longer than reading it', () => {
    const began = performance.now();
    for (const part of ['\t', ' ', '"', ',', '+1 ', '- ', '=;', '+(', '\u200b'])
      inertText(`+${part.repeat(100_000)}x`);
    ok(performance.now() - began < 10_000);
  });

  it('starts no formula, whatever the text, and keeps all characters', () => {
    const part = fc.constantFrom(
      ...[
        '=',
        '+',
        '-',
        '@',
        '＝',
        '＋',
        '1',
        '23',
        'A1',
        'cmd|',
        ' ',
        '\t',
        '\r',
        '\n',
        '\u200b',
        '"',
        ',',
        ';',
        '(',
        ')',
        '.',
        '%',
        'e',
      ],
    );
    const anyText = fc.oneof(
      fc.array(part, { maxLength: 24 }).map((parts) => parts.join('')),
      fc.string(),
    );
    const property = fc.property(anyText, (text) => {
      const inert = inertText(text);
      equal(inert.replaceAll("'", ''), text.replaceAll("'", ''));
      const afterBlank = inert.replace(/^'?[\s\p{Cc}\p{Cf}"]*/u, '');
      const inner = [/[,\r\n]/u, /[;\r\n]/u, /[\t\r\n]/u].flatMap((one) => afterBlank.split(one).slice(1));
      for (const cell of [inert, ...inner]) {
        const start = cell.replace(/^[\s\p{Cc}\p{Cf}"]+/u, '');
        // What is left unchanged can neither refer to a cell or a program, nor call anything.
        if (/^[=＝@＠＋－]/u.test(start)) throw new Error(`a formula: ${JSON.stringify(inert)}`);
        if (/^[+-]/u.test(start)) ok(/^[+-][\d\s\p{Cf}().,"-]*$/u.test(start), JSON.stringify(inert));
      }
    });
    fc.assert(property, { numRuns: runs(200_000) });
  });
});
