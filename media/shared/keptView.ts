import * as v from 'valibot';

/** What the webview's state holds of a scrolled view while its tab is hidden. */
export const keptView = v.object({
  /** CSS pixels. */
  scrollTop: v.number(),
  /** Keys of what a person has opened or closed, other than it is at first. */
  toggled: v.array(v.string()),
});
export type KeptView = v.InferOutput<typeof keptView>;

export const freshView: KeptView = { scrollTop: 0, toggled: [] };

/** @param state of a webview, anything: the view that was kept in it, or a fresh one */
export function readKeptView(state: unknown): KeptView {
  const parsed = v.safeParse(v.object({ view: keptView }), state);
  return parsed.success ? parsed.output.view : freshView;
}
