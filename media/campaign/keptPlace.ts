import * as v from 'valibot';
import { whole } from '../../src/views/protocol.ts';
import { freshView, keptView } from '../shared/keptView.ts';

const counted = v.pipe(whole, v.minValue(1));

/** A row by its position. */
const position = v.object({
  /** Counted from 1 over the whole campaign. */
  place: counted,
  /** Counted from 1. */
  page: counted,
  /** Within the page, counted from 0. */
  index: whole,
});
export type Position = v.InferOutput<typeof position>;

const gridPlace = v.object({
  /** The first row in sight, and by how many CSS pixels it is scrolled out of sight. */
  top: position,
  above: v.number(),
  /** CSS pixels. */
  scrollLeft: v.number(),
  /** The active cell's row, null in the header, and its column, counted from 0. */
  row: v.nullable(position),
  column: whole,
});
export type GridPlace = v.InferOutput<typeof gridPlace>;

/** Rows of a page, counted from 0: page, first row, last row. */
const selectedRows = v.tuple([counted, whole, whole]);
export type SelectedRows = v.InferOutput<typeof selectedRows>;

const selection = v.object({
  rows: v.array(selectedRows),
  /** Where a range starts that Shift extends: a page, and the row in it. */
  anchor: v.optional(v.tuple([counted, whole])),
});
export type KeptSelection = v.InferOutput<typeof selection>;

/** Where a person is in a campaign's tab, kept in the webview's state while the tab is hidden. Positions only, no contact's data. */
const keptPlace = v.object({
  grid: v.optional(gridPlace),
  hasFocus: v.boolean(),
  selection,
  outcomes: keptView,
  details: keptView,
});
export type KeptPlace = v.InferOutput<typeof keptPlace>;

/** @param state of the webview; anything */
export function readKeptPlace(state: unknown): KeptPlace {
  const parsed = v.safeParse(v.object({ place: keptPlace }), state);
  if (parsed.success) return parsed.output.place;
  return { hasFocus: false, selection: { rows: [] }, outcomes: freshView, details: freshView };
}
