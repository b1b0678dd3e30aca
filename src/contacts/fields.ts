import type { Contact } from '../kore/shapes.ts';

/** What is documented of a contact, without the row that it was served as. */
export type ContactValues = Omit<Contact, 'served'>;

/** A contact's field for people: what it is called, how the API calls it, and its value as text (`''` when there is none). */
export interface ContactField {
  readonly apiName: keyof ContactValues;
  readonly label: string;
  readonly text: (contact: ContactValues) => string;
}

/** Every documented field, in the order in which people look for them. */
export const contactFields: readonly ContactField[] = [
  { apiName: 'botSessionId', label: 'Bot session ID', text: (contact) => contact.botSessionId },
  { apiName: 'phoneNumber', label: 'Phone number', text: (contact) => contact.phoneNumber },
  { apiName: 'dialerOutcome', label: 'Dialer outcome', text: (contact) => contact.dialerOutcome },
  {
    apiName: 'botOutboundStatus',
    label: 'Bot outbound status',
    text: (contact) => contact.botOutboundStatus,
  },
  {
    apiName: 'botOutboundStatusDetail',
    label: 'Status detail',
    text: (contact) => contact.botOutboundStatusDetail,
  },
  {
    apiName: 'agentDispositionCodes',
    label: 'Disposition codes',
    text: (contact) => contact.agentDispositionCodes.join(', '),
  },
  {
    apiName: 'numberOfAttemptsSoFar',
    label: 'Attempts so far',
    text: (contact) => contact.numberOfAttemptsSoFar?.toString() ?? '',
  },
  { apiName: 'uniqueId', label: 'Unique ID', text: (contact) => contact.uniqueId },
];
