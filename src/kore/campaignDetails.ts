import * as v from 'valibot';
import { campaignRow, count, row, text, withId, type Campaign } from './shapes.ts';

/** When calls may be made on a day, in the campaign's own time zone and in the service's own words, such as `9:00 AM`. */
export interface CallingDay {
  /** `MO` to `SU`. */
  readonly day: string;
  readonly start: string;
  readonly end: string;
}

/** Everything that "Get Voice Campaign by ID-v2" tells of a campaign; `''`, an empty list or undefined where it tells nothing. */
export interface CampaignDetails extends Campaign {
  readonly callerId: string;
  /** `WEEKLY`, `DAILY` or `CUSTOM`. */
  readonly callingFrequency: string;
  readonly timezone: string;
  readonly callingDays: readonly CallingDay[];
  /** `FIFO` or `LIFO`. */
  readonly dialingOrder: string;
  readonly maxAttemptsPerRecord: number | undefined;
  /** Minutes. */
  readonly defaultRetryPeriod: number | undefined;
  /** Seconds. */
  readonly maxRingTime: number | undefined;
  readonly maxSkips: number | undefined;
  readonly detectsMachines: boolean | undefined;
  readonly experienceFlow: string;
  readonly dncLists: readonly string[];
  readonly isScheduled: boolean | undefined;
  readonly isRecurring: boolean | undefined;
  readonly isFiltered: boolean | undefined;
  /** As it was served, unknown fields included. */
  readonly served: unknown;
}

const flag = v.pipe(
  v.optional(v.unknown(), null),
  v.transform((value) => (typeof value === 'boolean' ? value : undefined)),
);

/** A part that may be missing, or no list at all. */
const list = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    v.optional(v.unknown(), null),
    v.transform((value): unknown[] => (Array.isArray(value) ? value : value === null ? [] : [value])),
    v.array(row(entries)),
  );

const part = <const Entries extends v.ObjectEntries>(entries: Entries) => v.optional(row(entries), null);

const detailsRow = row({
  dialingStrategy: part({
    callerId: part({ phoneNumber: text }),
    callingHours: part({
      frequency: text,
      timezone: text,
      days: list({ day: text, start: text, end: text }),
    }),
    dialingOrder: text,
    maxAttemptsPerRecord: count,
    defaultRetryPeriod: count,
    maxRingTime: count,
  }),
  // The documentation's samples have one object here; its name says that there may be more.
  dncLists: list({ name: text, id: text }),
  schedule: part({ isSchedulingEnabled: flag, isRecurrenceEnabled: flag }),
  experienceFlow: text,
  isFiltersEnabled: flag,
  enableMachineDetect: flag,
  maxSkips: count,
});

/** @throws KoreError `notAnApiAnswer` when `data` tells no campaign */
export function readCampaign(data: unknown): CampaignDetails {
  const campaign = withId(v.parse(campaignRow, data));
  const { dialingStrategy, schedule, dncLists, enableMachineDetect, isFiltersEnabled, ...rest } = v.parse(
    detailsRow,
    data,
  );
  const { callerId, callingHours, ...dialing } = dialingStrategy;
  return {
    ...campaign,
    ...rest,
    ...dialing,
    callerId: callerId.phoneNumber,
    callingFrequency: callingHours.frequency,
    timezone: callingHours.timezone,
    callingDays: callingHours.days,
    dncLists: dncLists.map(({ name, id }) => name || id).filter(Boolean),
    isScheduled: schedule.isSchedulingEnabled,
    isRecurring: schedule.isRecurrenceEnabled,
    isFiltered: isFiltersEnabled,
    detectsMachines: enableMachineDetect,
    served: data,
  };
}
