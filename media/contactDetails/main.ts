import { toWebview, type Content, type ToWebview } from '../../src/views/contactDetails/messages.ts';
import { contactView } from './contact.ts';
import { showCopied } from './copyButton.ts';
import { element, pageElement } from '../shared/dom.ts';
import { failureView } from '../shared/failure.ts';
import { listen } from '../shared/host.ts';
import { updateAges } from '../shared/time.ts';
import { vscode } from './vscode.ts';

// Ages are told to the minute.
setInterval(updateAges, 20_000);
listen(vscode, toWebview, receive);

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
      return failureView(
        'The Contact Could Not Be Loaded',
        content,
        () => vscode.postMessage({ type: 'tryAgain' }),
        () => vscode.postMessage({ type: 'showLog' }),
      );
  }
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
