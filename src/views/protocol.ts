import * as v from 'valibot';

/*
 * What every panel and the page inside it say to each other, beside the words of their own in `<view>/messages.ts`. Each side parses
 * what it hears with these schemas and ignores what does not fit; neither side's code is known to the other. Bundled into the webviews
 * too: nothing here may need `vscode`.
 */

/** From any page. `ready` comes each time the page was loaded, so also when a hidden tab is shown again. */
export const fromAnyPage = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('showLog') }),
]);
export type FromAnyPage = v.InferOutput<typeof fromAnyPage>;

/** To any page, in answer to `ready` and before everything else: how numbers and dates are written. */
export const toAnyPage = v.object({
  type: v.literal('region'),
  region: v.object({ locale: v.string(), timeZone: v.string() }),
});
export type ToAnyPage = v.InferOutput<typeof toAnyPage>;

/** A count. */
export const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Milliseconds since the epoch, within what a `Date` can hold. */
export const time = v.pipe(v.number(), v.minValue(-8.64e15), v.maxValue(8.64e15));

/** Why something could not be had, and the likely causes, the likeliest first. */
export const failure = v.object({ message: v.string(), causes: v.array(v.string()) });
export type Failure = v.InferOutput<typeof failure>;
