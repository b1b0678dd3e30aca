import { element, served } from './dom.ts';

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

export function rawJson(json: string, copyButton: HTMLElement): HTMLElement {
  return element(
    'details',
    { open: true },
    element('summary', {}, element('h2', {}, 'Raw JSON')),
    element('p', {}, copyButton),
    element('pre', {}, served(json)),
  );
}
