import type { KeptSelection, SelectedRows } from './keptPlace.ts';
import type { TableRow } from './tableRow.ts';
import { isGap, type RowList } from './rowList.ts';

/** Selected rows, as in all lists: by click, Control and Shift. Rows that aren't loaded can't be selected. */
export class Selection {
  private chosen = new Set<TableRow>();
  /** Rows that were selected before the tab was hidden and haven't been sent again, by their page. */
  private awaited = new Map<number, SelectedRows[]>();
  private awaitedAnchor: KeptSelection['anchor'];
  /** Where a range begins. */
  private anchor: TableRow | undefined;

  get size(): number {
    return this.chosen.size;
  }

  has(row: TableRow): boolean {
    return this.chosen.has(row);
  }

  /** Those of a list that are chosen, in its order. */
  in(list: RowList): readonly TableRow[] {
    if (this.chosen.size === 0) return [];
    return list.between(0, list.length - 1).filter((row) => this.chosen.has(row));
  }

  /** Whether some of the rows to be restored haven't arrived. */
  get isIncomplete(): boolean {
    return this.awaited.size > 0;
  }

  /** What {@link restore} needs. */
  get kept(): KeptSelection {
    const { anchor } = this;
    return {
      rows: this.ranges,
      anchor: anchor ? [anchor.page, anchor.index] : this.awaitedAnchor,
    };
  }

  private get ranges(): SelectedRows[] {
    const ranges = [...this.awaited.values()].flat();
    const rows = [...this.chosen].sort((a, b) => a.page - b.page || a.index - b.index);
    let open: SelectedRows | undefined;
    for (const { page, index } of rows) {
      if (open?.[0] === page && open[2] === index - 1) open[2] = index;
      else ranges.push((open = [page, index, index]));
    }
    return ranges;
  }

  /** Selects rows as soon as they arrive, until anything else is selected. */
  restore({ rows, anchor }: KeptSelection): void {
    this.clear();
    this.awaitedAnchor = anchor;
    for (const range of rows) {
      const [page] = range;
      this.awaited.set(page, [...(this.awaited.get(page) ?? []), range]);
    }
  }

  /** Selects those of the rows to be restored that have arrived. @param rowsOn a page; undefined before it has arrived */
  fill(rowsOn: (page: number) => readonly TableRow[] | undefined): void {
    const [anchorPage, anchorIndex] = this.awaitedAnchor ?? [];
    const anchor =
      anchorPage === undefined || anchorIndex === undefined ? undefined : rowsOn(anchorPage)?.[anchorIndex];
    if (anchor) [this.anchor, this.awaitedAnchor] = [anchor, undefined];
    for (const [page, ranges] of this.awaited) {
      const rows = rowsOn(page);
      if (!rows) continue;
      for (const [, first, last] of ranges) {
        for (const row of rows.slice(first, last + 1)) this.chosen.add(row);
      }
      this.awaited.delete(page);
    }
  }

  /** Gives up what hasn't arrived. */
  settle(): void {
    this.awaited.clear();
    this.awaitedAnchor = undefined;
  }

  clear(): void {
    this.settle();
    this.chosen = new Set();
    this.anchor = undefined;
  }

  only(list: RowList, index: number): void {
    this.settle();
    const row = rowAt(list, index);
    this.chosen = new Set(row && [row]);
    this.anchor = row;
  }

  toggle(list: RowList, index: number): void {
    this.settle();
    const row = rowAt(list, index);
    if (!row) return;
    if (!this.chosen.delete(row)) this.chosen.add(row);
    this.anchor = row;
  }

  /** From where the latest choice was made. */
  extendTo(list: RowList, index: number): void {
    const begin = this.anchor ? list.indexOf(this.anchor) : -1;
    if (begin < 0) {
      this.only(list, index);
      return;
    }
    this.settle();
    this.chosen = new Set(list.between(Math.min(begin, index), Math.max(begin, index)));
  }

  all(list: RowList): void {
    this.settle();
    this.chosen = new Set(list.between(0, list.length - 1));
  }

  /** Rows of a page came again: chosen is now what stands in the place of a chosen one, unless it is somebody else. */
  replace(before: readonly TableRow[], now: readonly TableRow[]): void {
    before.forEach((row, index) => {
      const next = now[index]?.phoneNumber === row.phoneNumber ? now[index] : undefined;
      if (this.chosen.delete(row) && next) this.chosen.add(next);
      if (this.anchor === row) this.anchor = next;
    });
  }

  /** Keeps of the chosen rows only those of a list, so that nothing is chosen that cannot be seen. */
  keepOnly(list: RowList): void {
    if (this.chosen.size > 0) this.chosen = new Set(this.in(list));
  }
}

function rowAt(list: RowList, index: number): TableRow | undefined {
  const row = list.at(index);
  return isGap(row) ? undefined : row;
}
