import { element, icon } from '../shared/dom.ts';

let made = 0;

/** A button with a box that opens below it, and closes with Escape or a click elsewhere. */
export interface PopoverButton {
  readonly button: HTMLButtonElement;
  readonly box: HTMLElement;
}

/** @param fill makes what is in the box, each time that it opens */
export function popoverButton(label: string, fill: () => readonly HTMLElement[]): PopoverButton {
  const id = `popover-${++made}`;
  const box = element('div', { id, className: 'popover', popover: 'auto' });
  const button = element(
    'button',
    { type: 'button', className: 'quiet' },
    element('span', { className: 'label' }, label),
    icon('chevron-down'),
  );
  button.popoverTargetElement = box;
  button.style.setProperty('anchor-name', `--${id}`);
  box.style.setProperty('position-anchor', `--${id}`);
  box.addEventListener('beforetoggle', (event) => {
    if (event.newState === 'open') box.replaceChildren(...fill());
    else box.replaceChildren();
  });
  return { button, box };
}
