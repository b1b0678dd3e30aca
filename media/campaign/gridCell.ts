import { outcomeGroup } from '../../src/contacts/outcome.ts';
import { grouped } from '../../src/contacts/quantity.ts';
import type { ColumnId } from '../../src/views/campaign/tableView.ts';
import { element } from '../shared/dom.ts';
import { columns } from './columns.ts';
import type { TableRow } from './tableRow.ts';
import { isGap, type Gap } from './rowList.ts';

const numeric: ReadonlySet<ColumnId> = new Set(['place', 'page', 'numberOfAttemptsSoFar']);
const code: ReadonlySet<ColumnId> = new Set(['botSessionId', 'uniqueId']);

export function emptyCell(column: number, id: ColumnId): HTMLElement {
  const className = `cell${numeric.has(id) ? ' number' : ''}${code.has(id) ? ' code' : ''}`;
  // Isolated, so that the writing direction of a served text changes nothing around it.
  return element('div', { role: 'gridcell', ariaColIndex: String(column + 1), className }, element('bdi'));
}

export function fillCell(cell: HTMLElement, id: ColumnId, item: TableRow | Gap): void {
  const text = isGap(item) ? (id === 'place' ? grouped(item.place) : '') : columns[id].text(item);
  const inside = cell.firstElementChild;
  if (inside) inside.textContent = text;
  cell.removeAttribute('title');
  if (id !== 'dialerOutcome') return;
  if (isGap(item)) delete cell.dataset['group'];
  else cell.dataset['group'] = outcomeGroup(item);
}

/** Shows a text that doesn't fit into its cell as the cell's tooltip. @param target what the pointer is on */
export function nameCutText(target: EventTarget | null): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.cell') : null;
  const inside = cell?.firstElementChild;
  if (cell && inside && inside.scrollWidth > inside.clientWidth) cell.title = inside.textContent;
}
