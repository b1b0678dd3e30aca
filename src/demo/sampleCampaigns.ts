import { CALLS_A_DAY } from './callPace.ts';
import { documentedContacts, documentedTotal } from './documentedContacts.ts';
import { idOf } from './stableHash.ts';
import type { SampleCampaign } from './sampleTypes.ts';

/** Stopping a campaign resets its run (page "Campaigns"), so a stopped one has dialled nobody. */
const dialledShares: Record<string, number> = {
  Completed: 1,
  Active: 0.6,
  Rescheduled: 0.5,
  Paused: 0.35,
  Rerun: 0.15,
};

type Essentials = [name: string, status: string, dialingMode: string, priority: string, contactCount: number];

/** A campaign from what matters about it: created the day before its first call, last updated after its last one. */
function campaign(
  startDay: string,
  essentials: Essentials,
  rest: Partial<SampleCampaign> = {},
): SampleCampaign {
  const [name, status, dialingMode, priority, contactCount] = essentials;
  const startedAt = `2026-${startDay}T09:00:00.000Z`;
  const dialledShare = dialledShares[status] ?? 0;
  const daysOfCalls = dialledShare === 0 ? 0 : Math.floor((contactCount * dialledShare) / CALLS_A_DAY) + 1;
  return {
    id: idOf('cd', name),
    name,
    description: `${name}: an outbound voice campaign of the sample data.`,
    status,
    dialingMode,
    priority,
    createdAt: daysAfter(startedAt, -1),
    startedAt,
    updatedAt: daysAfter(startedAt, daysOfCalls - 0.5),
    connection: 'Default Queue',
    contactLists: [`${name} - contacts`],
    dncListName: 'Do not call 2026',
    isScheduled: status === 'Scheduled' || status === 'Rescheduled',
    isRecurring: false,
    contactCount,
    dialledShare,
    ...rest,
  };
}

function daysAfter(time: string, days: number): string {
  return new Date(Date.parse(time) + days * 86_400_000).toISOString();
}

const longName =
  'Quarterly check-in with every customer of the small and medium business segment whose contract is up for ' +
  'renewal within the next ninety days, second wave, evening hours only (approved by legal on 28 September)';

/**
 * The campaigns of the sample server: every status of the API's filter and `Rerun`, which only Kore.ai's console
 * has; every dialling mode; 0, 1, 3, 100, 101, 1,234 and 100,000 contacts; names that must not be taken for markup.
 */
export const sampleCampaigns: readonly SampleCampaign[] = [
  campaign('11-16', ['Payment reminders November', 'Active', 'Agentless', '1', 860]),
  campaign('11-14', ['Fraud alert call-backs', 'Active', 'Power', '1', 250], {
    connection: 'Fraud desk',
  }),
  campaign('11-13', ['Appointment confirmations, North clinic', 'Active', 'Progressive', '2', 101], {
    isRecurring: true,
  }),
  campaign('11-27', ['Black Friday early access', 'Scheduled', 'Agentless', '2', 12_480]),
  campaign('11-25', ['Hardship outreach', 'Scheduled', 'Preview', '3', 75], {
    connection: 'Care team',
  }),
  campaign('11-18', ['Meter reading requests', 'Preparing', 'Agentless', '4', 5_000]),
  campaign('11-17', ['Card activation reminder', 'Ready', 'Agentless', '3', 1_500]),
  campaign('11-12', ['Win-back pilot', 'Ready', 'Preview', '5', 0], {
    description: 'Nobody is on its contact list yet.',
  }),
  campaign('11-11', ['Smoke test, own phone', 'Completed', 'Agentless', '5', 1]),
  campaign('11-10', ['Loan pre-approval follow-up', 'Paused', 'Progressive', '2', 2_400], {
    contactLists: ['Pre-approved Q3', 'Pre-approved Q4', 'Branch referrals'],
  }),
  campaign('11-09', ['Missed delivery re-booking', 'Paused', 'Power', '3', 99]),
  campaign('11-06', ['Warranty expiry notice', 'Rescheduled', 'Progressive', '4', 742]),
  campaign('11-05', ['Flu vaccination reminder', 'Rerun', 'Agentless', '2', 999], { isRecurring: true }),
  campaign('11-04', ['Insurance claim status', 'Stopped', 'Progressive', '3', 57]),
  campaign('11-03', ['Address verification', 'Stopped', 'Power', '5', 200]),
  campaign('11-02', ['Delivery slot survey', 'Completed', 'Agentless', '4', 100]),
  campaign('10-28', ['Product feedback (documentation sample)', 'Completed', 'Agentless', '5', 3], {
    fixedContacts: documentedContacts,
    claimedTotal: documentedTotal,
  }),
  campaign('10-26', ['Subscription trial ending', 'Completed', 'Power', '3', 310], {
    isRecurring: undefined,
  }),
  campaign('10-22', ['Satisfaction after support', 'Completed', 'Agentless', '4', 640], {
    dncListName: undefined,
  }),
  campaign('10-05', ['Annual renewal 2026', 'Completed', 'Agentless', '1', 100_000], {
    contactLists: ['Renewal 2026, part 1', 'Renewal 2026, part 2'],
  }),
  campaign('10-19', ['Payment reminders October', 'Completed', 'Agentless', '1', 1_234]),
  campaign('10-15', ['High-value accounts, personal call', 'Completed', 'Preview', '1', 42], {
    connection: 'Key accounts',
  }),
  campaign('10-12', ['Outage notification, region East', 'Completed', 'Agentless', '1', 3_150]),
  campaign('09-30', [longName, 'Completed', 'Progressive', '4', 180]),
  campaign('09-29', ['<b>Autumn</b> & **sale** 🎉 مبيعات الخريف =1+1', 'Completed', 'Agentless', '5', 64]),
  campaign('09-25', ['Imported from the old dialler', 'Completed', 'Agentless', '3', 25], { isBare: true }),
];
