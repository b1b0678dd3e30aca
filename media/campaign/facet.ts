import { grouped } from '../../src/contacts/quantity.ts';
import { breakdowns, valueName, type BreakdownId, type ValueCount } from '../../src/contacts/summary.ts';
import { element, served } from '../shared/dom.ts';
import { popoverButton, type PopoverButton } from './popover.ts';

/** A filter by the values of one breakdown. */
export interface Facet extends PopoverButton {
  /** Says at the button what is chosen. */
  readonly show: (chosen: readonly string[]) => void;
}

/**
 * @param counts the values that there are now
 * @param chosenNow those that are filtered by
 * @param choose called with each change
 */
export function facet(
  id: BreakdownId,
  counts: () => readonly ValueCount[],
  chosenNow: () => readonly string[],
  choose: (chosen: readonly string[]) => void,
): Facet {
  const { label } = breakdowns[id];
  const { button, box } = popoverButton(label, 'dialog', () => [choices(id, counts(), chosenNow(), choose)]);
  return {
    button,
    box,
    show: (chosen) => {
      const [first, ...others] = chosen.map((value) => valueName(id, value));
      const text = first === undefined ? label : `${label}: ${[first, ...others].join(', ')}`;
      button.querySelector('.label')?.replaceChildren(text);
      button.title = text;
      button.classList.toggle('on', chosen.length > 0);
    },
  };
}

function choices(
  id: BreakdownId,
  counts: readonly ValueCount[],
  chosen: readonly string[],
  choose: (chosen: readonly string[]) => void,
): HTMLElement {
  const values = new Map(counts.map(({ value, count }) => [value, count]));
  // What is filtered by can be taken away even where nothing has it any more.
  for (const value of chosen) if (!values.has(value)) values.set(value, 0);
  const now = new Set(chosen);
  const rows = [...values].map(([value, count]) => {
    const box = element('input', { type: 'checkbox', checked: now.has(value) });
    box.addEventListener('change', () => {
      if (box.checked) now.add(value);
      else now.delete(value);
      choose([...now]);
    });
    return element(
      'label',
      { className: 'choice' },
      box,
      element('span', { className: 'name' }, served(valueName(id, value))),
      element('span', { className: 'count' }, grouped(count)),
    );
  });
  return element(
    'fieldset',
    {},
    element('legend', {}, breakdowns[id].label),
    ...(rows.length > 0 ? rows : [element('p', {}, 'No contacts are loaded.')]),
  );
}
