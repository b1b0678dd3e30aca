import { deepEqual, equal } from 'node:assert/strict';
import type { Shape } from '../../../src/views/campaign/messages.ts';
import { LoadedRows } from '../../../media/campaign/loadedRows.ts';
import { packed } from './rows.ts';

const shape = (totalResults: number): Shape => ({ limit: 100, totalPages: 2, totalResults });
const outcomes = (...words: string[]) => packed(...words.map((dialerOutcome) => ({ dialerOutcome })));

/** What is told after the first page came, and came again. */
function told(before: ReturnType<typeof packed>, now: ReturnType<typeof packed>, total = 100): string {
  const loaded = new LoadedRows();
  loaded.set(1, before, shape(100));
  loaded.takeChanges();
  loaded.set(1, now, shape(total));
  const changes = loaded.takeChanges().told;
  return changes.map(({ text, outcome = '' }) => `${text}${outcome}`).join(', ');
}

describe('what has changed in a campaign tab', () => {
  it('is told by outcome, the most first, with what has none left out', () => {
    const before = outcomes('', '', '', 'no-answer', 'busy');
    const now = outcomes('completed', 'completed', '', 'completed', 'busy');
    equal(told(before, now), '+3 completed, \u22121 no-answer');
  });

  it('is told of three outcomes, and of how many more there are', () => {
    const now = outcomes('a', 'b', 'c', 'd', 'e', 'e');
    equal(told(outcomes('', '', '', '', '', ''), now), '+2 e, +1 a, +1 b, 2 more outcomes');
  });

  it('is also how many contacts are new, or gone', () => {
    equal(told(outcomes('', 'busy'), outcomes('busy', 'busy'), 102), '+1 busy, 2 contacts new');
    equal(told([], [], 99), '1 contact gone');
  });

  it('is at least how many contacts have changed', () => {
    const before = packed({ numberOfAttemptsSoFar: 1 }, { agentDispositionCodes: ['a'] }, {});
    const now = packed({ numberOfAttemptsSoFar: 2 }, { agentDispositionCodes: ['a', 'b'] }, {});
    equal(told(before, now), '2 contacts changed');
  });

  it('is nothing where the same came again, or only numbers are masked', () => {
    equal(told(outcomes('busy'), outcomes('busy')), '');
    equal(told(packed({ phoneNumber: '15550100' }), packed({ phoneNumber: '•••••100' })), '');
  });

  it('is nothing where pages came for the first time, or all was let go', () => {
    const loaded = new LoadedRows();
    loaded.set(1, outcomes('busy'), shape(100));
    loaded.set(2, outcomes('busy'), shape(100));
    deepEqual(loaded.takeChanges().told, []);
    loaded.set(1, outcomes(''), shape(100));
    loaded.clear();
    loaded.set(1, outcomes('completed'), shape(120));
    deepEqual(loaded.takeChanges().told, []);
  });

  it('can be asked for by value, and is taken once', () => {
    const loaded = new LoadedRows();
    loaded.set(1, packed({ agentDispositionCodes: ['a', 'b'] }, {}), shape(100));
    loaded.set(
      1,
      packed({ agentDispositionCodes: ['b', 'c'] }, { agentDispositionCodes: ['c'] }),
      shape(100),
    );
    const changes = loaded.takeChanges();
    const net = ['a', 'b', 'c', ''].map((value) => changes.of('disposition', value));
    deepEqual(net, [-1, 0, 2, -1]);
    equal(loaded.takeChanges().of('disposition', 'c'), 0);
  });
});
