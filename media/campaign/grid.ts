import type { ColumnId, ColumnSetting, Sort } from '../../src/views/campaign/tableView.ts';
import { element } from '../shared/dom.ts';
import { isCommandKey, isShortcut } from '../shared/keys.ts';
import { emptyCell, fillCell, nameCutText } from './gridCell.ts';
import { headerCell, headerKey, type ColumnActions } from './gridHeader.ts';
import type { GridPlace } from './keptPlace.ts';
import type { TableRow } from './tableRow.ts';
import { isGap, listOf, positionOf, type RowList } from './rowList.ts';
import { ScrollScale } from './scrollScale.ts';
import type { Selection } from './selection.ts';

/** Rows that are drawn beyond each edge, so that scrolling finds them ready. */
const overscan = 8;
/** Milliseconds that scrolling has to rest before it is told what is in sight. */
const restBeforeTelling = 120;

/** What a person does with the table. */
export interface GridActions extends ColumnActions {
  readonly selectionChanged: () => void;
  readonly openDetails: (row: TableRow) => void;
  readonly copy: () => void;
  readonly copyCell: () => void;
  /** The pages that are in sight are others, or some of them are missing. */
  readonly inSight: (pages: readonly number[]) => void;
  /** The place has changed. */
  readonly moved: () => void;
}

/** Where the keyboard is: in the header at row -1. Both count what is shown, from 0. */
interface Cell {
  readonly row: number;
  readonly column: number;
}

/**
 * A table of any length: an ARIA grid of which only the rows in sight are in the page. One cell is the active one; it is told to screen
 * readers by `aria-activedescendant`, since its element comes and goes.
 */
export class Grid {
  readonly element: HTMLElement;
  private readonly head = element('div', { role: 'row', className: 'row head', ariaRowIndex: '1' });
  private readonly headGroup = element('div', { role: 'rowgroup', className: 'head-group' }, this.head);
  private readonly body = element('div', { role: 'rowgroup', className: 'body' });
  private readonly rows = new Map<number, HTMLElement>();
  private readonly spare: HTMLElement[] = [];
  private list = listOf([]);
  private columns: readonly ColumnSetting[] = [];
  private active: Cell = { row: 0, column: 0 };
  private readonly scale = new ScrollScale();
  /** Where the rows that are drawn are drawn from, in CSS pixels. */
  private drawnFrom = 0;
  /** Where the person was before the tab was hidden, until its rows are here or the person moves. */
  private restoring: GridPlace | undefined;
  private pagesInSight: readonly number[] = [];
  private drawing = 0;
  private telling = 0;

  constructor(
    private readonly selection: Selection,
    private readonly actions: GridActions,
  ) {
    this.element = element(
      'div',
      { role: 'grid', className: 'grid', tabIndex: 0, ariaLabel: 'Contacts', ariaMultiSelectable: 'true' },
      this.headGroup,
      this.body,
    );
    this.element.addEventListener('scroll', () => this.scrolled());
    for (const type of ['wheel', 'pointerdown', 'keydown', 'touchstart']) {
      this.element.addEventListener(type, () => this.settle(), { capture: true, passive: true });
    }
    this.element.addEventListener('keydown', (event) => this.keyDown(event));
    this.element.addEventListener('focus', () => this.markActive());
    this.body.addEventListener('pointerdown', (event) => this.pointerDown(event));
    this.body.addEventListener('dblclick', (event) => this.open(this.rowUnder(event)));
    this.body.addEventListener('mouseover', ({ target }) => nameCutText(target));
    this.head.addEventListener('contextmenu', (event) => event.preventDefault());
    new ResizeObserver(() => this.resized()).observe(this.element);
  }

  /** The row and column of the active cell; undefined in the header, and for a contact that isn't loaded. */
  get activeCell(): { readonly row: TableRow; readonly column: ColumnId } | undefined {
    const row = this.list.at(this.active.row);
    const column = this.columns[this.active.column]?.id;
    return row && !isGap(row) && column ? { row, column } : undefined;
  }

  /** What {@link restore} needs; undefined without any rows. */
  get place(): GridPlace | undefined {
    if (this.restoring) return this.restoring;
    const { scale, list, rowHeight, active } = this;
    const first = Math.floor(scale.top / rowHeight);
    const top = list.at(first);
    const row = list.at(active.row);
    if (!top) return undefined;
    return {
      top: positionOf(top),
      above: scale.top - first * rowHeight,
      scrollLeft: this.element.scrollLeft,
      row: row ? positionOf(row) : null,
      column: active.column,
    };
  }

  /** Goes back to a place, now or as soon as its rows are shown. */
  restore(place: GridPlace): void {
    this.restoring = place;
    this.show(this.list);
  }

  /** Gives up restoring: the rows of the place won't arrive any more, or a person has moved. */
  settle(): void {
    this.restoring = undefined;
  }

  /** Shows other rows; the active row stays the active one where it is among them. */
  show(list: RowList): void {
    const before = this.list.at(this.active.row);
    this.list = list;
    if (before && !isGap(before)) {
      const now = list.indexOf(before);
      if (now >= 0) this.active = { ...this.active, row: now };
    }
    // The header is row -1, where an empty list must not lead.
    if (this.active.row >= 0)
      this.active = { ...this.active, row: Math.max(0, Math.min(this.active.row, list.length - 1)) };
    this.element.ariaRowCount = String(list.length + 1);
    this.scale.resize(list.length * this.rowHeight, this.viewportHeight);
    if (this.restoring) this.goTo(this.restoring);
    this.scroll();
    this.drawAll();
  }

  /** @param shown the columns that are shown, in their order */
  showColumns(shown: readonly ColumnSetting[], sort: Sort | undefined): void {
    this.columns = shown;
    this.active = { ...this.active, column: Math.min(this.active.column, Math.max(0, shown.length - 1)) };
    this.element.ariaColCount = String(shown.length);
    this.head.replaceChildren(...shown.map((column, index) => headerCell(column, index, sort, this.actions)));
    this.resizeColumns(shown);
    for (const row of this.rows.values()) row.replaceChildren();
    for (const row of this.spare) row.replaceChildren();
    this.drawAll();
  }

  /** Gives the columns that are shown other widths. */
  resizeColumns(shown: readonly ColumnSetting[]): void {
    this.columns = shown;
    const last = shown.length - 1;
    const tracks = shown.map(({ width }, index) =>
      index === last ? `minmax(${width}px, 1fr)` : `${width}px`,
    );
    this.element.style.setProperty('--columns', tracks.join(' '));
  }

  /** How wide a column has to be for what is in sight of it, in pixels. */
  widthToFit(id: ColumnId): number {
    const index = this.columns.findIndex((column) => column.id === id);
    const cells = [this.head, ...this.rows.values()].map((row) => row.children[index]?.firstElementChild);
    const widest = Math.max(0, ...cells.map((inside) => inside?.scrollWidth ?? 0));
    return widest + 40;
  }

  scrollToTop(): void {
    this.settle();
    this.scale.moveTo(0);
    this.scroll();
    this.active = { ...this.active, row: 0 };
  }

  /** Redraws what is in sight. */
  drawAll(): void {
    this.draw(true);
  }

  private get rowHeight(): number {
    return Math.round(parseFloat(getComputedStyle(this.element).fontSize) * 1.85);
  }

  /** 0 while the table is hidden. */
  private get viewportHeight(): number {
    return Math.max(0, this.element.clientHeight - this.headGroup.offsetHeight);
  }

  private goTo({ top, above, scrollLeft, row, column }: GridPlace): void {
    const index = this.list.indexOf(top);
    if (index < 0 || index >= this.list.length) return;
    this.scale.moveTo(index * this.rowHeight + above);
    this.element.scrollLeft = scrollLeft;
    const activeRow = row ? Math.max(0, this.list.indexOf(row)) : -1;
    this.active = { row: activeRow, column: Math.min(column, Math.max(0, this.columns.length - 1)) };
  }

  private resized(): void {
    if (this.viewportHeight === 0) return;
    this.scale.resize(this.list.length * this.rowHeight, this.viewportHeight);
    this.scroll();
    this.drawSoon();
  }

  private scrolled(): void {
    // Hidden elements are scrolled to their top.
    if (this.viewportHeight === 0) return;
    this.scale.scrolledTo(this.element.scrollTop);
    this.scroll();
    this.drawSoon();
    clearTimeout(this.telling);
    this.telling = 0;
  }

  /** Scrolls the element to where the scale is. */
  private scroll(): void {
    const { scale, element, body } = this;
    body.style.height = `${scale.height}px`;
    // The browser rounds: what is less apart is the same.
    if (Math.abs(element.scrollTop - scale.scrollTop) >= 1) element.scrollTop = scale.scrollTop;
  }

  private drawSoon(): void {
    this.drawing ||= requestAnimationFrame(() => this.draw());
  }

  private draw(isEachRow = false): void {
    cancelAnimationFrame(this.drawing);
    this.drawing = 0;
    const [first, last] = this.inSight();
    const drawnFrom = this.scale.drawnAt(0);
    const isMoved = drawnFrom !== this.drawnFrom;
    this.drawnFrom = drawnFrom;
    const from = Math.max(0, first - overscan);
    const to = Math.min(this.list.length - 1, last + overscan);
    for (const [index, row] of this.rows) {
      if (index >= from && index <= to) continue;
      this.rows.delete(index);
      this.spare.push(row);
      row.remove();
    }
    for (let index = from; index <= to; index++) {
      const existing = this.rows.get(index);
      if (existing && !isEachRow && !isMoved) continue;
      const row = existing ?? this.spare.pop() ?? element('div', { role: 'row', className: 'row' });
      this.fill(row, index);
      if (!existing) {
        this.rows.set(index, row);
        this.body.append(row);
      }
    }
    this.markActive();
    this.telling ||= window.setTimeout(() => this.tellSight(), restBeforeTelling);
  }

  /** The first and last index whose row is in sight. */
  private inSight(): readonly [number, number] {
    const { top } = this.scale;
    const first = Math.floor(top / this.rowHeight);
    const last = Math.ceil((top + this.viewportHeight) / this.rowHeight) - 1;
    return [Math.max(0, first), Math.min(this.list.length - 1, last)];
  }

  private tellSight(): void {
    this.telling = 0;
    this.actions.moved();
    if (this.list.length === 0) return;
    const [first, last] = this.inSight();
    const pages = new Set<number>();
    let isMissing = false;
    for (let index = first; index <= last; index++) {
      const row = this.list.at(index);
      if (!row) continue;
      pages.add(isGap(row) ? row.missingPage : row.page);
      isMissing ||= isGap(row);
    }
    const isOther =
      pages.size !== this.pagesInSight.length || this.pagesInSight.some((page) => !pages.has(page));
    this.pagesInSight = [...pages];
    if (isMissing || isOther) this.actions.inSight(this.pagesInSight);
  }

  private fill(row: HTMLElement, index: number): void {
    const item = this.list.at(index);
    row.ariaRowIndex = String(index + 2);
    row.dataset['index'] = String(index);
    row.style.transform = `translateY(${this.scale.drawnAt(index * this.rowHeight)}px)`;
    row.classList.toggle('odd', index % 2 === 1);
    const isMissing = isGap(item);
    row.classList.toggle('gap', isMissing);
    row.ariaSelected = isMissing ? null : String(item !== undefined && this.selection.has(item));
    this.columns.forEach(({ id }, column) => {
      const cell = row.children[column] ?? row.appendChild(emptyCell(column, id));
      cell.id = `cell-${index}-${column}`;
      if (item) fillCell(cell as HTMLElement, id, item);
    });
  }

  private markActive(): void {
    const { row, column } = this.active;
    const line = row < 0 ? this.head : this.rows.get(row);
    const cell = line?.children[column];
    for (const marked of this.element.querySelectorAll('.active')) marked.classList.remove('active');
    line?.classList.add('active');
    cell?.classList.add('active');
    if (cell) this.element.setAttribute('aria-activedescendant', cell.id);
    else this.element.removeAttribute('aria-activedescendant');
  }

  private keyDown(event: KeyboardEvent): void {
    if (!(this.active.row < 0 ? this.headerKey(event) : this.rowKey(event)) && !this.arrowKey(event)) return;
    // Nor is VS Code to act on it.
    event.preventDefault();
    event.stopPropagation();
  }

  private headerKey(event: KeyboardEvent): boolean {
    const { column } = this.active;
    const id = this.columns[column]?.id;
    const did = headerKey(event, this.columns, column, this.actions);
    // A column that moved takes the keyboard with it.
    const now = this.columns.findIndex((one) => one.id === id);
    if (did) this.activate({ row: -1, column: Math.max(0, now) });
    return did;
  }

  private rowKey(event: KeyboardEvent): boolean {
    const { key } = event;
    const { row } = this.active;
    if (this.actionKey(event, row)) return true;
    if (isShortcut(event, 'a')) this.selection.all(this.list);
    else if (key === ' ') this.selection.toggle(this.list, row);
    else if (key === 'Escape' && this.selection.size > 0) this.selection.clear();
    else return false;
    this.selectionChanged();
    return true;
  }

  /** What leaves the selection as it is, and so lets a copy wait for rows of a restored selection. */
  private actionKey(event: KeyboardEvent, row: number): boolean {
    if (isShortcut(event, 'c')) this.actions.copy();
    // VS Code in a browser leaves every key with Ctrl and C to the webview, so its keybinding wouldn't be enough.
    else if (isShortcut(event, 'c', true)) this.actions.copyCell();
    else if (event.key === 'Enter' && !isCommandKey(event)) this.open(row);
    else return false;
    return true;
  }

  private arrowKey(event: KeyboardEvent): boolean {
    const { key, shiftKey } = event;
    const { row, column } = this.active;
    const [first, last] = this.inSight();
    const isChord = isCommandKey(event);
    const end = this.list.length - 1;
    const columnsEnd = this.columns.length - 1;
    const targets: Partial<Record<string, Cell>> = {
      ArrowUp: { row: row - 1, column },
      ArrowDown: { row: row + 1, column },
      PageUp: { row: row - (last - first), column },
      PageDown: { row: row + (last - first), column },
      Home: isChord ? { row: 0, column } : { row, column: 0 },
      End: isChord ? { row: end, column } : { row, column: columnsEnd },
      ArrowLeft: { row, column: column - 1 },
      ArrowRight: { row, column: column + 1 },
    };
    const target = targets[key];
    if (!target) return false;
    const toHeader = target.row < 0 && (row < 0 || (row === 0 && key === 'ArrowUp'));
    this.activate({
      row: toHeader ? -1 : Math.min(end, Math.max(0, target.row)),
      column: Math.min(columnsEnd, Math.max(0, target.column)),
    });
    if (this.active.row !== row && this.active.row >= 0) {
      if (shiftKey) this.selection.extendTo(this.list, this.active.row);
      else if (!isChord) this.selection.only(this.list, this.active.row);
      this.selectionChanged();
    }
    return true;
  }

  private activate(cell: Cell): void {
    this.active = cell;
    this.bringIntoSight(cell);
    this.draw();
  }

  private bringIntoSight({ row, column }: Cell): void {
    const { element: grid, scale, rowHeight, viewportHeight } = this;
    const top = row * rowHeight;
    if (row >= 0 && top < scale.top) scale.moveTo(top);
    else if (top + rowHeight > scale.top + viewportHeight) scale.moveTo(top + rowHeight - viewportHeight);
    this.scroll();
    const header = this.head.children[column];
    if (!(header instanceof HTMLElement)) return;
    if (header.offsetLeft < grid.scrollLeft) grid.scrollLeft = header.offsetLeft;
    const right = header.offsetLeft + header.offsetWidth;
    if (right > grid.scrollLeft + grid.clientWidth) grid.scrollLeft = right - grid.clientWidth;
  }

  /** As in every list: Control adds or takes away, Shift takes all between; the other button takes its row, unless that is chosen already. */
  private pointerDown(event: PointerEvent): void {
    const row = this.rowUnder(event);
    if (row === undefined) return;
    const item = this.list.at(row);
    const cells = [...(this.rows.get(row)?.children ?? [])];
    const column = cells.findIndex((cell) => cell.contains(event.target as Node));
    this.activate({ row, column: Math.max(0, column) });
    const isMenu = event.button !== 0;
    if (isMenu && item && !isGap(item) && this.selection.has(item)) return;
    if (event.shiftKey && !isMenu) this.selection.extendTo(this.list, row);
    else if ((event.ctrlKey || event.metaKey) && !isMenu) this.selection.toggle(this.list, row);
    else this.selection.only(this.list, row);
    this.selectionChanged();
  }

  private rowUnder({ target }: Event): number | undefined {
    const row = target instanceof Element ? target.closest<HTMLElement>('.body > .row') : null;
    return row ? Number(row.dataset['index']) : undefined;
  }

  private open(index: number | undefined): void {
    const row = index === undefined ? undefined : this.list.at(index);
    if (row && !isGap(row)) this.actions.openDetails(row);
  }

  private selectionChanged(): void {
    this.drawAll();
    this.actions.selectionChanged();
  }
}
