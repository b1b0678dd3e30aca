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

/** A new button. @param press called when it's clicked, or pressed with Enter or Space */
export function button(
  properties: Properties<HTMLButtonElement>,
  press: () => void,
  ...children: readonly (Node | string)[]
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...properties }, ...children);
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
