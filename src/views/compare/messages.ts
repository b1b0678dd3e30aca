import * as v from 'valibot';
import { tableFormats } from '../../contacts/comparisonTable.ts';
import { breakdownIds } from '../../contacts/summary.ts';
import { loading } from '../campaign/messages.ts';
import { failure, time, whole } from '../protocol.ts';

/* What a comparison's host and its page say to each other, beside what is in `../protocol.ts`. Sums alone, never a contact. */

const savedSide = v.object({
  connectionKey: v.string(),
  campaignId: v.string(),
  /** Whether it is what the campaign was before a refresh. */
  isBefore: v.boolean(),
});
export type SavedSide = v.InferOutput<typeof savedSide>;

/** What VS Code keeps of a tab over a reload of the window. */
export const savedComparison = v.object({ sides: v.tuple([savedSide, savedSide]) });
export type SavedComparison = v.InferOutput<typeof savedComparison>;

/** Which side: the first or the second. */
const sideIndex = v.picklist([0, 1]);
export type SideIndex = v.InferOutput<typeof sideIndex>;

const side = v.object({
  name: v.string(),
  connectionName: v.string(),
  /** Of what the campaign was before a refresh: when that was. */
  refreshedAt: v.optional(time),
  /** It was kept in memory, and went with the window. */
  isGone: v.boolean(),
  /** Contacts that were counted. */
  contacts: whole,
  total: v.optional(whole),
  isWhole: v.boolean(),
  pagesHere: whole,
  /** Undefined before anything is known of the campaign, and where no more can be loaded. */
  totalPages: v.optional(whole),
  loading,
  /** Why there is nothing to begin with. */
  failure: v.optional(failure),
});
export type SideView = v.InferOutput<typeof side>;

const breakdown = v.object({
  id: v.picklist(breakdownIds),
  /** Values and how many contacts of either side have them, in the order in which they are shown. */
  values: v.array(v.tuple([v.string(), whole, whole])),
  /** Values that are too many to be shown. */
  left: whole,
});
export type BreakdownView = v.InferOutput<typeof breakdown>;

/** From the host to the page. */
export const toPage = v.variant('type', [
  v.object({
    type: v.literal('comparison'),
    saved: savedComparison,
    sides: v.tuple([side, side]),
    breakdowns: v.array(breakdown),
  }),
]);
export type ToPage = v.InferOutput<typeof toPage>;

/** From the page to the host. */
export const fromPage = v.variant('type', [
  v.object({ type: v.literal('tryAgain'), side: sideIndex }),
  v.object({ type: v.literal('loadAll'), side: sideIndex }),
  v.object({ type: v.literal('stopLoading'), side: sideIndex }),
  v.object({ type: v.literal('swap') }),
  v.object({ type: v.literal('copy'), format: v.picklist(tableFormats) }),
]);
export type FromPage = v.InferOutput<typeof fromPage>;
