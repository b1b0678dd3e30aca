import { deepEqual, equal } from 'node:assert/strict';
import { Summary, valueName } from '../../../src/contacts/summary.ts';
import { readContact } from '../../../src/kore/shapes.ts';

const contacts = [
  {
    dialerOutcome: 'completed',
    botOutboundStatus: 'userHangUp',
    agentDispositionCodes: ['A', 'B'],
    numberOfAttemptsSoFar: 1,
    botSessionId: 'x',
  },
  {
    dialerOutcome: 'completed ',
    botOutboundStatus: 'never heard of',
    agentDispositionCodes: ['A', 'A '],
    numberOfAttemptsSoFar: 10,
    botSessionId: ' ',
  },
  { dialerOutcome: 'Completed', numberOfAttemptsSoFar: 2 },
  {},
].map(readContact);

function counted(summary: Summary, id: Parameters<Summary['of']>[0]): Record<string, number> {
  return Object.fromEntries(summary.of(id).map(({ value, count }) => [value, count]));
}

describe('summary', () => {
  const summary = new Summary();
  summary.add(contacts.slice(0, 1));
  summary.add(contacts.slice(1));

  it('counts every contact, page by page', () => {
    equal(summary.contacts, 4);
  });

  it('counts values as they are, blanks around them ignored', () => {
    deepEqual(counted(summary, 'dialerOutcome'), { completed: 2, '': 1, Completed: 1 });
    deepEqual(counted(summary, 'botStatus'), { '': 2, 'never heard of': 1, userHangUp: 1 });
  });

  it('counts a contact once for each of its codes, and with or without a session', () => {
    deepEqual(counted(summary, 'disposition'), { A: 2, '': 2, B: 1 });
    deepEqual(counted(summary, 'session'), { '': 3, yes: 1 });
  });

  it('has the frequent first, and attempts by their number', () => {
    deepEqual(
      summary.of('attempts').map(({ value }) => value),
      ['1', '2', '10', ''],
    );
    equal(summary.of('dialerOutcome')[0]?.value, 'completed');
  });

  it('crosses dispositions with attempts', () => {
    deepEqual(summary.dispositionByAttempt(), {
      attempts: ['1', '2', '10', ''],
      rows: [
        { disposition: '', counts: [0, 1, 0, 1] },
        { disposition: 'A', counts: [1, 0, 1, 0] },
        { disposition: 'B', counts: [1, 0, 0, 0] },
      ],
    });
  });

  it('takes back what was replaced, without a trace', () => {
    const other = new Summary();
    other.add(contacts);
    other.remove(contacts.slice(0, 2));
    equal(other.contacts, 2);
    deepEqual(counted(other, 'disposition'), { '': 2 });
    deepEqual(other.dispositionByAttempt().attempts, ['2', '']);
    equal(other.highestByAttempt, 1);
  });

  it('bears values that are names of JavaScript', () => {
    const odd = new Summary();
    odd.add([readContact({ dialerOutcome: '__proto__', botOutboundStatus: 'constructor' })]);
    deepEqual(odd.of('dialerOutcome'), [{ value: '__proto__', count: 1 }]);
    equal(valueName('botStatus', 'constructor'), 'constructor');
    equal(valueName('botStatus', ''), 'no status');
  });
});
