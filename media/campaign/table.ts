import { breakdownIds, type BreakdownId } from '../../src/contacts/summary.ts';
import {
  mostPagesInSight,
  type Loading,
  type OneAction,
  type RowAction,
  type ToPage,
} from '../../src/views/campaign/messages.ts';
import {
  noFilter,
  usualColumns,
  usualView,
  type ColumnId,
  type ColumnSetting,
  type TableView,
} from '../../src/views/campaign/tableView.ts';
import type { Failure } from '../../src/views/protocol.ts';
import { button, element, icon } from '../shared/dom.ts';
import type { Announcer } from '../shared/announcer.ts';
import { arrange, isFiltering } from './arrange.ts';
import { columnChoice } from './columnChoice.ts';
import { facet } from './facet.ts';
import { clampedWidth } from './gridHeader.ts';
import { Grid } from './grid.ts';
import type { KeptPlace } from './keptPlace.ts';
import { LoadedRows } from './loadedRows.ts';
import type { TableRow } from './tableRow.ts';
import { popoverButton } from './popover.ts';
import { listOf, wholeCampaign, type RowList } from './rowList.ts';
import { Selection } from './selection.ts';
import { Status } from './status.ts';
import { vscode } from './vscode.ts';

/** Milliseconds that typing has to rest before it filters. */
const restOfTyping = 150;
/** Rows that come are shown so many times later than the last time took: the page stays free for the person. */
const idleShare = 4;
const soonest = 60;

const actionLabels: Readonly<Record<RowAction, string>> = {
  copySessionIds: 'Copy Session IDs',
  copyPhoneNumbers: 'Copy Phone Numbers',
  copyJson: 'Copy as JSON',
  copyTable: 'Copy as Table',
  exportRows: 'Export…',
};

/** What the tab does when the table changes. */
export interface TableEvents {
  /** A person has set up something else. */
  readonly viewChanged: (view: TableView) => void;
  /** Other rows are shown or counted. */
  readonly rowsChanged: () => void;
  readonly placeChanged: (place: Pick<KeptPlace, 'grid' | 'hasFocus' | 'selection'>) => void;
}

/** The contacts of a campaign: rows, filter, sort order, columns and selection. */
export class ContactsTable {
  readonly loaded = new LoadedRows();
  private view: TableView = usualView;
  private list: RowList = listOf([]);
  private loading: Loading = { state: 'idle' };
  private failure: Failure | undefined;
  private readonly selection = new Selection();
  private readonly grid: Grid;
  private readonly status: Status;
  private readonly facets = breakdownIds.map((id) => ({
    id,
    ...facet(
      id,
      () => this.loaded.summary.of(id),
      () => this.view.filter.values[id] ?? [],
      (chosen) => this.filterBy(id, chosen),
    ),
  }));
  private readonly textInput = element('input', {
    type: 'search',
    placeholder: 'Filter by text',
    ariaLabel: 'Filter by text in any field',
    className: 'filter-text',
  });
  private readonly clearButton = button(
    { className: 'quiet', title: 'Clear all filters' },
    () => this.clearFilter(),
    icon('clear-all'),
    'Clear',
  );
  private readonly rowButtons: readonly HTMLButtonElement[];
  private typing = 0;
  private updating = 0;
  private arranging = new AbortController();
  private latestTook = 0;
  private isShown = true;
  /** Whether all pages that the host has loaded are here. */
  private isComplete = false;
  /** Whether the rows had the focus last. */
  private hadFocus = false;
  /** An action on selected rows that haven't arrived. */
  private deferred: RowAction | undefined;

  /** How many contacts are here, and what can be done with the selected ones; shown with the outcomes too. */
  readonly summaryLine: HTMLElement;
  private readonly rowActions: HTMLElement;

  /** @param parent where the table is put */
  constructor(
    parent: HTMLElement,
    announcer: Announcer,
    private readonly events: TableEvents,
  ) {
    this.grid = new Grid(this.selection, {
      sortBy: (id) => this.sortBy(id),
      resize: (id, width) => this.resize(id, width),
      moveBefore: (id, before) => this.moveBefore(id, before),
      fit: (id) => this.resize(id, clampedWidth(this.grid.widthToFit(id))),
      selectionChanged: () => this.selectionChanged(),
      openDetails: (row) => this.actOnOne('openDetails', row),
      copy: () => this.act('copySessionIds'),
      copyCell: () => this.copyCell(),
      inSight: (pages) => vscode.postMessage({ type: 'inSight', pages: pages.slice(0, mostPagesInSight) }),
      moved: () => this.placeChanged(),
    });
    // No event tells the end: a tab that is being hidden loses its focus first.
    document.addEventListener('focusin', ({ target }) => {
      this.hadFocus = target === this.grid.element;
      this.placeChanged();
    });
    const copy = popoverButton('Copy', 'menu', () => this.copyChoices());
    const open = this.oneButton('Open Details', 'open-preview', 'openDetails');
    const reveal = this.oneButton('Reveal in Side Bar', 'list-tree', 'reveal');
    this.rowButtons = [copy.button, open, reveal];
    const columns = columnChoice(
      () => this.view.columns,
      (all) => this.setColumns(all),
      () => this.setColumns(usualColumns),
    );
    const statusLine = element('div', { className: 'status' });
    this.status = new Status(statusLine, announcer);
    this.textInput.addEventListener('input', () => this.typed());
    this.textInput.addEventListener('keydown', (event) => this.filterKey(event));
    this.rowActions = element('span', { className: 'row-actions' }, copy.button, copy.box, open, reveal);
    this.summaryLine = element(
      'div',
      { className: 'toolbar' },
      statusLine,
      element('span', { className: 'spring' }),
      this.rowActions,
    );
    parent.append(
      element(
        'div',
        { className: 'toolbar', role: 'group', ariaLabel: 'Filter and columns' },
        this.textInput,
        ...this.facets.flatMap(({ button, box }) => [button, box]),
        this.clearButton,
        element('span', { className: 'spring' }),
        columns.button,
        columns.box,
      ),
      this.grid.element,
    );
    this.showFilter();
    this.showColumns();
    this.showCounts();
  }

  /** Takes over what a person had set up. */
  applyView(view: TableView): void {
    this.view = view;
    this.textInput.value = view.filter.text;
    this.showFilter();
    this.showColumns();
    void this.rearrange();
  }

  /** Goes back to where a person was. @param isContinued whether the same contacts are at the positions that were selected */
  restore({ grid, selection, hasFocus }: KeptPlace, isContinued: boolean): void {
    if (grid) this.grid.restore(grid);
    if (isContinued) this.selection.restore(selection);
    if (!hasFocus) return;
    if (document.hasFocus()) this.focusRows();
    else window.addEventListener('focus', () => this.focusRows(), { once: true });
  }

  /** @param isShown whether it is the table that is looked at, and not only its sums */
  setShown(isShown: boolean): void {
    this.isShown = isShown;
    this.rowActions.hidden = !isShown;
    this.showCounts();
  }

  focusFilter(): void {
    this.textInput.select();
  }

  focusRows(): void {
    this.grid.element.focus();
  }

  setPages({ pages, shape, missingPages, dropped, isLast }: Extract<ToPage, { type: 'pages' }>): void {
    this.isComplete = isLast;
    this.selection.replace(this.loaded.follow(shape, missingPages, dropped), []);
    for (const { page, rows } of pages) {
      const before = this.loaded.set(page, rows, shape);
      this.selection.replace(before, this.loaded.rowsOn(page) ?? []);
    }
    this.failure = undefined;
    this.updateSoon();
  }

  forget(): void {
    const { place } = this.grid;
    if (place) this.grid.restore(place);
    this.isComplete = false;
    this.loaded.clear();
    this.selection.clear();
    this.failure = undefined;
    void this.rearrange();
  }

  setLoading(loading: Loading): void {
    this.loading = loading;
    this.showCounts();
  }

  setFailure(failure: Failure): void {
    this.failure = failure;
    this.showCounts();
  }

  isFilteredBy(id: BreakdownId, value: string): boolean {
    return this.view.filter.values[id]?.includes(value) ?? false;
  }

  filterBy(id: BreakdownId, chosen: readonly string[]): void {
    const values = { ...this.view.filter.values, [id]: [...chosen] };
    this.setFilter({ ...this.view.filter, values });
  }

  /** Does something with the rows that are selected, in their order. */
  act(action: RowAction): void {
    if (this.selection.isIncomplete) {
      this.deferred = action;
      return;
    }
    const rows = this.selection.in(this.list);
    if (rows.length === 0) return;
    const contacts = rows.map(({ page, index }): [number, number] => [page, index]);
    const columns = this.shownColumns.map(({ id }) => id);
    vscode.postMessage({ type: 'actOnRows', action, contacts, columns });
  }

  actOnSelected(action: OneAction): void {
    const [row] = this.selection.in(this.list);
    if (row) this.actOnOne(action, row);
  }

  /** Copies the active cell. */
  copyCell(): void {
    const { row, column } = this.grid.activeCell ?? {};
    if (row && column) vscode.postMessage({ type: 'copyCell', contact: [row.page, row.index], column });
  }

  private get shownColumns(): readonly ColumnSetting[] {
    return this.view.columns.filter(({ shown }) => shown);
  }

  private actOnOne(action: OneAction, { page, index }: TableRow): void {
    vscode.postMessage({ type: 'actOnOne', action, contact: [page, index] });
  }

  private oneButton(label: string, iconName: string, action: OneAction): HTMLButtonElement {
    return button(
      { className: 'quiet', title: label },
      () => this.actOnSelected(action),
      icon(iconName),
      label,
    );
  }

  private copyChoices(): HTMLElement[] {
    return Object.entries(actionLabels).map(([action, label]) => {
      const item = button(
        { className: 'item', role: 'menuitem', tabIndex: -1 },
        () => {
          item.closest<HTMLElement>('[popover]')?.hidePopover();
          this.act(action as RowAction);
        },
        label,
      );
      return item;
    });
  }

  private filterKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.focusRows();
  }

  private typed(): void {
    clearTimeout(this.typing);
    this.typing = window.setTimeout(
      () => this.setFilter({ ...this.view.filter, text: this.textInput.value }),
      restOfTyping,
    );
  }

  private clearFilter(): void {
    this.textInput.value = '';
    this.setFilter(noFilter);
    this.textInput.focus();
  }

  private setFilter(filter: TableView['filter']): void {
    this.setView({ ...this.view, filter });
    this.showFilter();
    this.grid.scrollToTop();
    void this.rearrange();
  }

  /** Up, down, and the order of the campaign again. */
  private sortBy(column: ColumnId): void {
    const { sort } = this.view;
    const isSame = sort?.column === column;
    const next = isSame && sort.descending ? undefined : { column, descending: isSame };
    this.setView({ ...this.view, sort: next });
    this.showColumns();
    this.grid.scrollToTop();
    void this.rearrange();
  }

  private resize(id: ColumnId, width: number): void {
    const columns = this.view.columns.map((column) => (column.id === id ? { ...column, width } : column));
    this.setView({ ...this.view, columns });
    this.grid.resizeColumns(this.shownColumns);
  }

  private moveBefore(id: ColumnId, before: ColumnId | undefined): void {
    const moved = this.view.columns.find((column) => column.id === id);
    if (!moved || id === before) return;
    const others = this.view.columns.filter((column) => column !== moved);
    const to = before === undefined ? others.length : others.findIndex((column) => column.id === before);
    this.setColumns(others.toSpliced(to, 0, moved));
  }

  private setColumns(columns: readonly ColumnSetting[]): void {
    this.setView({ ...this.view, columns: [...columns] });
    this.showColumns();
  }

  private setView(view: TableView): void {
    this.view = view;
    this.events.viewChanged(view);
  }

  private showColumns(): void {
    this.grid.showColumns(this.shownColumns, this.view.sort);
  }

  private showFilter(): void {
    const { filter } = this.view;
    for (const { id, show } of this.facets) show(filter.values[id] ?? []);
    this.clearButton.hidden = !isFiltering(filter);
  }

  private updateSoon(): void {
    this.updating ||= window.setTimeout(
      () => void this.rearrange(),
      Math.max(soonest, idleShare * this.latestTook),
    );
  }

  /** Filters and sorts what is here. The latest call wins. */
  private async rearrange(): Promise<void> {
    clearTimeout(this.updating);
    this.updating = 0;
    this.arranging.abort();
    const { signal } = (this.arranging = new AbortController());
    const begin = performance.now();
    const { isComplete } = this;
    const { filter, sort } = this.view;
    const list =
      isFiltering(filter) || sort
        ? listOf(await arrange(this.loaded.all, filter, sort))
        : wholeCampaign(this.loaded);
    if (signal.aborted) return;
    this.list = list;
    this.selection.keepOnly(list);
    this.selection.fill((page) => this.loaded.rowsOn(page));
    this.grid.show(list);
    if (isComplete) this.settle();
    this.showCounts();
    this.events.rowsChanged();
    this.latestTook = performance.now() - begin;
  }

  /** Everything that is loaded has arrived: what is not restored yet won't be. */
  private settle(): void {
    this.grid.settle();
    this.selection.settle();
    const { deferred } = this;
    this.deferred = undefined;
    if (deferred) this.act(deferred);
  }

  private selectionChanged(): void {
    this.deferred = undefined;
    this.showCounts();
    this.placeChanged();
  }

  private placeChanged(): void {
    this.events.placeChanged({
      grid: this.grid.place,
      hasFocus: this.hadFocus,
      selection: this.selection.kept,
    });
  }

  private showCounts(): void {
    const selected = this.selection.size;
    const { loaded, loading, failure, isShown } = this;
    const matching = isShown && isFiltering(this.view.filter) ? this.list.length : undefined;
    this.status.show({ loaded, loading, matching, selected: isShown ? selected : 0, failure });
    for (const button of this.rowButtons) button.disabled = selected === 0;
    this.grid.element.dataset['vscodeContext'] = JSON.stringify({
      webviewSection: selected > 0 ? 'selectedContacts' : 'contacts',
      preventDefaultContextMenuItems: true,
    });
  }
}
