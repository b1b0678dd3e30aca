import { deepEqual, equal, ok } from 'node:assert/strict';
import { contactFields } from '../../../src/contacts/fields.ts';
import { outcomeGroup, outcomeText } from '../../../src/contacts/outcome.ts';
import type { OutcomeGroup } from '../../../src/contacts/outcome.ts';
import { grouped, quantity } from '../../../src/contacts/quantity.ts';
import { readContactsPage } from '../../../src/kore/shapes.ts';
import type { Contact } from '../../../src/kore/shapes.ts';
import { documentedAnswer } from '../kore/documentedAnswer.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import { sampleContactAt, sampleContactRows } from '../../../src/demo/sampleContacts.ts';

function contact(row: object): Contact {
  const [read] = readContactsPage({ results: [row] }, { page: 1, limit: 1 }).items;
  if (!read) throw new Error('The row was left out.');
  return read;
}

describe('contact fields', () => {
  it('are all that the documentation has, each once, each under a name of its own', () => {
    const { data } = JSON.parse(documentedAnswer) as { data: { results: [object] } };
    const names = contactFields.map(({ apiName }) => apiName);
    deepEqual(names.toSorted(), Object.keys(data.results[0]).toSorted());
    equal(new Set(contactFields.map(({ label }) => label)).size, contactFields.length);
  });

  it('begin with the bot session id', () => equal(contactFields[0]?.apiName, 'botSessionId'));

  it('give the value of their own field', () => {
    for (const { apiName, text } of contactFields) equal(text(contact({ [apiName]: 7 })), '7', apiName);
  });

  it('are empty where there is no value', () => {
    for (const { apiName, text } of contactFields) {
      equal(text(contact({})), '');
      equal(text(contact({ [apiName]: null })), '');
    }
  });

  it('list disposition codes, and show no attempts as 0', () => {
    const text = (name: string, row: object) =>
      contactFields.find(({ apiName }) => apiName === name)?.text(contact(row));
    equal(text('agentDispositionCodes', { agentDispositionCodes: ['A', 'B'] }), 'A, B');
    equal(text('numberOfAttemptsSoFar', { numberOfAttemptsSoFar: 0 }), '0');
  });
});

describe('outcome', () => {
  it('is what the dialer says, else what the bot says, else nothing', () => {
    equal(outcomeText(contact({ dialerOutcome: 'busy', botOutboundStatus: 'userHangUp' })), 'busy');
    equal(outcomeText(contact({ dialerOutcome: ' ', botOutboundStatus: ' userHangUp ' })), 'userHangUp');
    equal(outcomeText(contact({ botOutboundStatusDetail: 'Client side' })), '');
  });

  const words: Record<OutcomeGroup, readonly string[]> = {
    completed: [
      'completed',
      'Connected',
      'Answered',
      'userHangUp',
      'agentHangUp',
      'user_hangup',
      'agent_hang_up',
    ],
    notReached: [
      'no-answer',
      'No Answer',
      'NO_ANSWER',
      'busy',
      'User Busy',
      'Unanswered',
      'Unconnected',
      'Declined',
    ],
    machine: ['answering machine', 'AMD Detected', 'machine_detected', 'voicemail'],
    excluded: ['DNC Excluded', 'dnc excluded', 'Filter Skipped', 'Filter excluded'],
    failed: ['failed', 'Error', 'Canceled', 'cancelled', 'Retry Cancelled'],
    other: ['callback-promised', 'complete?', 'constructor', '__proto__', '🎉', 'تم', 'not completed'],
    notDialed: ['', '  '],
  };
  for (const [group, texts] of Object.entries(words)) {
    it(`${group}: ${texts.join(', ')}`, () => {
      for (const text of texts) equal(outcomeGroup(contact({ dialerOutcome: text })), group, text);
    });
  }

  it('without a word is not dialed as long as there is no attempt', () => {
    equal(outcomeGroup(contact({ numberOfAttemptsSoFar: 0 })), 'notDialed');
    equal(outcomeGroup(contact({ numberOfAttemptsSoFar: 1 })), 'other');
  });

  it('of a blank dialer outcome is that of the bot', () => {
    equal(outcomeGroup(contact({ botOutboundStatus: 'userHangUp', numberOfAttemptsSoFar: 2 })), 'completed');
  });

  it('is found for every sample contact that is documented', () => {
    const rows = sampleCampaigns.flatMap((campaign) =>
      Array.from({ length: Math.min(100, sampleContactRows(campaign)) }, (_, index) =>
        sampleContactAt(campaign, index),
      ),
    );
    const groups = new Set(rows.map((row) => outcomeGroup(contact(row))));
    ok(groups.size === 7, [...groups].join(', '));
  });
});

describe('quantity', () => {
  it('groups digits', () => deepEqual([0, 999, 1_204, 1e6].map(grouped), ['0', '999', '1,204', '1,000,000']));

  it('has a plural for all but one', () => {
    deepEqual(
      [0, 1, 2, 1_204].map((count) => quantity(count, 'contact')),
      ['0 contacts', '1 contact', '2 contacts', '1,204 contacts'],
    );
  });
});
