import * as v from 'valibot';
import { KoreError } from './errors.ts';
import { PageNumbering } from './pageNumbering.ts';
import { digitsOf, isJsonObject, toJson } from './json.ts';

/**
 * A contact of a voice campaign, in the API's own names ("Get All Contact Details Of Voice Campaigns-v2"). No field is unique and
 * none is surely present: a missing or empty one is `''`, an empty list, or an undefined number.
 */
export interface Contact {
  readonly phoneNumber: string;
  readonly uniqueId: string;
  readonly dialerOutcome: string;
  readonly numberOfAttemptsSoFar: number | undefined;
  readonly botSessionId: string;
  readonly agentDispositionCodes: readonly string[];
  readonly botOutboundStatus: string;
  readonly botOutboundStatusDetail: string;
  /** The row exactly as it was served, unknown fields included. */
  readonly served: unknown;
}

/** A voice campaign as the list tells it ("Get All Campaigns-v2"). `id` is `''` for a row that has none: it cannot be opened. */
export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly status: string;
  readonly dialingMode: string;
  readonly priority: string;
  /** Name of the queue or flow that takes the calls. */
  readonly connection: string;
  readonly contactLists: readonly string[];
  /** ISO 8601, or `''`. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** When the latest run of the campaign changed; ISO 8601, or `''`. */
  readonly campaignInstanceUpdatedAt: string;
}

/** "Get Campaign Status-v2". */
export interface CampaignStatus {
  readonly id: string;
  readonly name: string;
  readonly status: string;
}

/** One page of a list, with the totals as the server told them, even where they disagree with the rows. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Counted from 1. */
  readonly page: number;
  /** Rows per page in force: the one asked for, or a smaller one that the server chose. */
  readonly limit: number;
  /** At least 1; worked out from what is there when the server does not say. */
  readonly totalPages: number;
  /** What the server stated, itself or by the number of all rows, where that may be less than `totalPages`; missing when it states nothing. */
  readonly statedPages?: number | undefined;
  /** Undefined when the server does not say. */
  readonly totalResults: number | undefined;
  /** Milliseconds since the epoch. */
  readonly fetchedAt: number;
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  if (typeof value === 'boolean') return String(value);
  return value === null || value === undefined ? '' : toJson(value);
}

function toCount(value: unknown): number | undefined {
  const digits = typeof value === 'string' ? value.trim() : digitsOf(value);
  const number = digits ? Number(digits) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0
    ? Math.abs(number)
    : undefined;
}

function toTextList(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(toText).filter((text) => text !== '');
}

/** The default makes a missing key reach the transformation too, which decides what stands for it. */
export const text = v.pipe(v.optional(v.unknown(), null), v.transform(toText));
export const count = v.pipe(v.optional(v.unknown(), null), v.transform(toCount));
const textList = v.pipe(v.optional(v.unknown(), null), v.transform(toTextList));

/** A row that is no object at all is kept too: it has no known field, and what was served can still be looked at. */
export const row = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    v.unknown(),
    v.transform((served) => (isJsonObject(served) ? served : {})),
    v.object(entries),
  );

/** The list calls the id `_id` for voice and `id` for SMS; its field table says `id`. */
export const campaignRow = v.pipe(
  row({
    _id: text,
    id: text,
    name: text,
    description: text,
    status: text,
    dialingMode: text,
    priority: text,
    connection: text,
    contactLists: textList,
    createdAt: text,
    updatedAt: text,
    campaignInstanceUpdatedAt: text,
  }),
  v.transform(({ _id, id, ...rest }): Campaign => ({ id: _id || id, ...rest })),
);

const statusRow = v.pipe(
  row({ _id: text, id: text, name: text, status: text }),
  v.transform(({ _id, id, ...rest }): CampaignStatus => ({ id: id || _id, ...rest })),
);

const pageEnvelope = v.object({
  results: v.array(v.unknown()),
  page: count,
  limit: count,
  totalPages: count,
  totalResults: count,
});

/** A page's place in its list, as it was asked for. */
export interface PageRequest {
  /** Counted from 1. */
  readonly page: number;
  /** Rows per page, 1 to 100. */
  readonly limit: number;
}

/**
 * @param numbering how earlier responses numbered the pages of this list
 * @throws KoreError `notAnApiAnswer` when `data` is not a page, or another page than the one asked for
 */
export function readContactsPage(
  data: unknown,
  asked: PageRequest,
  numbering = new PageNumbering(),
): Page<Contact> {
  return readPage(data, asked, numbering, readContact);
}

/** A row of contacts, whatever it is. No field of it can be wrong, so it needs no schema, which would take thirty times as long. */
export function readContact(served: unknown): Contact {
  const row = isJsonObject(served) ? served : {};
  return {
    phoneNumber: toText(row['phoneNumber']),
    uniqueId: toText(row['uniqueId']),
    dialerOutcome: toText(row['dialerOutcome']),
    numberOfAttemptsSoFar: toCount(row['numberOfAttemptsSoFar']),
    botSessionId: toText(row['botSessionId']),
    agentDispositionCodes: toTextList(row['agentDispositionCodes']),
    botOutboundStatus: toText(row['botOutboundStatus']),
    botOutboundStatusDetail: toText(row['botOutboundStatusDetail']),
    served,
  };
}

/**
 * @param numbering how earlier responses numbered the pages of this list
 * @throws KoreError `notAnApiAnswer` when `data` is not a page, or another page than the one asked for
 */
export function readCampaignsPage(
  data: unknown,
  asked: PageRequest,
  numbering = new PageNumbering(),
): Page<Campaign> {
  return readPage(data, asked, numbering, (served) => v.parse(campaignRow, served));
}

/** @throws KoreError `notAnApiAnswer` when `data` tells no campaign */
export function readCampaignStatus(data: unknown): CampaignStatus {
  return withId(v.parse(statusRow, data));
}

/** @throws KoreError `notAnApiAnswer` for what has no id */
export function withId<T extends { readonly id: string }>(read: T): T {
  if (read.id === '') throw new KoreError('notAnApiAnswer', { said: 'the answer names no campaign' });
  return read;
}

function readPage<T>(
  data: unknown,
  asked: PageRequest,
  numbering: PageNumbering,
  readRow: (served: unknown) => T,
): Page<T> {
  const parsed = v.safeParse(pageEnvelope, data);
  if (!parsed.success) throw new KoreError('notAnApiAnswer', { said: 'the answer has no list of results' });
  const { results, page, limit, totalPages, totalResults } = parsed.output;
  if (page !== undefined && !numbering.matches(asked.page, page)) {
    throw new KoreError('notAnApiAnswer', { said: `page ${page} instead of page ${asked.page}` });
  }
  // A page that holds more rows than its limit was not made with it.
  const isInForce = limit !== undefined && limit >= Math.max(1, results.length) && limit < asked.limit;
  const limitInForce = isInForce ? limit : asked.limit;
  const statedPages = totalPages ?? pagesFor(totalResults, limitInForce);
  return {
    items: results.map(readRow),
    page: asked.page,
    limit: limitInForce,
    totalPages: Math.max(
      statedPages ?? asked.page,
      pagesSeen(asked.page, results.length, limitInForce, totalResults),
    ),
    ...(statedPages === undefined ? {} : { statedPages }),
    totalResults,
    fetchedAt: Date.now(),
  };
}

function pagesFor(totalResults: number | undefined, limit: number): number | undefined {
  return totalResults === undefined ? undefined : Math.ceil(totalResults / limit);
}

/** What a page's rows tell: a full one has another behind it, unless the number of all rows says that it is the last. */
function pagesSeen(page: number, rows: number, limit: number, totalResults = Infinity): number {
  if (rows === 0) return 1;
  return rows >= limit && page * limit < totalResults ? page + 1 : page;
}
