import { equal } from 'node:assert/strict';
import { maskedPhoneNumber } from '../../../src/contacts/maskedPhoneNumber.ts';

describe('a masked phone number', () => {
  const cases: readonly (readonly [about: string, from: string, to: string])[] = [
    ['keeps its last three digits', '447700900123', '•••••••••123'],
    ['keeps its signs', '+44 (7700) 900-123', '+•• (••••) •••-123'],
    ['keeps three digits, signs or not', '44770090012-3', '•••••••••12-3'],
    ['hides the letters of what the service masked', '125xxxx0200', '••••••••200'],
    ['hides what is no number', 'sip:anna@example.com', '•••:••••@•••••••.•••'],
    ['hides digits of other scripts', '٤٤٧٧٠٠', '••••••'],
    ['keeps at most half of a short one', '11234', '•••34'],
    ['keeps one digit of three', '112', '••2'],
    ['keeps nothing of one digit', '5', '•'],
    ['is blank where there is none', '', ''],
  ];
  for (const [about, from, to] of cases) it(about, () => equal(maskedPhoneNumber(from), to));
});
