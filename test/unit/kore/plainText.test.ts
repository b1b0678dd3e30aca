import { equal, ok } from 'node:assert/strict';
import { plainText } from '../../../src/kore/plainText.ts';

describe('plainText', () => {
  const cases: Record<string, readonly [from: string, to: string]> = {
    'keeps plain text': ['Outreach 2026, <b>North</b> & *South*', 'Outreach 2026, <b>North</b> & *South*'],
    'keeps emoji and their joiners': ['🎉 👩\u200d💻', '🎉 👩\u200d💻'],
    'keeps scripts that are written from the right': ['مبيعات الخريف', 'مبيعات الخريف'],
    'takes away what turns the direction': ['abc\u202egnp.exe\u2066x\u2069', 'abc gnp.exe x'],
    'makes one line of several': ['a\r\nb\n\n\nc\u2028d\u2029e', 'a b c d e'],
    'takes away control characters': ['a\u0000b\u001b[31mc\u009bd\u007f', 'a b [31mc d'],
    'takes away what has no width': ['a\u200bb\ufeffc\u00add', 'a b c d'],
    'breaks Markdown links': ['see [here](command:evil) now', 'see [here] (command:evil) now'],
    'breaks each of several links': ['[a](b)[c](d)', '[a] (b)[c] (d)'],
    'breaks a link that hides behind nothing': ['[a]\u200b(b)', '[a] (b)'],
    'breaks icons': ['$(error) costs $(5) or $5 (five)', '$ (error) costs $ (5) or $5 (five)'],
    'breaks an icon that hides behind nothing': ['$\u200b(error)', '$ (error)'],
    'takes away space around': ['  a  ', 'a'],
    'makes nothing of nothing to see': ['\u200b\n\u202e', ''],
    'makes half a character whole': ['a\ud83d', 'a\ufffd'],
  };
  for (const [what, [from, to]] of Object.entries(cases)) it(what, () => equal(plainText(from), to));

  it('shortens to 300 characters, unless told otherwise', () => {
    equal(plainText('a'.repeat(300)), 'a'.repeat(300));
    equal(plainText('a'.repeat(301)), `${'a'.repeat(299)}…`);
    equal(plainText('abcdef', 5), 'abcd…');
    equal(plainText('abcde', 5), 'abcde');
  });

  it('cuts no emoji in two', () => {
    for (let maxLength = 2; maxLength < 12; maxLength++)
      ok(plainText('🎉'.repeat(20), maxLength).isWellFormed(), String(maxLength));
    ok(plainText(`${'\u200b'.repeat(19)}🎉`, 5).isWellFormed());
  });

  it('bears a text beyond all measure', () => {
    equal(plainText('[]('.repeat(10_000_000)).length, 300);
  });

  it('is as it is when made plain again', () => {
    for (const [from] of Object.values(cases)) equal(plainText(plainText(from)), plainText(from));
  });
});
