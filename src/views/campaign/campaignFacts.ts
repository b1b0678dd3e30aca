import { quantity } from '../../contacts/quantity.ts';
import type { CallingDay, CampaignDetails } from '../../kore/campaignDetails.ts';
import { toJson } from '../../kore/json.ts';
import { shownJson } from '../shownJson.ts';
import type { CampaignFacts } from './messages.ts';

type Fact = CampaignFacts['groups'][number]['facts'][number];

const days: Readonly<Record<string, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};

/** What the tab tells of the campaign itself. */
export function campaignFacts(campaign: CampaignDetails, fetchedAt: number): CampaignFacts {
  return {
    groups: [
      {
        title: 'Campaign',
        facts: [
          fact('Status', 'status', campaign.status),
          fact('Description', 'description', campaign.description),
          fact('Dialing mode', 'dialingMode', campaign.dialingMode),
          fact('Priority', 'priority', campaign.priority),
          fact('Queue or flow', 'connection', campaign.connection),
          fact('Experience flow', 'experienceFlow', campaign.experienceFlow),
          fact('Campaign ID', '_id', campaign.id),
        ],
      },
      {
        title: 'Schedule',
        facts: [
          fact('Scheduled', 'isSchedulingEnabled', yesOrNo(campaign.isScheduled)),
          fact('Recurring', 'isRecurrenceEnabled', yesOrNo(campaign.isRecurring)),
          moment('Created', 'createdAt', campaign.createdAt),
          moment('Changed', 'updatedAt', campaign.updatedAt),
        ],
      },
      {
        title: 'Calling hours',
        facts: [
          fact('Time zone', 'timezone', campaign.timezone),
          fact('Frequency', 'frequency', campaign.callingFrequency),
          ...campaign.callingDays.map(callingDay),
        ],
      },
      {
        title: 'Dialing',
        facts: [
          fact('Caller ID', 'callerId', campaign.callerId),
          fact('Order', 'dialingOrder', campaign.dialingOrder),
          fact('Attempts per contact', 'maxAttemptsPerRecord', number(campaign.maxAttemptsPerRecord)),
          fact('Time before a retry', 'defaultRetryPeriod', amount(campaign.defaultRetryPeriod, 'minute')),
          fact('Rings at most', 'maxRingTime', amount(campaign.maxRingTime, 'second')),
          fact('Skips at most', 'maxSkips', number(campaign.maxSkips)),
          fact('Detects answering machines', 'enableMachineDetect', yesOrNo(campaign.detectsMachines)),
        ],
      },
      {
        title: 'Contacts',
        facts: [
          fact('Contact lists', 'contactLists', campaign.contactLists.join(', ')),
          fact('Do-not-call lists', 'dncLists', campaign.dncLists.join(', ')),
          fact('Filtered', 'isFiltersEnabled', yesOrNo(campaign.isFiltered)),
        ],
      },
    ],
    fetchedAt,
    json: shownJson(toJson(campaign.served, 2)),
  };
}

function fact(label: string, apiName: string, text: string): Fact {
  return { label, apiName, text };
}

/** In the person's own format, where it is a time at all. */
function moment(label: string, apiName: string, iso: string): Fact {
  const at = Date.parse(iso);
  return { label, apiName, text: iso, at: Number.isNaN(at) ? undefined : at };
}

/** In the time zone of the campaign, as the service tells it. */
function callingDay({ day, start, end }: CallingDay): Fact {
  const label = Object.hasOwn(days, day) ? (days[day] ?? day) : day;
  return fact(label || 'Every day', 'days', [start, end].filter(Boolean).join(' \u2013 '));
}

function yesOrNo(flag: boolean | undefined): string {
  return flag === undefined ? '' : flag ? 'Yes' : 'No';
}

function number(count: number | undefined): string {
  return count === undefined ? '' : String(count);
}

function amount(count: number | undefined, noun: string): string {
  return count === undefined ? '' : quantity(count, noun);
}
