import type { Contact } from '../kore/shapes.ts';
import type { ContactField } from './fields.ts';

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
 * How a contact is found by `query`: a part of its phone number (digits alone are compared, and `00` and `+` mean the same), its
 * session id, its unique id, or one of its disposition codes, without regard to case.
 * @returns undefined for a query that is too short
 */
export function matcher(query: string): ((contact: Contact) => Match | undefined) | undefined {
  const text = query.trim().toLowerCase();
  if (text.length < shortestQuery) return undefined;
  const number = /^[\d\s+()./-]+$/u.test(text) ? digitsOf(text).replace(/^00/u, '') : '';
  const in_ = (field: Match['field'], value: string): Match | undefined => {
    const lower = value.toLowerCase();
    return lower.includes(text) ? { field, value, isExact: lower === text } : undefined;
  };
  return (contact) => {
    const { phoneNumber, botSessionId, uniqueId, agentDispositionCodes } = contact;
    const matches = [
      number === '' ? in_('phoneNumber', phoneNumber) : inNumber(number, phoneNumber),
      in_('botSessionId', botSessionId),
      in_('uniqueId', uniqueId),
    ].filter((match) => match !== undefined);
    const best = matches.find(({ isExact }) => isExact) ?? matches[0];
    if (best) return best;
    const code = agentDispositionCodes.find((one) => one.toLowerCase().includes(text));
    return code === undefined ? undefined : { field: 'agentDispositionCodes', value: code, isExact: false };
  };
}

function inNumber(number: string, phoneNumber: string): Match | undefined {
  const digits = digitsOf(phoneNumber);
  return digits.includes(number)
    ? { field: 'phoneNumber', value: phoneNumber, isExact: digits === number }
    : undefined;
}

function digitsOf(text: string): string {
  return text.replace(/\D/gu, '');
}
