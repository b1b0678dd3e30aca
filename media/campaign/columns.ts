import { contactFields, type ContactValues } from '../../src/contacts/fields.ts';
import { grouped } from '../../src/contacts/quantity.ts';
import type { ColumnId } from '../../src/views/campaign/tableView.ts';
import type { TableRow } from './tableRow.ts';

export interface Column {
  readonly label: string;
  readonly text: (row: TableRow) => string;
  /** What is sorted by, where it is not the text; undefined for a row without a number. */
  readonly number?: (row: TableRow) => number | undefined;
}

function field(name: keyof ContactValues): Column {
  const found = contactFields.find(({ apiName }) => apiName === name);
  if (!found) throw new Error(`${name} is no field.`);
  return found;
}

export const columns: Readonly<Record<ColumnId, Column>> = {
  place: { label: 'Contact', text: ({ place }) => grouped(place), number: ({ place }) => place },
  page: { label: 'Page', text: ({ page }) => grouped(page), number: ({ page }) => page },
  botSessionId: field('botSessionId'),
  phoneNumber: field('phoneNumber'),
  dialerOutcome: field('dialerOutcome'),
  botOutboundStatus: field('botOutboundStatus'),
  botOutboundStatusDetail: field('botOutboundStatusDetail'),
  agentDispositionCodes: field('agentDispositionCodes'),
  numberOfAttemptsSoFar: {
    ...field('numberOfAttemptsSoFar'),
    label: 'Attempts',
    number: ({ numberOfAttemptsSoFar }) => numberOfAttemptsSoFar,
  },
  uniqueId: field('uniqueId'),
};
