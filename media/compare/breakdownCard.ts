import { grouped, quantity } from '../../src/contacts/quantity.ts';
import { pointsApart, share, signedPoints, type Both } from '../../src/contacts/share.ts';
import { breakdowns, valueName, type BreakdownId } from '../../src/contacts/summary.ts';
import type { BreakdownView } from '../../src/views/compare/messages.ts';
import { button, element, served } from '../shared/dom.ts';
import type { ViewState } from '../shared/viewState.ts';
import { letters } from './sideCard.ts';

/** Values that are drawn at once; the rest waits behind a button. */
const most = 12;

/** One way in which the contacts of both sides are counted: a chart that is a table too. */
export class BreakdownCard {
  readonly element: HTMLElement;
  private readonly rows = element('tbody');
  private readonly more = button({}, () => {
    this.state.toggle(this.id, !this.isOpen);
    this.redraw();
  });
  private readonly left = element('p', { className: 'hint' });
  private redraw: () => void = () => undefined;

  /** @param state a card's id is toggled in it where the card shows all its values */
  constructor(
    readonly id: BreakdownId,
    private readonly state: ViewState,
  ) {
    const { label } = breakdowns[id];
    this.element = element(
      'section',
      { className: 'card' },
      element('h2', {}, label),
      ...(id === 'disposition'
        ? [element('p', { className: 'hint' }, 'A contact with several codes counts once for each.')]
        : []),
      element(
        'table',
        {},
        element('caption', { className: 'for-ears' }, label),
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            header('Value'),
            ...letters.flatMap((letter) => [header(letter, ' contacts'), header(`${letter} %`, ', share')]),
            header('B − A', ' in percentage points'),
          ),
        ),
        this.rows,
      ),
      this.more,
      this.left,
    );
  }

  private get isOpen(): boolean {
    return this.state.isToggled(this.id);
  }

  /** @param all contacts that were counted on either side */
  show(view: BreakdownView, all: Both<number>): void {
    const { values, left } = view;
    this.redraw = () => this.show(view, all);
    const shown = this.isOpen ? values : values.slice(0, most);
    const ratios = values.flatMap(([, a, b]) => [ratio(a, all[0]), ratio(b, all[1])]);
    const highest = Math.max(Number.MIN_VALUE, ...ratios);
    this.rows.replaceChildren(
      ...shown.map(([value, ...counts]) =>
        valueRow(valueName(this.id, value), value === '', counts, all, highest),
      ),
    );
    this.more.hidden = values.length <= most;
    this.more.textContent = this.isOpen ? `Show the first ${most}` : `Show all ${grouped(values.length)}`;
    this.left.textContent = `${quantity(left, 'more value')} not shown; what is copied has them all.`;
    this.left.hidden = left === 0;
  }
}

function valueRow(
  name: string,
  isNone: boolean,
  counts: Both<number>,
  all: Both<number>,
  highest: number,
): HTMLElement {
  const bars = ([0, 1] as const).map((side) => {
    const fill = element('span', { className: 'fill' });
    fill.style.inlineSize = `${(100 * ratio(counts[side], all[side])) / highest}%`;
    fill.dataset['side'] = letters[side];
    fill.classList.toggle('zero', counts[side] === 0);
    return fill;
  });
  const points = pointsApart(counts, all);
  return element(
    'tr',
    {},
    element(
      'th',
      { scope: 'row' },
      element('span', { className: isNone ? 'none' : '' }, served(name)),
      element('span', { className: 'track', ariaHidden: 'true' }, ...bars),
    ),
    element('td', {}, grouped(counts[0])),
    element('td', { className: 'share' }, share(counts[0], all[0])),
    element('td', {}, grouped(counts[1])),
    element('td', { className: 'share' }, share(counts[1], all[1])),
    element('td', { className: 'points' }, points === undefined ? '–' : `${signedPoints(points)} pp`),
  );
}

/** @param rest of the words, for screen readers alone */
function header(shown: string, rest = ''): HTMLElement {
  const words = rest === '' ? [] : [element('span', { className: 'for-ears' }, rest)];
  return element('th', { scope: 'col' }, shown, ...words);
}

function ratio(count: number, all: number): number {
  return all === 0 ? 0 : count / all;
}
