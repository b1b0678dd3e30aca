import type { TableRow } from './loadedRows.ts';
import { isGap, type RowList } from './rowList.ts';

/** Which rows are chosen, in the way of all lists: click, Control and Shift. Rows that have not come cannot be chosen. */
export class Selection {
  private chosen = new Set<TableRow>();
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

  clear(): void {
    this.chosen = new Set();
    this.anchor = undefined;
  }

  only(list: RowList, index: number): void {
    const row = rowAt(list, index);
    this.chosen = new Set(row && [row]);
    this.anchor = row;
  }

  toggle(list: RowList, index: number): void {
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
    this.chosen = new Set(list.between(Math.min(begin, index), Math.max(begin, index)));
  }

  all(list: RowList): void {
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
