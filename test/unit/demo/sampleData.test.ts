import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { documentedContacts } from '../../../src/demo/documentedContacts.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import { sampleContactAt, sampleContactRows, sampleContactTotal } from '../../../src/demo/sampleContacts.ts';
import type { SampleContact } from '../../../src/demo/sampleTypes.ts';

/** Every contact of every campaign, the largest one thinned out. */
const contacts = sampleCampaigns.flatMap((campaign) => {
  const step = campaign.contactCount > 20_000 ? 17 : 1;
  const rows = Math.ceil(sampleContactRows(campaign) / step);
  return Array.from({ length: rows }, (_, row) => ({
    campaign,
    contact: sampleContactAt(campaign, row * step),
  }));
});
const madeUp = contacts.filter(({ campaign }) => !campaign.fixedContacts);
const seen = (value: (contact: SampleContact) => unknown): unknown[] =>
  [...new Set(contacts.map(({ contact }) => value(contact)))].sort();

describe('sample data', () => {
  it('has every status, dialling mode and priority', () => {
    const values = (field: 'status' | 'dialingMode' | 'priority'): string[] =>
      [...new Set(sampleCampaigns.map((campaign) => campaign[field]))].sort();
    const documented = [
      'Active',
      'Completed',
      'Paused',
      'Preparing',
      'Ready',
      'Rescheduled',
      'Scheduled',
      'Stopped',
    ];
    deepEqual(values('status'), [...documented, 'Rerun'].sort());
    deepEqual(values('dialingMode'), ['Agentless', 'Power', 'Preview', 'Progressive']);
    deepEqual(values('priority'), ['1', '2', '3', '4', '5']);
  });

  it('has campaigns of the sizes where pages begin and end', () => {
    const sizes = sampleCampaigns.map(sampleContactRows);
    for (const size of [0, 1, 3, 100, 101, 1_234, 100_000])
      equal(sizes.filter((one) => one === size).length, 1);
  });

  it('tells its own total, except for the documented sample', () => {
    const wrong = sampleCampaigns.filter(
      (campaign) => sampleContactTotal(campaign) !== sampleContactRows(campaign),
    );
    deepEqual(
      wrong.map((campaign) => [sampleContactRows(campaign), sampleContactTotal(campaign)]),
      [[3, 4]],
    );
  });

  it('has ids like those of the documentation, each once', () => {
    equal(new Set(sampleCampaigns.map(({ id }) => id)).size, sampleCampaigns.length);
    for (const { id } of sampleCampaigns)
      match(id, /^cd-[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('has names that must not be taken for markup', () => {
    ok(sampleCampaigns.some(({ name }) => /<b>.*\p{Emoji_Presentation}.*\p{Script=Arabic}/u.test(name)));
    ok(sampleCampaigns.some(({ name }) => name.length > 150));
  });

  it('has every outcome, known and unknown', () => {
    const outcomes = [
      '',
      'No Answer',
      'answering machine',
      'busy',
      'callback-promised',
      'canceled',
      'completed',
    ];
    deepEqual(
      seen((contact) => contact.dialerOutcome),
      [...outcomes, 'dnc excluded', 'failed', 'no-answer'].sort(),
    );
    deepEqual(
      seen((contact) => contact.botOutboundStatus),
      ['', 'agentHangUp', 'userHangUp', 'voicemailDetected'],
    );
    deepEqual(
      seen((contact) => contact.botOutboundStatusDetail),
      ['', 'Client side', 'agent_hangup', 'user_hangup'],
    );
    deepEqual(
      seen((contact) => contact.numberOfAttemptsSoFar),
      [0, 1, 2, 3, 4, 5],
    );
    deepEqual(
      seen((contact) => contact.agentDispositionCodes.length),
      [0, 1, 2, 3],
    );
    deepEqual(
      seen((contact) => contact.uniqueId === ''),
      [false, true],
    );
    deepEqual(
      seen((contact) => contact.botSessionId && 'an id'),
      ['', 'an id', null, undefined],
    );
  });

  it('uses only phone numbers that belong to nobody', () => {
    const fictional =
      /^(1[2-9]\d\d55501\d\d|44(7700900|2079460|1\d\d4960|1632960|2920180)\d{3}|61[2378](5550|7010)\d{4})$/;
    for (const { contact } of madeUp) match(contact.phoneNumber, fictional);
    ok(new Set(madeUp.map(({ contact }) => contact.phoneNumber)).size > 8_000);
  });

  it('has a session for whoever was reached, begun while the campaign ran', () => {
    for (const { campaign, contact } of madeUp) {
      const { botSessionId: id, dialerOutcome: outcome } = contact;
      if (!id) {
        ok(
          outcome !== 'completed' &&
            contact.botOutboundStatus === '' &&
            contact.agentDispositionCodes.length === 0,
        );
        continue;
      }
      match(id, /^[0-9a-f]{24}$/);
      const time = new Date(Number.parseInt(id.slice(0, 8), 16) * 1000).toISOString();
      ok(time >= campaign.startedAt && time <= campaign.updatedAt, `${campaign.name}: ${time}`);
      ok(contact.numberOfAttemptsSoFar > 0);
    }
  });

  it('has each session once', () => {
    const ids = contacts.map(({ contact }) => contact.botSessionId).filter((id) => id);
    equal(new Set(ids).size, ids.length);
  });

  it('has dialled nobody where a campaign has not begun, everybody where it is completed', () => {
    const untouched = (contact: SampleContact): boolean =>
      contact.numberOfAttemptsSoFar === 0 && contact.dialerOutcome === '' && !contact.botSessionId;
    for (const { campaign, contact } of madeUp) {
      if (['Ready', 'Preparing', 'Scheduled', 'Stopped'].includes(campaign.status)) ok(untouched(contact));
      if (campaign.status === 'Completed') ok(!untouched(contact));
    }
  });

  it('has calls under way in active campaigns: blank, with a session', () => {
    const live = ({ contact }: (typeof madeUp)[number]): boolean =>
      Boolean(contact.botSessionId) && contact.dialerOutcome === '' && contact.botOutboundStatus === '';
    deepEqual([...new Set(madeUp.filter(live).map(({ campaign }) => campaign.status))], ['Active']);
  });

  it("keeps the documentation's rows as they are, masked digits included", () => {
    deepEqual(
      documentedContacts.map(({ botSessionId }) => botSessionId),
      ['685d3c819e81807087b6xxxx', '685d3c4a6b208b1e96a1xxxx', '685d3c479e81807087b6xxxx'],
    );
  });
});
