import type { Contact } from '../kore/shapes.ts';
import type { ContactField } from './fields.ts';
import { searchText } from './searchText.ts';

/** What of a contact is as looked for. */
export interface Match {
  readonly field: ContactField['apiName'];
  /** The value that matched, as it was served. */
  readonly value: string;
  /** Whether this is the whole value of a field that tells one contact from another: a disposition code never does. */
  readonly isExact: boolean;
}

/** Fewer characters than these match almost everything. */
export const shortestQuery = 3;

/**
 * Finds a contact by a part of its phone number, its session ID, its unique ID, or one of its disposition codes, compared as
 * {@link searchText} compares.
 * @returns undefined for a query that is too short
 */
export function matcher(query: string): ((contact: Contact) => Match | undefined) | undefined {
  const { length, inText, inPhoneNumber } = searchText(query);
  if (length < shortestQuery) return undefined;
  return ({ phoneNumber, botSessionId, uniqueId, agentDispositionCodes }) => {
    const fits = [
      { field: 'phoneNumber', value: phoneNumber, fit: inPhoneNumber(phoneNumber) },
      { field: 'botSessionId', value: botSessionId, fit: inText(botSessionId) },
      { field: 'uniqueId', value: uniqueId, fit: inText(uniqueId) },
    ] as const;
    const best = fits.find(({ fit }) => fit === 'whole') ?? fits.find(({ fit }) => fit !== undefined);
    if (best) return { field: best.field, value: best.value, isExact: best.fit === 'whole' };
    const code = agentDispositionCodes.find((one) => inText(one) !== undefined);
    return code === undefined ? undefined : { field: 'agentDispositionCodes', value: code, isExact: false };
  };
}
