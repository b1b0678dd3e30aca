import { outcomeGroupOf, type OutcomeGroup } from '../../src/contacts/outcome.ts';
import { grouped, quantity } from '../../src/contacts/quantity.ts';
import { share } from '../../src/contacts/share.ts';
import {
  breakdownIds,
  breakdowns,
  valueName,
  type BreakdownId,
  type Summary,
  type ValueCount,
} from '../../src/contacts/summary.ts';
import { button, element, replaceContent, served } from '../shared/dom.ts';
import type { ViewState } from '../shared/viewState.ts';
import { signed, type Changes } from './changes.ts';

/** Values of a breakdown that are drawn at once; the rest waits behind a button. */
const most = 12;
/** Values that are drawn at most. */
const mostOpened = 1_000;

/** What a person does with the outcomes. */
export interface OutcomeActions {
  readonly filterBy: (id: BreakdownId, value: string) => void;
  readonly isChosen: (id: BreakdownId, value: string) => boolean;
}

/** How the calls ended: for each breakdown a chart that is a table too, and the dispositions by attempt. */
export class Outcomes {
  private summary: Summary | undefined;
  private changes: Changes | undefined;

  constructor(
    readonly element: HTMLElement,
    private readonly actions: OutcomeActions,
    /** Toggled in it are the cards that show all their values. */
    private readonly state: ViewState,
  ) {}

  /** @param changes since a look before, to be shown beside the counts; undefined for none */
  show(summary: Summary, changes: Changes | undefined): void {
    this.summary = summary;
    this.changes = changes;
    if (this.element.querySelector('button:active')) {
      // A button that is replaced while it's pressed gets no click.
      setTimeout(() => this.show(summary, changes), 100);
      return;
    }
    if (summary.contacts === 0) {
      replaceContent(this.element, element('p', { className: 'empty' }, 'No contacts are loaded.'));
      return;
    }
    replaceContent(
      this.element,
      element('div', { className: 'charts' }, ...breakdownIds.map((id) => this.chart(id, summary))),
      this.dispositionByAttempt(summary),
    );
    this.state.contentChanged();
  }

  private chart(id: BreakdownId, summary: Summary): HTMLElement {
    const counts = summary.of(id);
    const shown = counts.slice(0, this.state.isToggled(id) ? mostOpened : most);
    const highest = counts.reduce((largest, { count }) => Math.max(largest, count), 0);
    const rows = shown.map((one) => this.bar(id, one, summary.contacts, highest));
    return this.card(
      breakdowns[id].label,
      id === 'disposition' ? 'A contact with several codes counts once for each.' : '',
      element(
        'table',
        { className: 'chart' },
        element('caption', { className: 'for-ears' }, breakdowns[id].label),
        element(
          'thead',
          { className: 'for-ears' },
          element('tr', {}, ...[breakdowns[id].label, 'Change', 'Contacts', 'Share'].map(columnHeader)),
        ),
        element('tbody', {}, ...rows),
      ),
      this.more(id, counts.length),
    );
  }

  private bar(id: BreakdownId, { value, count }: ValueCount, all: number, highest: number): HTMLElement {
    const name = valueName(id, value);
    const bar = button(
      {
        className: `bar${value === '' ? ' none' : ''}`,
        ariaPressed: String(this.actions.isChosen(id, value)),
        key: `${id}/${value}`,
        title: `${name}: show these ${quantity(count, 'contact')} in the table`,
      },
      () => this.actions.filterBy(id, value),
      element('span', { className: 'name' }, served(name)),
    );
    const fill = element('span', { className: 'fill' });
    fill.style.inlineSize = `${(100 * count) / highest}%`;
    fill.dataset['group'] = groupOf(id, value);
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, bar, element('span', { className: 'track', ariaHidden: 'true' }, fill)),
      element('td', { className: 'change' }, this.change(id, value)),
      element('td', {}, grouped(count)),
      element('td', { className: 'share' }, share(count, all)),
    );
  }

  private change(id: BreakdownId, value: string): string {
    const change = this.changes?.of(id, value) ?? 0;
    return change === 0 ? '' : signed(change);
  }

  private dispositionByAttempt(summary: Summary): HTMLElement {
    const { attempts, rows } = summary.dispositionByAttempt(mostOpened);
    const shown = this.state.isToggled('cross') ? rows : rows.slice(0, most);
    const highest = Math.max(1, summary.highestByAttempt);
    return this.card(
      'Disposition by attempt',
      'How often each code was given after so many attempts.',
      element(
        'div',
        { className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: 'Disposition by attempt' },
        element(
          'table',
          { className: 'cross' },
          element(
            'caption',
            { className: 'for-ears' },
            'Contacts by disposition code and number of attempts',
          ),
          element(
            'thead',
            {},
            element(
              'tr',
              {},
              columnHeader(breakdowns.disposition.label),
              ...attempts.map((value) => columnHeader(attemptsName(value))),
            ),
          ),
          element(
            'tbody',
            {},
            ...shown.map(({ disposition, counts }) =>
              element(
                'tr',
                {},
                element('th', { scope: 'row' }, served(valueName('disposition', disposition))),
                ...counts.map((count) => heat(count, highest)),
              ),
            ),
          ),
        ),
      ),
      this.more('cross', summary.of('disposition').length),
    );
  }

  private card(title: string, hint: string, ...children: readonly (HTMLElement | undefined)[]): HTMLElement {
    return element(
      'section',
      { className: 'card' },
      element('h2', {}, title),
      ...(hint ? [element('p', { className: 'hint' }, hint)] : []),
      ...children.filter((child) => child !== undefined),
    );
  }

  private more(key: string, count: number): HTMLElement | undefined {
    if (count <= most) return undefined;
    const isOpen = this.state.isToggled(key);
    return button(
      { className: 'quiet', key: `more/${key}` },
      () => {
        this.state.toggle(key, !isOpen);
        if (this.summary) this.show(this.summary, this.changes);
      },
      isOpen ? `Show the first ${most}` : showMore(count),
    );
  }
}

function showMore(count: number): string {
  return count > mostOpened
    ? `Show ${grouped(mostOpened)} of ${grouped(count)}`
    : `Show all ${grouped(count)}`;
}

function columnHeader(text: string): HTMLElement {
  return element('th', { scope: 'col' }, text);
}

function attemptsName(value: string): string {
  return value === '' ? valueName('attempts', value) : quantity(Number(value), 'attempt');
}

/** The darker, the more; the number says it anyway. */
function heat(count: number, highest: number): HTMLElement {
  const cell = element('td', { className: count === 0 ? 'zero' : '' }, grouped(count));
  cell.style.setProperty('--heat', `${Math.round((35 * count) / highest)}%`);
  return cell;
}

/** What gives a bar its colour. */
function groupOf(id: BreakdownId, value: string): OutcomeGroup {
  if (value === '') return 'notDialed';
  return id === 'dialerOutcome' || id === 'botStatus' ? outcomeGroupOf(value) : 'other';
}
