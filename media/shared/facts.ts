import { element, served } from './dom.ts';
import type { ViewState } from './viewState.ts';

/* Facts of one thing, a row each: what a fact is called, and its value. */

export function section(title: readonly (Node | string)[], ...children: readonly Node[]): HTMLElement {
  return element('section', {}, element('h2', {}, ...title), ...children);
}

export function row(
  term: HTMLElement | string,
  value: readonly (Node | string)[],
  ...actions: readonly Node[]
): HTMLElement {
  const dt = typeof term === 'string' ? element('dt', {}, term) : term;
  return element(
    'div',
    {},
    dt,
    element('dd', {}, element('span', { className: 'value' }, ...value), ...actions),
  );
}

/** How the API calls a field. */
export function code(apiName: string): HTMLElement {
  return element('code', { className: 'api-name' }, apiName);
}

/** A dash for the eye, a word for the ear. */
export function blank(): HTMLElement[] {
  return [element('span', { ariaHidden: 'true' }, '—'), element('span', { className: 'for-ears' }, 'none')];
}

/** @param state `json` is toggled in it where the JSON is closed */
export function rawJson(json: string, copyButton: HTMLElement, state: ViewState): HTMLElement {
  const summary = element('summary', {}, element('h2', {}, 'Raw JSON'));
  summary.dataset['key'] = 'rawJson';
  const made = element(
    'details',
    { open: !state.isToggled('json') },
    summary,
    element('p', {}, copyButton),
    element('pre', {}, served(json)),
  );
  made.addEventListener('toggle', () => state.toggle('json', !made.open));
  return made;
}
