/** One voice campaign of the sample server: what its list shows, and how many contacts it has. */
export interface SampleCampaign {
  id: string;
  name: string;
  description: string;
  status: string;
  dialingMode: string;
  /** "1" to "5": a string in answers, a number in filters. */
  priority: string;
  createdAt: string;
  /** When the first call went out; session ids begin with a time after it. */
  startedAt: string;
  updatedAt: string;
  /** Name of the queue or flow. */
  connection: string;
  contactLists: readonly string[];
  /** Missing: the campaign has no do-not-call list. */
  dncListName?: string | undefined;
  /** Missing: the answer has no `isRecurrenceEnabled`, as in the documentation's sample. */
  isRecurring?: boolean | undefined;
  isScheduled: boolean;
  contactCount: number;
  /** How much of the campaign has been dialled, 0 to 1. */
  dialledShare: number;
  /** These rows instead of made-up ones. */
  fixedContacts?: readonly SampleContact[];
  /** The `totalResults` that is told, if not the number of rows. */
  claimedTotal?: number;
  /** The list leaves out every field that it can do without. */
  isBare?: boolean;
}

/** A row of the page "Get All Contact Details Of Voice Campaigns-v2". The session id can also be null or missing. */
export interface SampleContact {
  phoneNumber: string;
  uniqueId: string;
  dialerOutcome: string;
  numberOfAttemptsSoFar: number;
  botSessionId?: string | null;
  agentDispositionCodes: readonly string[];
  botOutboundStatus: string;
  botOutboundStatusDetail: string;
}
