import { Refusal } from './refusal.ts';

/** What "Get All SMS/Voice Campaigns" can be asked for, with the gaps filled. */
export interface ListQuery {
  type: 'voice' | 'sms';
  skip: number;
  limit: number;
  startDate: string | undefined;
  endDate: string | undefined;
  sortBy: readonly (readonly [SortField, Direction])[];
  filters: { status?: unknown[]; priority?: unknown[]; dialingMode?: unknown[] };
}

export interface ContactsQuery {
  page: number;
  limit: number;
}

type SortField = 'name' | 'createdAt' | 'updatedAt';
type Direction = 'asc' | 'desc';
type Fields = Record<string, unknown>;

/** The page names no default and no maximum; its samples ask for 50. */
const DEFAULT_LIST_LIMIT = 50;
/** The page names no default; this is its maximum. */
const MAX_CONTACTS_LIMIT = 100;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Newest first when no order is asked for: our choice, the page names none. */
const DEFAULT_SORT = { createdAt: 'desc' };

const filterValues: Record<keyof ListQuery['filters'], readonly unknown[]> = {
  status: ['Active', 'Completed', 'Ready', 'Paused', 'Preparing', 'Stopped', 'Scheduled', 'Rescheduled'],
  priority: [1, 2, 3, 4, 5],
  // The v2 page names only the first two; the v1 page and both pages' answers know the third.
  dialingMode: ['Progressive', 'Preview', 'Agentless'],
};

/**
 * Body of the list, as strictly as "Get All SMS/Voice Campaigns" reads. Fields it does not name are refused, so
 * that a misspelt one does not pass unnoticed; and how `skip` and `page` add up is not said, so they must agree.
 */
export function readListBody(body: unknown): ListQuery {
  const fields = readFields(body, 'body', [
    'type',
    'skip',
    'page',
    'limit',
    'startDate',
    'endDate',
    'sortBy',
    'filters',
  ]);
  const { type } = fields;
  if (type !== 'voice' && type !== 'sms') throw invalid('"type" must be "voice" or "sms"');

  const limit = readNumberOrBlank(fields, 'limit', 1) ?? DEFAULT_LIST_LIMIT;
  const page = readNumberOrBlank(fields, 'page', 1);
  const skip = readNumberOrBlank(fields, 'skip', 0) ?? ((page ?? 1) - 1) * limit;
  if (page !== undefined && skip !== (page - 1) * limit) throw invalid('"skip" and "page" disagree');

  return {
    type,
    skip,
    limit,
    startDate: readTime(fields, 'startDate'),
    endDate: readTime(fields, 'endDate'),
    sortBy: readSort(fields['sortBy'] ?? DEFAULT_SORT),
    filters: readFilters(fields['filters'] ?? {}),
  };
}

/** Body of the contacts view, with the checks that "Get All Contact Details Of Voice Campaigns-v2" lists. */
export function readContactsBody(body: unknown): ContactsQuery {
  const fields = readFields(body ?? {}, 'body', ['page', 'limit']);
  return {
    page: readInteger(fields, 'page', 1) ?? 1,
    limit: readInteger(fields, 'limit', 1, MAX_CONTACTS_LIMIT) ?? MAX_CONTACTS_LIMIT,
  };
}

/** Body of the status view: `{}` in v2, none in v1. */
export function readEmptyBody(body: unknown): void {
  readFields(body ?? {}, 'body', []);
}

function readFields(value: unknown, name: string, known: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(`${name} must be an object`);
  const unknownField = Object.keys(value).find((field) => !known.includes(field));
  if (unknownField !== undefined) throw invalid(`"${unknownField}" is not allowed in ${name}`);
  return value as Fields;
}

function readNumberOrBlank(fields: Fields, name: string, least: number): number | undefined {
  return fields[name] === '' ? undefined : readInteger(fields, name, least);
}

function readInteger(
  fields: Fields,
  name: string,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'number') throw invalid(`"${name}" must be a number`);
  if (!Number.isSafeInteger(value)) throw invalid(`"${name}" must be an integer`);
  if (value < least) throw invalid(`"${name}" must be greater than or equal to ${least}`);
  if (value > most) throw invalid(`"${name}" must be less than or equal to ${most}`);
  return value;
}

function readTime(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !ISO_TIME.test(value) || Number.isNaN(Date.parse(value))) {
    throw invalid(`"${name}" must be an ISO 8601 time such as 2026-10-01T00:00:00.000Z`);
  }
  return value;
}

function readSort(value: unknown): ListQuery['sortBy'] {
  const order = readFields(value, '"sortBy"', ['name', 'createdAt', 'updatedAt']);
  return Object.entries(order).map(([field, direction]) => {
    if (direction !== 'asc' && direction !== 'desc')
      throw invalid(`"sortBy.${field}" must be "asc" or "desc"`);
    return [field as SortField, direction] as const;
  });
}

function readFilters(value: unknown): ListQuery['filters'] {
  const filters = readFields(value, '"filters"', Object.keys(filterValues));
  for (const [name, allowed] of Object.entries(filterValues)) {
    const wanted = filters[name];
    if (wanted === undefined) continue;
    if (!Array.isArray(wanted) || !wanted.every((item) => allowed.includes(item))) {
      throw invalid(`"filters.${name}" must be an array of ${allowed.join(', ')}`);
    }
  }
  return filters;
}

/** Status 412 and the first words are from Kore.ai's own API tests; what follows the colon is ours. */
export function invalid(why: string): Refusal {
  return new Refusal(412, `Validation errors/ Invalid arguments: ${why}`);
}
