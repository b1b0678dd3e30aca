import * as v from 'valibot';
import type { ContactValues } from '../../contacts/fields.ts';

/* How a contact travels to the page: without the names of its fields, which would be most of what is sent. */

/** Characters of one field that are shown at most in a table's cell. */
const longest = 300;

/** The fields in the order in which people look for them. */
export const row = v.tuple([
  v.string(),
  v.string(),
  v.string(),
  v.string(),
  v.string(),
  v.array(v.string()),
  v.nullable(v.number()),
  v.string(),
]);
export type Row = v.InferOutput<typeof row>;

export function packRow(contact: ContactValues): Row {
  return [
    cut(contact.botSessionId),
    cut(contact.phoneNumber),
    cut(contact.dialerOutcome),
    cut(contact.botOutboundStatus),
    cut(contact.botOutboundStatusDetail),
    contact.agentDispositionCodes.map(cut),
    contact.numberOfAttemptsSoFar ?? null,
    cut(contact.uniqueId),
  ];
}

export function unpackRow(packed: Row): ContactValues {
  return {
    botSessionId: packed[0],
    phoneNumber: packed[1],
    dialerOutcome: packed[2],
    botOutboundStatus: packed[3],
    botOutboundStatusDetail: packed[4],
    agentDispositionCodes: packed[5],
    numberOfAttemptsSoFar: packed[6] ?? undefined,
    uniqueId: packed[7],
  };
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…`.toWellFormed() : text;
}
