import type { ColumnId, ColumnSetting } from '../../src/views/campaign/tableView.ts';
import { button, element, icon } from '../shared/dom.ts';
import { columns } from './columns.ts';
import { popoverButton, type PopoverButton } from './popover.ts';

/** Which columns are shown, and in which order, for mouse and keyboard alike. */
export function columnChoice(
  now: () => readonly ColumnSetting[],
  change: (columns: readonly ColumnSetting[]) => void,
  reset: () => void,
): PopoverButton {
  const list = element('div', { className: 'columns' });
  const draw = (focus?: { readonly id: ColumnId; readonly what: string }) => {
    const all = now();
    list.replaceChildren(...all.map((column, index) => row(column, index, all, changeAndDraw)));
    if (!focus) return;
    const wanted = list.querySelector<HTMLButtonElement>(
      `[data-id="${focus.id}"] [data-what="${focus.what}"]`,
    );
    // The button that was pressed is disabled when its column reaches an end of the list.
    if (wanted?.disabled) list.querySelector<HTMLElement>(`[data-id="${focus.id}"] input`)?.focus();
    else wanted?.focus();
  };
  const changeAndDraw = (columns: readonly ColumnSetting[], id: ColumnId, what: string) => {
    change(columns);
    draw({ id, what });
  };
  return popoverButton('Columns', 'dialog', () => {
    draw();
    const resetButton = button(
      { className: 'quiet' },
      () => {
        reset();
        draw();
      },
      'Reset',
    );
    const hint =
      'In the table: drag a header to move it, its right edge to resize it. With the keyboard, go up to the headers: Ctrl+←/→ moves, Shift+←/→ resizes, Enter sorts.';
    return [
      element('fieldset', {}, element('legend', {}, 'Columns'), list),
      element('p', { className: 'hint' }, hint),
      resetButton,
    ];
  });
}

function row(
  column: ColumnSetting,
  index: number,
  all: readonly ColumnSetting[],
  change: (columns: readonly ColumnSetting[], id: ColumnId, what: string) => void,
): HTMLElement {
  const { id } = column;
  const { label } = columns[id];
  const box = element('input', { type: 'checkbox', checked: column.shown });
  // A table without columns could not be got out of with the keyboard.
  box.disabled = column.shown && all.filter(({ shown }) => shown).length === 1;
  box.dataset['what'] = 'show';
  box.addEventListener('change', () =>
    change(all.with(index, { ...column, shown: box.checked }), id, 'show'),
  );
  const mover = (what: 'up' | 'down', to: number) => {
    const made = button(
      { className: 'icon', ariaLabel: `Move ${label} ${what}`, title: `Move ${what}` },
      () => change(all.toSpliced(index, 1).toSpliced(to, 0, column), id, what),
      icon(`arrow-${what}`),
    );
    made.dataset['what'] = what;
    made.disabled = to < 0 || to >= all.length;
    return made;
  };
  const made = element(
    'div',
    { className: 'choice' },
    element('label', {}, box, element('span', { className: 'name' }, label)),
    mover('up', index - 1),
    mover('down', index + 1),
  );
  made.dataset['id'] = id;
  return made;
}
