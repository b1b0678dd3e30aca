import type { Copyable } from '../../src/views/contactDetails/messages.ts';
import { button, pageElement } from '../shared/dom.ts';
import { vscode } from './vscode.ts';

/** How long a button says that its value was copied, in ms. */
const praise = 2_000;

/** A button that has the host copy its value. @param name for screen readers, where `label` alone says too little */
export function copyButton(what: Copyable, label: string, name = label): HTMLButtonElement {
  return button({ ariaLabel: name, key: what }, () => vscode.postMessage({ type: 'copy', what }), label);
}

/** Says at the button, and to screen readers, that the host has copied. */
export function showCopied(what: Copyable): void {
  const copy = document.querySelector<HTMLButtonElement>(`button[data-key="${what}"]`);
  const announcer = pageElement('#announcer');
  if (!copy || copy.classList.contains('copied')) return;
  const label = copy.textContent;
  copy.classList.add('copied');
  copy.textContent = 'Copied';
  announcer.textContent = 'Copied';
  setTimeout(() => {
    copy.classList.remove('copied');
    copy.textContent = label;
    // Said again only if it changes in between.
    announcer.textContent = '';
  }, praise);
}
