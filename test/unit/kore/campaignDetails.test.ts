import { deepEqual, equal, throws } from 'node:assert/strict';
import { readCampaign, type CampaignDetails } from '../../../src/kore/campaignDetails.ts';
import { campaignFacts } from '../../../src/views/campaign/campaignFacts.ts';

const whole = {
  _id: 'cd-1',
  name: 'A',
  priority: '5',
  dialingStrategy: {
    callerId: { phoneNumber: '+12025550100' },
    callingHours: {
      frequency: 'WEEKLY',
      timezone: 'Etc/UTC',
      days: [{ day: 'MO', start: '9:00 AM', end: '6:00 PM' }],
    },
    dialingOrder: 'FIFO',
    maxAttemptsPerRecord: 5,
    defaultRetryPeriod: 1,
    maxRingTime: 30,
  },
  dncLists: { id: 'cl-1', name: 'Do not call' },
  schedule: { isSchedulingEnabled: true },
  createdAt: '2026-01-02T03:04:05.678Z',
  updatedAt: 'yesterday',
};

function facts(details: CampaignDetails): Record<string, string> {
  const { groups } = campaignFacts(details, 0);
  return Object.fromEntries(groups.flatMap((group) => group.facts.map(({ label, text }) => [label, text])));
}

describe('the details of a campaign', () => {
  it('are read as documented', () => {
    const told = facts(readCampaign(whole));
    deepEqual(
      [
        'Caller ID',
        'Time zone',
        'Monday',
        'Order',
        'Attempts per contact',
        'Time before a retry',
        'Rings at most',
      ].map((label) => told[label]),
      ['+12025550100', 'Etc/UTC', '9:00 AM \u2013 6:00 PM', 'FIFO', '5', '1 minute', '30 seconds'],
    );
    deepEqual(
      ['Do-not-call lists', 'Scheduled', 'Recurring'].map((label) => told[label]),
      ['Do not call', 'Yes', ''],
    );
  });

  it('have times where the service sent one', () => {
    const [, schedule] = campaignFacts(readCampaign(whole), 0).groups;
    deepEqual(
      schedule?.facts.slice(2).map(({ text, at }) => [text, at]),
      [
        ['2026-01-02T03:04:05.678Z', Date.parse(whole.createdAt)],
        ['yesterday', undefined],
      ],
    );
  });

  it('may lack everything but the id', () => {
    const bare = readCampaign({ _id: 'cd-1' });
    deepEqual(
      [bare.callingDays, bare.dncLists, bare.maxSkips, bare.isScheduled],
      [[], [], undefined, undefined],
    );
    equal(facts(bare)['Time zone'], '');
  });

  for (const odd of [null, 7, 'text', [], [null], { days: 7, callerId: null, callingHours: [] }]) {
    it(`bear ${JSON.stringify(odd)} in the place of a part`, () => {
      const read = readCampaign({ _id: 'cd-1', dialingStrategy: odd, dncLists: odd, schedule: odd });
      equal(read.id, 'cd-1');
      campaignFacts(read, 0);
    });
  }

  it('take several do-not-call lists, and days that nobody knows', () => {
    const read = readCampaign({
      ...whole,
      dncLists: [{ name: 'A' }, { id: 'cl-2' }, 7],
      dialingStrategy: { callingHours: { days: [{ day: '__proto__', start: '1' }, {}] } },
    });
    deepEqual(read.dncLists, ['A', 'cl-2']);
    deepEqual([facts(read)['Every day'], facts(read)['Caller ID']], ['', '']);
  });

  it('are refused without an id', () => {
    throws(() => readCampaign({ name: 'A' }), { kind: 'notAnApiAnswer' });
  });
});
