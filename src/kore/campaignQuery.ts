/**
 * By which values the service filters its campaign list: the enums of "Get All Campaigns-v2", and `Agentless` of the page's first
 * version. Campaigns have others too.
 */
export const filterValues = {
  status: ['Active', 'Completed', 'Ready', 'Paused', 'Preparing', 'Stopped', 'Scheduled', 'Rescheduled'],
  dialingMode: ['Agentless', 'Progressive', 'Preview'],
  priority: ['1', '2', '3', '4', '5'],
} as const;

/** What of the campaign list is asked for, in the API's own names; nothing for all of it, in the service's own order. */
export interface CampaignQuery {
  readonly filters?:
    | {
        readonly status?: readonly string[] | undefined;
        readonly dialingMode?: readonly string[] | undefined;
        /** 1 to 5: a number here, a text in the answer. */
        readonly priority?: readonly number[] | undefined;
      }
    | undefined;
  readonly sortBy?: Readonly<Partial<Record<'name' | 'createdAt' | 'updatedAt', 'asc' | 'desc'>>> | undefined;
}
