import type { ContactValues } from '../../src/contacts/fields.ts';
import { Summary } from '../../src/contacts/summary.ts';
import type { Shape } from '../../src/views/campaign/messages.ts';
import { unpackRow, type Row } from '../../src/views/campaign/rows.ts';

/** A contact with its place. */
export interface TableRow extends ContactValues {
  /** Counted from 1 over the whole campaign. */
  readonly place: number;
  /** Counted from 1. */
  readonly page: number;
  /** Within the page, counted from 0. */
  readonly index: number;
}

/** The contacts that have come, by their page, and their sums. */
export class LoadedRows {
  shape: Shape | undefined;
  summary = new Summary();
  private pages = new Map<number, readonly TableRow[]>();
  private inOrder: readonly TableRow[] | undefined;

  has(page: number): boolean {
    return this.pages.has(page);
  }

  /** The rows of a page; undefined for one that has not come. */
  rowsOn(page: number): readonly TableRow[] | undefined {
    return this.pages.get(page);
  }

  /** All that have come, in the order of the campaign. */
  get all(): readonly TableRow[] {
    this.inOrder ??= [...this.pages.keys()]
      .sort((a, b) => a - b)
      .flatMap((page) => this.pages.get(page) ?? []);
    return this.inOrder;
  }

  get count(): number {
    return this.summary.contacts;
  }

  get pageCount(): number {
    return this.pages.size;
  }

  /** @returns the rows that were in the place of these */
  set(page: number, rows: readonly Row[], shape: Shape): readonly TableRow[] {
    this.shape = shape;
    const before = this.pages.get(page) ?? [];
    const now = rows.map((row, index) => ({
      ...unpackRow(row),
      place: (page - 1) * shape.limit + index + 1,
      page,
      index,
    }));
    this.pages.set(page, now);
    this.summary.remove(before);
    this.summary.add(now);
    this.inOrder = undefined;
    return before;
  }

  clear(): void {
    this.shape = undefined;
    this.summary = new Summary();
    this.pages = new Map();
    this.inOrder = undefined;
  }
}
