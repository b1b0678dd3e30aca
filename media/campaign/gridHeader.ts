import {
  columnIds,
  narrowest,
  widest,
  type ColumnId,
  type ColumnSetting,
  type Sort,
} from '../../src/views/campaign/tableView.ts';
import { element, icon } from '../shared/dom.ts';
import { isCommandKey } from '../shared/keys.ts';
import { columns } from './columns.ts';

/** Pixels that the pointer moves before a click has become a drag. */
const dragBegins = 5;
/** Pixels by which the keyboard widens a column. */
const keyStep = 16;

/** What a person does with the columns. */
export interface ColumnActions {
  readonly sortBy: (id: ColumnId) => void;
  readonly resize: (id: ColumnId, width: number) => void;
  /** Puts a column before another, or behind all for undefined. */
  readonly moveBefore: (id: ColumnId, before: ColumnId | undefined) => void;
  /** Makes a column as wide as what it shows. */
  readonly fit: (id: ColumnId) => void;
}

/** The header cell of a column: a click sorts, a drag moves the column, its right edge resizes it. */
export function headerCell(
  { id, width }: ColumnSetting,
  index: number,
  sort: Sort | undefined,
  actions: ColumnActions,
): HTMLElement {
  const sorted = sort?.column === id ? (sort.descending ? 'descending' : 'ascending') : 'none';
  const edge = element('span', { className: 'edge' });
  const cell = element(
    'div',
    {
      id: `header-${id}`,
      role: 'columnheader',
      ariaColIndex: String(index + 1),
      ariaSort: sorted,
      className: 'cell',
      title: `${columns[id].label}: click to sort, drag to move, drag the right edge to resize`,
    },
    element('span', { className: 'label' }, columns[id].label),
    ...(sorted === 'none' ? [] : [icon(sorted === 'ascending' ? 'arrow-up' : 'arrow-down')]),
    edge,
  );
  cell.dataset['column'] = id;
  cell.addEventListener('pointerdown', (event) => dragOrClick(cell, event, id, actions));
  edge.addEventListener('pointerdown', (event) =>
    drag(edge, event, (dx) => actions.resize(id, clampedWidth(width + dx))),
  );
  edge.addEventListener('dblclick', () => actions.fit(id));
  return cell;
}

/**
 * What a key does on a header cell: Enter and Space sort, Shift with an arrow resizes, Control with an arrow moves.
 * @param shown the columns that are shown
 * @returns whether it did anything
 */
export function headerKey(
  event: KeyboardEvent,
  shown: readonly ColumnSetting[],
  index: number,
  actions: ColumnActions,
): boolean {
  const { key } = event;
  const column = shown[index];
  if (!column) return false;
  if (key === 'Enter' || key === ' ') {
    actions.sortBy(column.id);
    return true;
  }
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (step === undefined) return false;
  if (event.shiftKey) actions.resize(column.id, clampedWidth(column.width + step * keyStep));
  else if (isCommandKey(event)) moveBy(step, shown, index, actions);
  else return false;
  return true;
}

function moveBy(step: number, shown: readonly ColumnSetting[], index: number, actions: ColumnActions): void {
  const column = shown[index];
  const to = index + step;
  if (column && to >= 0 && to < shown.length) {
    actions.moveBefore(column.id, shown[step < 0 ? to : to + 1]?.id);
  }
}

/** As wide as a column may be, for the host refuses a view with any other. @param width in CSS pixels */
export function clampedWidth(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)));
}

function dragOrClick(cell: HTMLElement, down: PointerEvent, id: ColumnId, actions: ColumnActions): void {
  let target: { readonly header: HTMLElement; readonly after: boolean } | undefined;
  const mark = (side: 'before' | 'after' | undefined) => {
    if (!target) return;
    if (side) target.header.dataset['drop'] = side;
    else delete target.header.dataset['drop'];
  };
  drag(
    cell,
    down,
    (dx, { clientX }) => {
      mark(undefined);
      target = Math.abs(dx) >= dragBegins || target ? headerAt(cell, clientX) : undefined;
      mark(target?.after ? 'after' : 'before');
      cell.classList.toggle('dragged', target !== undefined);
    },
    (cancelled) => {
      mark(undefined);
      cell.classList.remove('dragged');
      if (cancelled) return;
      if (!target) actions.sortBy(id);
      else if (target.header !== cell) {
        const before = target.after ? target.header.nextElementSibling : target.header;
        actions.moveBefore(id, columnOf(before));
      }
    },
  );
}

function headerAt(cell: HTMLElement, x: number): { readonly header: HTMLElement; readonly after: boolean } {
  const headers = [...(cell.parentElement?.querySelectorAll<HTMLElement>('[role=columnheader]') ?? [])];
  const header = headers.find((one) => x < one.getBoundingClientRect().right) ?? headers.at(-1) ?? cell;
  const { left, width } = header.getBoundingClientRect();
  return { header, after: x > left + width / 2 };
}

function columnOf(header: Element | null): ColumnId | undefined {
  const id = header instanceof HTMLElement ? header.dataset['column'] : undefined;
  return columnIds.find((one) => one === id);
}

/** Follows the pointer until it is let go. @param moved told by how many pixels since the begin */
function drag(
  target: HTMLElement,
  down: PointerEvent,
  moved: (dx: number, event: PointerEvent) => void,
  ended: (cancelled: boolean) => void = () => undefined,
): void {
  if (down.button !== 0) return;
  down.stopPropagation();
  target.setPointerCapture(down.pointerId);
  const dragging = new AbortController();
  const { signal } = dragging;
  const end = (isCanceled: boolean) => {
    dragging.abort();
    ended(isCanceled);
  };
  target.addEventListener('pointermove', (event) => moved(event.clientX - down.clientX, event), { signal });
  target.addEventListener('pointerup', () => end(false), { signal });
  target.addEventListener('pointercancel', () => end(true), { signal });
}
