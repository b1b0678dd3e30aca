import type { Copyable } from '../../src/views/contactDetails/messages.ts';
import { element, pageElement } from '../shared/dom.ts';
import { vscode } from './vscode.ts';

/** How long a button says that its value was copied, in ms. */
const praise = 2_000;

/** A button that has the host copy its value. @param name for screen readers, where `label` alone says too little */
export function copyButton(what: Copyable, label: string, name = label): HTMLButtonElement {
  const button = element('button', { type: 'button', ariaLabel: name }, label);
  button.dataset['copies'] = what;
  button.onclick = () => vscode.postMessage({ type: 'copy', what });
  return button;
}

/** Says at the button, and to screen readers, that the host has copied. */
export function showCopied(what: Copyable): void {
  const button = document.querySelector<HTMLButtonElement>(`button[data-copies="${what}"]`);
  const announcer = pageElement('#announcer');
  if (!button || button.classList.contains('copied')) return;
  const label = button.textContent;
  button.classList.add('copied');
  button.textContent = 'Copied';
  announcer.textContent = 'Copied';
  setTimeout(() => {
    button.classList.remove('copied');
    button.textContent = label;
    // Said again only if it changes in between.
    announcer.textContent = '';
  }, praise);
}
