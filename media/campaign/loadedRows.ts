import { Summary } from '../../src/contacts/summary.ts';
import type { Shape } from '../../src/views/campaign/messages.ts';
import { unpackRow, type Row } from '../../src/views/campaign/rows.ts';
import { Changes } from './changes.ts';
import type { TableRow } from './tableRow.ts';

/** The contacts that have come, by their page, and their sums. */
export class LoadedRows {
  shape: Shape | undefined;
  /** Pages that the extension would have to request to have all contacts. */
  missingPages = 0;
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
    this.inOrder ??= this.pageNumbers.flatMap((page) => this.pages.get(page) ?? []);
    return this.inOrder;
  }

  /** Of the pages that have come, ascending. */
  get pageNumbers(): readonly number[] {
    return [...this.pages.keys()].sort((a, b) => a - b);
  }

  get count(): number {
    return this.summary.contacts;
  }

  get pageCount(): number {
    return this.pages.size;
  }

  /** Whether all contacts have come, as they are now. */
  get isWhole(): boolean {
    return this.shape !== undefined && this.missingPages === 0 && this.pages.size >= this.shape.totalPages;
  }

  /** Takes over what is told of the campaign as a whole. @param dropped pages that aren't part of it any more @returns their rows */
  follow(shape: Shape, missingPages: number, dropped: readonly number[]): readonly TableRow[] {
    this.changes.see([], [], growth(this.shape, shape));
    this.shape = shape;
    this.missingPages = missingPages;
    const gone = dropped.flatMap((page) => this.pages.get(page) ?? []);
    for (const page of dropped) this.pages.delete(page);
    this.summary.remove(gone);
    this.inOrder = undefined;
    return gone;
  }

  /** @returns the rows that were in the place of these */
  set(page: number, rows: readonly Row[], shape: Shape): readonly TableRow[] {
    const grownBy = growth(this.shape, shape);
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
    this.changes.see(before, existing ? now : [], grownBy);
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
    this.missingPages = 0;
    this.changes = new Changes();
    this.summary = new Summary();
    this.pages = new Map();
    this.inOrder = undefined;
  }
}

function growth(before: Shape | undefined, { totalResults = 0 }: Shape): number {
  return totalResults - (before?.totalResults ?? totalResults);
}
