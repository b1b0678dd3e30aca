import type { ContactValues } from '../../src/contacts/fields.ts';

/** A contact with its place. */
export interface TableRow extends ContactValues {
  /** Counted from 1 over the whole campaign. */
  readonly place: number;
  /** Counted from 1. */
  readonly page: number;
  /** Within the page, counted from 0. */
  readonly index: number;
}
