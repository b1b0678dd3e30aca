import * as v from 'valibot';
import { failure, time, whole } from '../protocol.ts';
import { row } from './rows.ts';
import { columnIds, tableView } from './tableView.ts';

/* What a campaign tab's host and its page say to each other, beside what is in `../protocol.ts`. */

const pageNumber = v.pipe(whole, v.minValue(1));

/** What VS Code keeps of a tab over a reload of the window: no contact, and nothing that tells who one is. */
export const savedTab = v.object({
  connectionKey: v.string(),
  campaignId: v.string(),
  view: tableView,
});
export type SavedTab = v.InferOutput<typeof savedTab>;

/** A contact by its page, counted from 1, and its row there, counted from 0. */
const contactRef = v.tuple([pageNumber, whole]);
export type ContactRef = v.InferOutput<typeof contactRef>;

/** What can be done with chosen contacts; the host does it with what it has itself. */
export const rowActions = [
  'copySessionIds',
  'copyPhoneNumbers',
  'copyJson',
  'copyTable',
  'exportRows',
] as const;
const rowAction = v.picklist(rowActions);
export type RowAction = v.InferOutput<typeof rowAction>;

/** Pages that can be in sight together: rows of a very high screen, each from a page of its own. */
export const mostPagesInSight = 1_000;

/** What can be done with one contact. */
const oneAction = v.picklist(['openDetails', 'reveal']);
export type OneAction = v.InferOutput<typeof oneAction>;

/** What the table's menu and shortcuts run. */
const tableAction = v.union([rowAction, oneAction, v.literal('copyCell')]);
export type TableAction = v.InferOutput<typeof tableAction>;

const campaign = v.object({ id: v.string(), name: v.string() });

const shape = v.object({
  limit: pageNumber,
  totalPages: pageNumber,
  totalResults: v.optional(whole),
});
export type Shape = v.InferOutput<typeof shape>;

/** How far reading the whole campaign is. */
export const loading = v.variant('state', [
  v.object({ state: v.literal('idle') }),
  v.object({
    state: v.literal('running'),
    /** How long it takes and why, as parts of a sentence; none where it is soon. */
    left: v.array(v.string()),
  }),
  v.object({
    state: v.literal('done'),
    /** What was odd, as parts of a sentence. */
    findings: v.array(v.string()),
  }),
  v.object({ state: v.literal('failed'), failure }),
]);
export type Loading = v.InferOutput<typeof loading>;

/** The campaign itself, ready to be shown. */
const campaignFacts = v.object({
  groups: v.array(
    v.object({
      title: v.string(),
      facts: v.array(
        v.object({
          label: v.string(),
          apiName: v.string(),
          text: v.string(),
          /** Shown in the place of the text. */
          at: v.optional(time),
        }),
      ),
    }),
  ),
  fetchedAt: time,
  json: v.string(),
});
export type CampaignFacts = v.InferOutput<typeof campaignFacts>;

const details = v.variant('state', [
  v.object({ state: v.literal('loading') }),
  v.object({ state: v.literal('known'), facts: campaignFacts }),
  v.object({ state: v.literal('failed'), failure }),
]);
export type Details = v.InferOutput<typeof details>;

/** How it stands with looking for changes by itself. Sentences are whole ones, for people. */
const live = v.variant('state', [
  v.object({
    state: v.literal('off'),
    isOffered: v.boolean(),
    /** Why it is not offered, or why it has ended by itself; `''` where it is simply off. */
    why: v.string(),
  }),
  /** Switched on, and nothing is known yet. */
  v.object({ state: v.literal('on') }),
  /** After everything that came of the look. */
  v.object({
    state: v.literal('looked'),
    at: time,
    hasChanged: v.boolean(),
    /** After the campaign has ended: pages that are still to be read a last time. */
    pagesLeft: whole,
  }),
  v.object({ state: v.literal('failed'), message: v.string(), nextAt: time }),
]);
export type Live = v.InferOutput<typeof live>;

/** From the host to the page. */
export const toPage = v.variant('type', [
  /** The first message, and again when the campaign's name has become known. */
  v.object({
    type: v.literal('campaign'),
    campaign,
    connectionName: v.string(),
    saved: savedTab,
    /** Whether the contacts are those that the webview had before the tab was hidden. */
    isContinued: v.boolean(),
  }),
  /** Pages that are loaded, in no certain order, and those sent before that aren't loaded any more. */
  v.object({
    type: v.literal('pages'),
    shape,
    /** Pages that would have to be requested to have all contacts. */
    missingPages: whole,
    /** Whether the webview has all that is loaded now. */
    isLast: v.boolean(),
    pages: v.array(v.object({ page: pageNumber, rows: v.array(row) })),
    dropped: v.array(pageNumber),
  }),
  /** A refresh removed all pages; they're requested again. */
  v.object({ type: v.literal('forgotten') }),
  /** Pages that were wanted could not be had. */
  v.object({ type: v.literal('failed'), pages: v.array(pageNumber), failure }),
  v.object({ type: v.literal('loading'), loading }),
  v.object({ type: v.literal('details'), details }),
  v.object({ type: v.literal('live'), live }),
  /** Something of VS Code's menu was chosen: to be done with the contacts that are selected in the page. */
  v.object({ type: v.literal('chosen'), action: tableAction }),
]);
export type ToPage = v.InferOutput<typeof toPage>;

/** From the page to the host. */
export const fromPage = v.variant('type', [
  /** The pages that are in sight, here or not; those that are not named any more are of no interest any more. */
  v.object({ type: v.literal('inSight'), pages: v.pipe(v.array(pageNumber), v.maxLength(mostPagesInSight)) }),
  /** The whole window has come into sight, or gone out of it. */
  v.object({ type: v.literal('seen'), isSeen: v.boolean() }),
  v.object({ type: v.literal('tryAgain') }),
  /** The campaign itself is looked at. */
  v.object({ type: v.literal('wantDetails') }),
  v.object({ type: v.literal('copyDetails') }),
  v.object({ type: v.literal('loadAll') }),
  v.object({ type: v.literal('stopLoading') }),
  v.object({
    type: v.literal('actOnRows'),
    action: rowAction,
    /** In the order of the table. */
    contacts: v.pipe(v.array(contactRef), v.minLength(1)),
    /** Those that are shown, in their order. */
    columns: v.array(v.picklist(columnIds)),
  }),
  v.object({ type: v.literal('actOnOne'), action: oneAction, contact: contactRef }),
  v.object({ type: v.literal('copyCell'), contact: contactRef, column: v.picklist(columnIds) }),
  v.object({ type: v.literal('viewChanged'), view: tableView }),
]);
export type FromPage = v.InferOutput<typeof fromPage>;
