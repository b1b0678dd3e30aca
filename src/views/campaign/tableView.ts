import * as v from 'valibot';
import { contactFields } from '../../contacts/fields.ts';
import type { breakdownIds } from '../../contacts/summary.ts';

/* How a person has set up a campaign's tab. Bundled into its page too. */

/** The contact's place in the campaign, the page of the API that has it, and its fields. */
export const columnIds = ['place', 'page', ...contactFields.map(({ apiName }) => apiName)] as const;
export type ColumnId = (typeof columnIds)[number];

export const narrowest = 40;
export const widest = 1_200;

const columnId = v.picklist(columnIds);

/** In the order of the table; the hidden ones keep their place. */
const columnSettings = v.pipe(
  v.array(
    v.object({
      id: columnId,
      /** In CSS pixels. */
      width: v.pipe(v.number(), v.minValue(narrowest), v.maxValue(widest)),
      shown: v.boolean(),
    }),
  ),
  v.check((columns) => columns.length === columnIds.length, 'a column is missing'),
  v.check((columns) => new Set(columns.map(({ id }) => id)).size === columns.length, 'a column is twice'),
);
export type ColumnSetting = v.InferOutput<typeof columnSettings>[number];

const sort = v.object({ column: columnId, descending: v.boolean() });
export type Sort = v.InferOutput<typeof sort>;

/** Contacts that hold the text in one of their fields, and have in every breakdown that is named one of its values. */
const filter = v.object({
  text: v.string(),
  values: v.partial(
    v.object({
      botStatus: v.array(v.string()),
      dialerOutcome: v.array(v.string()),
      disposition: v.array(v.string()),
      attempts: v.array(v.string()),
      session: v.array(v.string()),
    } satisfies Record<(typeof breakdownIds)[number], unknown>),
  ),
});
export type Filter = v.InferOutput<typeof filter>;

export const sections = ['contacts', 'outcomes', 'details'] as const;
export type Section = (typeof sections)[number];

export const tableView = v.object({
  section: v.picklist(sections),
  columns: columnSettings,
  sort: v.optional(sort),
  filter,
  /** Whether the tab looks for changes by itself. */
  live: v.optional(v.boolean(), false),
});
export type TableView = v.InferOutput<typeof tableView>;

const usualWidths: Record<ColumnId, number> = {
  place: 80,
  page: 64,
  botSessionId: 210,
  phoneNumber: 130,
  dialerOutcome: 165,
  botOutboundStatus: 175,
  botOutboundStatusDetail: 130,
  agentDispositionCodes: 220,
  numberOfAttemptsSoFar: 90,
  uniqueId: 120,
};

export const usualColumns: readonly ColumnSetting[] = columnIds.map((id) => ({
  id,
  width: usualWidths[id],
  shown: id !== 'page',
}));

export const noFilter: Filter = { text: '', values: {} };

export const usualView: TableView = {
  section: 'contacts',
  columns: [...usualColumns],
  sort: undefined,
  filter: noFilter,
  live: false,
};
