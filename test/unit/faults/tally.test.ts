import { equal } from 'node:assert/strict';
import { KoreError } from '../../../src/kore/errors.ts';
import { clientSecret } from '../kore/api.ts';
import { leaksIn, missingIn } from './tally.ts';

describe('the table of faults would show', () => {
  it('rows that are lost or doubled', () => {
    const [a, b] = [{ uniqueId: 'a' }, { uniqueId: 'b' }];
    equal(missingIn([a, b, b], [b, a]), 1);
    equal(missingIn([a, b], [b, b, b, a]), 0);
    equal(missingIn([a, a, b], []), 3);
  });

  it('a phone number, a secret or a token that is told', () => {
    const number = '15550100001';
    const outcome = { error: `Cannot dial ${number}` };
    const note = { method: 'GET', origin: '', path: '', page: 1, ms: 1, retries: 0, outcome };
    const told = (one: Parameters<typeof leaksIn>[0][number]) => leaksIn([undefined, one], [number]);
    equal(told(note), 1);
    equal(told(`${number} ${clientSecret}`), 2);
    equal(told(new Error('eyJhbGciOiJIUzI1NiJ9')), 1);
    equal(told(new KoreError('notFound', { said: `${number} eyJhbGciOiJIUzI1NiJ9` })), 0);
  });
});
