/** Without markup, and without `on…` handlers: what such a handler returns can cancel its event. */
type Properties<Made> = {
  [Key in keyof Made as Key extends `on${string}` | 'innerHTML' | 'outerHTML' ? never : Key]?: Made[Key];
};

/** A new element. Strings among the children become text, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties<HTMLElementTagNameMap[Tag]> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  Object.assign(made, properties);
  made.append(...children);
  return made;
}

/**
 * A new button.
 * @param properties `key` identifies the button to {@link replaceContent}
 * @param press called when it's clicked, or pressed with Enter or Space
 */
export function button(
  properties: Properties<HTMLButtonElement> & { readonly key?: string },
  press: () => void,
  ...children: readonly (Node | string)[]
): HTMLButtonElement {
  const { key, ...others } = properties;
  const made = element('button', { type: 'button', ...others }, ...children);
  if (key !== undefined) made.dataset['key'] = key;
  made.addEventListener('click', press);
  return made;
}

/** A server's word: isolated, so that its writing direction changes nothing around it. */
export function served(text: string): HTMLElement {
  return element('bdi', {}, text);
}

/** An element of the page that the host made. */
export function pageElement(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`The page has no ${selector}.`);
  return found;
}

/** A codicon, which says nothing to screen readers. @param name one of those that the style sheet has */
export function icon(name: string): HTMLElement {
  return element('span', { className: `codicon codicon-${name}`, ariaHidden: 'true' });
}

/** The key of the control that had the focus when its place lost it, by place. */
const lostFocus = new WeakMap<HTMLElement, string | undefined>();

/**
 * Replaces the content of an element. A focus in it goes to the control with the same `data-key`; without one it stays in the element, until
 * the control is there again.
 */
export function replaceContent(place: HTMLElement, ...content: readonly Node[]): void {
  const focused = document.activeElement;
  const hadFocus = focused instanceof HTMLElement && place.contains(focused);
  const key = hadFocus ? (focused === place ? lostFocus.get(place) : focused.dataset['key']) : undefined;
  place.replaceChildren(...content);
  if (!hadFocus) return;
  const again =
    key === undefined ? null : place.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  if (!again) {
    lostFocus.set(place, key);
    place.tabIndex = -1;
  }
  (again ?? place).focus({ preventScroll: true });
}
