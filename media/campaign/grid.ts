import { outcomeGroup } from '../../src/contacts/outcome.ts';
import { grouped } from '../../src/contacts/quantity.ts';
import type { ColumnId, ColumnSetting, Sort } from '../../src/views/campaign/tableView.ts';
import { element } from '../shared/dom.ts';
import { columns } from './columns.ts';
import { headerCell, headerKey, type ColumnActions } from './gridHeader.ts';
import type { TableRow } from './loadedRows.ts';
import { isGap, listOf, type Gap, type RowList } from './rowList.ts';
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
  /** The pages that are in sight are others, or some of them are missing. */
  readonly inSight: (pages: readonly number[]) => void;
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
  private readonly body = element('div', { role: 'rowgroup', className: 'body' });
  private readonly rows = new Map<number, HTMLElement>();
  private readonly spare: HTMLElement[] = [];
  private list = listOf([]);
  private columns: readonly ColumnSetting[] = [];
  private active: Cell = { row: 0, column: 0 };
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
      element('div', { role: 'rowgroup', className: 'head-group' }, this.head),
      this.body,
    );
    this.element.onscroll = () => this.drawSoon();
    this.element.onkeydown = (event) => this.keyDown(event);
    this.element.onfocus = () => this.markActive();
    this.body.onpointerdown = (event) => this.pointerDown(event);
    this.body.ondblclick = (event) => this.open(this.rowUnder(event));
    this.body.onmouseover = ({ target }) => nameCutText(target);
    this.head.oncontextmenu = (event) => event.preventDefault();
    new ResizeObserver(() => this.drawSoon()).observe(this.element);
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
    this.body.style.height = `${list.length * this.rowHeight}px`;
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
    this.element.scrollTop = 0;
    this.active = { ...this.active, row: 0 };
  }

  /** Draws what is in sight anew. */
  drawAll(): void {
    this.draw(true);
  }

  private get rowHeight(): number {
    return Math.round(parseFloat(getComputedStyle(this.element).fontSize) * 1.85);
  }

  private drawSoon(): void {
    this.drawing ||= requestAnimationFrame(() => this.draw(false));
  }

  private draw(anew: boolean): void {
    cancelAnimationFrame(this.drawing);
    this.drawing = 0;
    const [first, last] = this.inSight();
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
      if (existing && !anew) continue;
      const row = existing ?? this.spare.pop() ?? element('div', { role: 'row', className: 'row' });
      this.fill(row, index);
      if (!existing) {
        this.rows.set(index, row);
        this.body.append(row);
      }
    }
    this.markActive();
    clearTimeout(this.telling);
    this.telling = window.setTimeout(() => this.tellSight(), restBeforeTelling);
  }

  /** The first and last index whose row is in sight. */
  private inSight(): readonly [number, number] {
    const { scrollTop, clientHeight } = this.element;
    const height = clientHeight - this.head.offsetHeight;
    const first = Math.floor(scrollTop / this.rowHeight);
    const last = Math.ceil((scrollTop + height) / this.rowHeight) - 1;
    return [Math.max(0, first), Math.min(this.list.length - 1, last)];
  }

  private tellSight(): void {
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
    row.style.transform = `translateY(${index * this.rowHeight}px)`;
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

  private rowKey({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const { row } = this.active;
    const isChord = ctrlKey || metaKey;
    if (isChord && key.toLowerCase() === 'a') this.selection.all(this.list);
    else if (isChord && key.toLowerCase() === 'c') this.actions.copy();
    else if (key === ' ') this.selection.toggle(this.list, row);
    else if (key === 'Escape' && this.selection.size > 0) this.selection.clear();
    else if (key === 'Enter' && !isChord) this.open(row);
    else return false;
    this.selectionChanged();
    return true;
  }

  private arrowKey({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const { row, column } = this.active;
    const [first, last] = this.inSight();
    const isChord = ctrlKey || metaKey;
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
    this.draw(false);
  }

  private bringIntoSight({ row, column }: Cell): void {
    const grid = this.element;
    const height = grid.clientHeight - this.head.offsetHeight;
    const top = row * this.rowHeight;
    if (row >= 0 && top < grid.scrollTop) grid.scrollTop = top;
    else if (top + this.rowHeight > grid.scrollTop + height) grid.scrollTop = top + this.rowHeight - height;
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

const numeric: ReadonlySet<ColumnId> = new Set(['place', 'page', 'numberOfAttemptsSoFar']);
const code: ReadonlySet<ColumnId> = new Set(['botSessionId', 'uniqueId']);

function emptyCell(column: number, id: ColumnId): HTMLElement {
  const className = `cell${numeric.has(id) ? ' number' : ''}${code.has(id) ? ' code' : ''}`;
  // A server's word: isolated, so that its writing direction changes nothing around it.
  return element('div', { role: 'gridcell', ariaColIndex: String(column + 1), className }, element('bdi'));
}

function fillCell(cell: HTMLElement, id: ColumnId, item: TableRow | Gap): void {
  const text = isGap(item) ? (id === 'place' ? grouped(item.place) : '') : columns[id].text(item);
  const inside = cell.firstElementChild;
  if (inside) inside.textContent = text;
  cell.removeAttribute('title');
  if (id !== 'dialerOutcome') return;
  if (isGap(item)) delete cell.dataset['group'];
  else cell.dataset['group'] = outcomeGroup(item);
}

/** What does not fit into its cell is told when the pointer rests on it. */
function nameCutText(target: EventTarget | null): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.cell') : null;
  const inside = cell?.firstElementChild;
  if (cell && inside && inside.scrollWidth > inside.clientWidth) cell.title = inside.textContent;
}
