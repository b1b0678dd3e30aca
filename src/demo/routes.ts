import { campaignAnswer, contactsAnswer, listAnswer, statusAnswer } from './answers.ts';
import { invalid } from './bodyCheck.ts';
import { Refusal } from './refusal.ts';
import type { SampleCampaign } from './sampleTypes.ts';
import type { SampleCredentials } from './sampleCredentials.ts';

/** What the routes answer from. */
export interface SampleService {
  credentials: SampleCredentials;
  campaigns: readonly SampleCampaign[];
  maxContactsLimit: number;
}

/** A request whose path and method exist; `answer` is called once it has passed the door. */
export interface Route {
  streamId: string;
  answer: (body: unknown) => object;
}

const V2_PATH = /^\/campaign\/api\/v2\/public\/([^/]+)\/campaign\/([^/]+)(\/status)?$/;

/** Finds what a request is for: the four reading calls of version 2, each with the one method it is documented with. */
export function findRoute(
  service: SampleService,
  method: string,
  path: string,
  query: URLSearchParams,
): Route {
  const [, streamId, campaignId, status] = V2_PATH.exec(path)?.map(decoded) ?? [];
  if (streamId === undefined || campaignId === undefined) throw new Refusal(404, 'Not Found');

  if (status !== undefined) {
    requireMethod(method, 'POST');
    return { streamId, answer: (body) => viewOf(service, campaignId, query, body) };
  }
  if (campaignId === 'getAllCampaignDetails') {
    requireMethod(method, 'POST');
    return { streamId, answer: (body) => listOf(service, query, body) };
  }
  requireMethod(method, 'GET');
  return { streamId, answer: () => oneOf(service, campaignId, query) };
}

/** A segment of a path as it was before it was put into one; undefined for what no client makes. */
function decoded(segment: string | undefined): string | undefined {
  try {
    return segment && decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function listOf(service: SampleService, query: URLSearchParams, body: unknown): object {
  requireAccount(service, query);
  return listAnswer(service.campaigns, body);
}

function oneOf(service: SampleService, campaignId: string, query: URLSearchParams): object {
  requireAccount(service, query);
  return campaignAnswer(findCampaign(service, campaignId));
}

/** One path serves two pages of the documentation; only the status page has the account in its query. */
function viewOf(service: SampleService, campaignId: string, query: URLSearchParams, body: unknown): object {
  switch (query.get('view')) {
    case 'contacts':
      return contactsAnswer(findCampaign(service, campaignId), body, service.maxContactsLimit);
    case 'status':
      requireAccount(service, query);
      return statusAnswer(findCampaign(service, campaignId), body);
    default:
      throw invalid('query parameter "view" must be "contacts" or "status"');
  }
}

function findCampaign(service: SampleService, campaignId: string): SampleCampaign {
  const campaign = service.campaigns.find(({ id }) => id === campaignId);
  if (!campaign) throw new Refusal(404, 'Campaign not found');
  return campaign;
}

function requireMethod(method: string, allowed: string): void {
  if (method !== allowed) throw new Refusal(405, 'Method Not Allowed', 405, { Allow: allowed });
}

function requireAccount(service: SampleService, query: URLSearchParams): void {
  if (query.get('accountId') !== service.credentials.accountId) {
    throw invalid('query parameter "accountId" must be the account of the app');
  }
}
