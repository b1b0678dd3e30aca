import { equal } from 'node:assert/strict';
import { suggestedName } from '../../../src/contacts/suggestedName.ts';

describe('the suggested name of a file', () => {
  for (const [campaign, name] of [
    ['Payment reminders October', 'Payment reminders October'],
    ['Überfällige Zahlungen 年末', 'Überfällige Zahlungen 年末'],
    ['a<b>:c"/d\\e|f?g*h', 'a-b-c-d-e-f-g-h'],
    ['CON', 'CON-'],
    ['nul', 'nul-'],
    ['Com1.2026', 'Com1-.2026'],
    ['LPT9 ', 'LPT9-'],
    ['report...', 'report'],
    ['report. . ', 'report'],
    ['../../etc/passwd', '-..-etc-passwd'],
    ['..', 'contacts'],
    ['', 'contacts'],
    ['???', 'contacts'],
    ['a\u202eb\u0000c', 'a b c'],
  ] as const)
    it(`of the campaign ${JSON.stringify(campaign)} is ${JSON.stringify(name)}`, () =>
      equal(suggestedName(campaign), name));

  it('of a long name leaves room for the extension', () => {
    for (const letter of ['x', '名', '😀', 'é'])
      equal(Buffer.byteLength(suggestedName(letter.repeat(500))) <= 245, true);
  });
});
