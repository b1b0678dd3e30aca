type Properties<Made> = Partial<Omit<Made, 'innerHTML' | 'outerHTML'>>;

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
