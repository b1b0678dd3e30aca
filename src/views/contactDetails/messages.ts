import * as v from 'valibot';
import { contactFields } from '../../contacts/fields.ts';
import { failure, time } from '../protocol.ts';

/* What the contact details' host and its page say to each other, beside what is in `../protocol.ts`. */

/** What can be put on the clipboard. The webview only names it; the host copies its own value. */
const copyable = v.picklist([...contactFields.map(({ apiName }) => apiName), 'campaignId', 'json']);
export type Copyable = v.InferOutput<typeof copyable>;

/** What VS Code keeps of a tab over a reload of the window: where the contact is found again, and nothing that tells who it is. */
export const savedTab = v.object({
  connectionKey: v.string(),
  campaignId: v.string(),
  /** Counted from 1 over the whole campaign. */
  position: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  sessionId: v.string(),
  toSide: v.boolean(),
});
export type SavedTab = v.InferOutput<typeof savedTab>;

const contactContent = v.object({
  state: v.literal('contact'),
  /** Said above everything else; `''` for nothing. */
  notice: v.string(),
  outcome: v.object({ text: v.string(), group: v.string() }),
  fields: v.array(v.object({ apiName: copyable, label: v.string(), text: v.string() })),
  sessionBegan: v.optional(time),
  campaign: v.object({ id: v.string(), name: v.string() }),
  connection: v.object({ name: v.string(), host: v.string() }),
  position: v.number(),
  total: v.optional(v.number()),
  fetchedAt: time,
  json: v.string(),
});
export type ContactContent = v.InferOutput<typeof contactContent>;

const content = v.variant('state', [
  contactContent,
  v.object({ state: v.literal('loading') }),
  v.object({ state: v.literal('failed'), ...failure.entries }),
]);
export type Content = v.InferOutput<typeof content>;

/** From the host to the webview. */
export const toWebview = v.variant('type', [
  v.object({ type: v.literal('show'), content, saved: savedTab }),
  v.object({ type: v.literal('copied'), what: copyable }),
]);
export type ToWebview = v.InferOutput<typeof toWebview>;

/** From the webview to the host. */
export const fromWebview = v.variant('type', [
  v.object({ type: v.literal('copy'), what: copyable }),
  v.object({ type: v.literal('tryAgain') }),
]);
export type FromWebview = v.InferOutput<typeof fromWebview>;
