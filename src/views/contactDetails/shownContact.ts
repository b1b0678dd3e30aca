import type { Connection } from '../../connections/connection.ts';
import type { Campaign, Contact } from '../../kore/shapes.ts';

/** A contact with everything that is told of it beside its own fields. */
export interface ShownContact {
  readonly connection: Connection;
  readonly campaign: Pick<Campaign, 'id' | 'name'>;
  /** The contact's place in the whole campaign, counted from 1. */
  readonly position: number;
  /** How many contacts the campaign has, where that is known. */
  readonly total?: number | undefined;
  readonly contact: Contact;
  /** Milliseconds since the epoch. */
  readonly fetchedAt: number;
}
