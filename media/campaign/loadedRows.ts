import type { ContactValues } from '../../src/contacts/fields.ts';
import { Summary } from '../../src/contacts/summary.ts';
import type { Shape } from '../../src/views/campaign/messages.ts';
import { unpackRow, type Row } from '../../src/views/campaign/rows.ts';
import { Changes } from './changes.ts';

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
  private changes = new Changes();
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
    const growth = (shape.totalResults ?? 0) - (this.shape?.totalResults ?? shape.totalResults ?? 0);
    this.shape = shape;
    const existing = this.pages.get(page);
    const before = existing ?? [];
    const now = rows.map((row, index) => ({
      ...unpackRow(row),
      place: (page - 1) * shape.limit + index + 1,
      page,
      index,
    }));
    this.pages.set(page, now);
    this.changes.see(before, existing ? now : [], growth);
    this.summary.remove(before);
    this.summary.add(now);
    this.inOrder = undefined;
    return before;
  }

  /** What has changed since the last call. */
  takeChanges(): Changes {
    const { changes } = this;
    this.changes = new Changes();
    return changes;
  }

  clear(): void {
    this.shape = undefined;
    this.changes = new Changes();
    this.summary = new Summary();
    this.pages = new Map();
    this.inOrder = undefined;
  }
}
