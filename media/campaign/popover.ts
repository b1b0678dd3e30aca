import { element, icon } from '../shared/dom.ts';

let made = 0;

/** A button with a box that opens below it. */
export interface PopoverButton {
  readonly button: HTMLButtonElement;
  readonly box: HTMLElement;
}

/**
 * A button that opens a box with Enter, Space, ArrowDown or a click, and moves the focus into it. Arrow keys move among its controls; Escape
 * closes the box and returns to the button; it also closes when the focus leaves it.
 * @param role a menu holds `menuitem` elements only
 * @param fill called each time the box opens; returns its content
 */
export function popoverButton(
  label: string,
  role: 'menu' | 'dialog',
  fill: () => readonly HTMLElement[],
): PopoverButton {
  const id = `popover-${++made}`;
  const box = element('div', {
    id,
    className: 'popover',
    popover: 'auto',
    role,
    ariaLabel: label,
    tabIndex: -1,
  });
  const button = element(
    'button',
    { type: 'button', className: 'quiet', ariaHasPopup: role },
    element('span', { className: 'label' }, label),
    icon('chevron-down'),
  );
  button.popoverTargetElement = box;
  button.style.setProperty('anchor-name', `--${id}`);
  box.style.setProperty('position-anchor', `--${id}`);
  button.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    box.showPopover({ source: button });
  });
  box.addEventListener('beforetoggle', ({ newState }) => {
    if (newState === 'open') box.replaceChildren(...fill());
  });
  box.addEventListener('toggle', ({ newState }) => {
    // Not before the box is closed: the browser returns the focus to the button only if it is still in the box.
    if (newState === 'closed') box.replaceChildren();
    else if (!box.contains(document.activeElement)) (controlsIn(box)[0] ?? box).focus();
  });
  box.addEventListener('keydown', (event) => moveFocus(event, box));
  const places: readonly HTMLElement[] = [box, button];
  for (const one of places) {
    one.addEventListener('focusout', ({ relatedTarget }) => {
      if (hasLeft(relatedTarget, places)) box.hidePopover();
    });
  }
  return { button, box };
}

/** Whether the focus goes elsewhere. It goes to nothing when a control is replaced, and when the window loses it. */
function hasLeft(to: EventTarget | null, places: readonly HTMLElement[]): boolean {
  return to instanceof Node ? !places.some((place) => place.contains(to)) : !document.hasFocus();
}

function controlsIn(box: HTMLElement): readonly HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>('button:enabled, input:enabled')];
}

/** Up and down move among controls of one kind where the box has a column for each (`data-what`); left and right among all. */
function moveFocus(event: KeyboardEvent, box: HTMLElement): void {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return;
  const all = controlsIn(box);
  const { what } = target.dataset;
  const column =
    what === undefined ? all : all.filter((one) => [what, undefined].includes(one.dataset['what']));
  const next = {
    ArrowUp: () => column[column.indexOf(target) - 1] ?? column.at(-1),
    ArrowDown: () => column[column.indexOf(target) + 1] ?? column[0],
    ArrowLeft: () => all[all.indexOf(target) - 1],
    ArrowRight: () => all[all.indexOf(target) + 1],
    Home: () => all[0],
    End: () => all.at(-1),
  }[event.key];
  if (!next) return;
  event.preventDefault();
  next()?.focus();
}
