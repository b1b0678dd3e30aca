import { readContactsBody, readEmptyBody, readListBody } from './bodyCheck.ts';
import type { ListQuery } from './bodyCheck.ts';
import type { SampleCampaign } from './sampleTypes.ts';
import { sampleContactAt, sampleContactRows, sampleContactTotal } from './sampleContacts.ts';
import { idOf } from './stableHash.ts';

/** Page "Get All SMS/Voice Campaigns", v2. There are no SMS campaigns here. */
export function listAnswer(campaigns: readonly SampleCampaign[], body: unknown): object {
  const query = readListBody(body);
  const found = query.type === 'voice' ? campaigns.filter((campaign) => isWanted(campaign, query)) : [];
  const end = query.skip + query.limit;
  return {
    status: 'success',
    message: 'Campaign  retrieved successfully', // The two spaces are Kore.ai's.
    data: {
      results: found
        .toSorted((a, b) => compare(a, b, query.sortBy))
        .slice(query.skip, end)
        .map(listItem),
      skip: query.skip,
      limit: query.limit,
      hasMore: end < found.length,
      totalPages: Math.ceil(found.length / query.limit),
      totalResults: found.length,
    },
  };
}

/** Page "Get All Contact Details Of Voice Campaigns-v2". Beyond the last page: no rows, the same totals. */
export function contactsAnswer(campaign: SampleCampaign, body: unknown, maxLimit: number): object {
  const asked = readContactsBody(body);
  const limit = Math.min(asked.limit, maxLimit);
  const total = sampleContactTotal(campaign);
  const start = (asked.page - 1) * limit;
  const count = Math.max(0, Math.min(limit, sampleContactRows(campaign) - start));
  return {
    status: 'success',
    data: {
      results: Array.from({ length: count }, (_, index) => sampleContactAt(campaign, start + index)),
      page: asked.page,
      limit,
      totalPages: Math.ceil(total / limit),
      totalResults: total,
    },
  };
}

/** Page "Get Campaign Status", v2: `id` here, where the list has `_id`. */
export function statusAnswer({ id, status, name }: SampleCampaign, body: unknown): object {
  readEmptyBody(body);
  return { status: 'success', data: { id, status, name } };
}

/** Page "Get Voice Campaign", v2. */
export function campaignAnswer(campaign: SampleCampaign): object {
  const { name, status, dialingMode, priority } = campaign;
  return {
    status: 'success',
    message: `Campaign ${name} retrieved successfully`,
    data: {
      _id: campaign.id,
      name,
      lname: name.toLowerCase(),
      priority,
      dialingMode,
      dialingStrategy: {
        callerId: { phoneNumber: '+12025550100' },
        callingHours: {
          frequency: 'WEEKLY',
          days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'].map((day) => ({
            start: '9:00 AM',
            end: '6:00 PM',
            day,
          })),
          timezone: 'Etc/UTC',
        },
        dialingOrder: 'FIFO',
        maxAttemptsPerRecord: 5,
        defaultRetryPeriod: 10,
        maxRingTime: 30,
        useSystemMappings: false,
      },
      experienceFlow: idOf('cf', name),
      status,
      ...optionalFields(campaign),
    },
  };
}

/** A voice item of the list: `_id`, priority as text, nothing about contacts or progress. */
function listItem(campaign: SampleCampaign): object {
  const { id, name, status, dialingMode, priority, connection, updatedAt } = campaign;
  const essentials = { _id: id, name, priority, dialingMode, status };
  if (campaign.isBare) return essentials;
  return { ...essentials, ...optionalFields(campaign), campaignInstanceUpdatedAt: updatedAt, connection };
}

function optionalFields(campaign: SampleCampaign): object {
  const { description, dncListName, createdAt, updatedAt, isScheduled, isRecurring, contactLists } = campaign;
  if (campaign.isBare) return {};
  return {
    description,
    ...(dncListName === undefined ? {} : { dncLists: { id: idOf('cl', dncListName), name: dncListName } }),
    isFiltersEnabled: false,
    createdAt,
    updatedAt,
    schedule: {
      isSchedulingEnabled: isScheduled,
      ...(isRecurring === undefined ? {} : { isRecurrenceEnabled: isRecurring }),
    },
    contactLists,
  };
}

/** The page does not say which time the two dates compare with: here it is `createdAt`. */
function isWanted(campaign: SampleCampaign, { startDate, endDate, filters }: ListQuery): boolean {
  const { status, priority, dialingMode } = filters;
  return (
    (startDate === undefined || campaign.createdAt >= startDate) &&
    (endDate === undefined || campaign.createdAt <= endDate) &&
    (status?.includes(campaign.status) ?? true) &&
    (priority?.includes(Number(campaign.priority)) ?? true) &&
    (dialingMode?.includes(campaign.dialingMode) ?? true)
  );
}

function compare(a: SampleCampaign, b: SampleCampaign, sortBy: ListQuery['sortBy']): number {
  for (const [field, direction] of sortBy) {
    if (a[field] === b[field]) continue;
    return a[field] < b[field] === (direction === 'asc') ? -1 : 1;
  }
  return 0;
}
