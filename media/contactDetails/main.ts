import * as v from 'valibot';
import { toWebview, type Content, type ToWebview } from '../../src/views/contactDetails/messages.ts';
import { contactView, updateAges } from './contact.ts';
import { showCopied } from './copyButton.ts';
import { element, pageElement } from './dom.ts';
import { vscode } from './vscode.ts';

window.addEventListener('message', ({ data, origin }: MessageEvent<unknown>) => {
  // The host speaks through the frame around this one. Any other page that got hold of this window is nobody.
  if (origin !== window.origin) return;
  const parsed = v.safeParse(toWebview, data);
  if (parsed.success) receive(parsed.output);
  else console.warn('An unknown message was ignored.');
});

// Ages are told to the minute.
setInterval(updateAges, 20_000);
vscode.postMessage({ type: 'ready' });

function receive(message: ToWebview): void {
  switch (message.type) {
    case 'show':
      vscode.setState(message.saved);
      show(message.content);
      break;
    case 'copied':
      showCopied(message.what);
      break;
  }
}

function show(content: Content): void {
  const main = pageElement('main');
  const hadFocus = main.contains(document.activeElement);
  main.replaceChildren(...view(content));
  // Another contact begins at its top, where its session ID is.
  window.scrollTo(0, 0);
  main.ariaBusy = String(content.state === 'loading');
  // The button that had the focus, such as "Try Again", is gone.
  if (hadFocus) main.focus();
  pageElement('#announcer').textContent = announcement(content);
}

function view(content: Content): HTMLElement[] {
  switch (content.state) {
    case 'contact':
      return contactView(content);
    case 'loading':
      return [element('p', { className: 'loading' }, 'Loading…')];
    case 'failed':
      return failedView(content.message, content.causes);
  }
}

function failedView(message: string, causes: readonly string[]): HTMLElement[] {
  const button = (label: string, type: 'tryAgain' | 'showLog', className: string) =>
    element('button', { type: 'button', className, onclick: () => vscode.postMessage({ type }) }, label);
  return [
    element('h1', {}, 'The Contact Could Not Be Loaded'),
    element('p', {}, message),
    ...(causes.length > 0
      ? [
          element('p', {}, 'Likely causes:'),
          element('ul', {}, ...causes.map((cause) => element('li', {}, cause))),
        ]
      : []),
    element(
      'p',
      { className: 'buttons' },
      button('Try Again', 'tryAgain', 'primary'),
      button('Show Log', 'showLog', ''),
    ),
  ];
}

/** What screen readers are told unasked: not each contact, which would talk over the list in which it was selected. */
function announcement(content: Content): string {
  switch (content.state) {
    case 'contact':
      return content.notice;
    case 'loading':
      return 'Loading…';
    case 'failed':
      return `The contact could not be loaded. ${content.message}`;
  }
}
