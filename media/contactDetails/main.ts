import * as v from 'valibot';
import {
  savedTab,
  toWebview,
  type Content,
  type SavedTab,
  type ToWebview,
} from '../../src/views/contactDetails/messages.ts';
import { contactView } from './contact.ts';
import { showCopied } from './copyButton.ts';
import { element, pageElement, replaceContent } from '../shared/dom.ts';
import { failureView } from '../shared/failure.ts';
import { listen } from '../shared/host.ts';
import { readKeptView } from '../shared/keptView.ts';
import { updateAges } from '../shared/time.ts';
import { ViewState } from '../shared/viewState.ts';
import { vscode } from './vscode.ts';

const kept = vscode.getState();
/** Undefined until a contact was shown in this tab. */
let saved = v.parse(v.fallback(v.optional(savedTab), undefined), kept);
let view = readKeptView(kept);
const state = new ViewState(document.documentElement, view, (now) => {
  view = now;
  keep();
});
// Ages are told to the minute.
setInterval(updateAges, 20_000);
listen(vscode, toWebview, receive);

function receive(message: ToWebview): void {
  switch (message.type) {
    case 'show':
      show(message.content, message.saved);
      break;
    case 'copied':
      showCopied(message.what);
      break;
  }
}

function show(content: Content, now: SavedTab): void {
  const isSame = saved !== undefined && isAbout(saved, now);
  saved = now;
  keep();
  const main = pageElement('main');
  replaceContent(main, ...contentView(content));
  if (isSame) state.contentChanged();
  else state.scrollToTop();
  main.ariaBusy = String(content.state === 'loading');
  pageElement('#announcer').textContent = announcement(content);
}

/** Whether both are tabs of the same contact. */
function isAbout(one: SavedTab, other: SavedTab): boolean {
  return (
    one.connectionKey === other.connectionKey &&
    one.campaignId === other.campaignId &&
    one.position === other.position &&
    one.sessionId === other.sessionId
  );
}

function keep(): void {
  if (saved) vscode.setState({ ...saved, view });
}

function contentView(content: Content): HTMLElement[] {
  switch (content.state) {
    case 'contact':
      return contactView(content, state);
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
