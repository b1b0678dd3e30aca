import { contactsLoaded } from '../../src/contacts/quantity.ts';
import type { SideIndex, SideView } from '../../src/views/compare/messages.ts';
import type { Announcer } from '../shared/announcer.ts';
import { element, served } from '../shared/dom.ts';
import { LoadingLine } from '../shared/loadingLine.ts';
import { age } from '../shared/time.ts';
import { vscode } from './vscode.ts';

/** What the sides are called. */
export const letters = ['A', 'B'] as const;

/** What a side is, and how much of it is loaded. */
export class SideCard {
  readonly element: HTMLElement;
  private readonly name = element('span', { className: 'name' });
  private readonly about = element('p', { className: 'hint' });
  private readonly status = element('div', { className: 'status' });
  private readonly causes = element('ul', { className: 'hint' });
  private readonly line: LoadingLine;

  constructor(index: SideIndex, announcer: Announcer) {
    const letter = letters[index];
    this.element = element(
      'section',
      { className: 'card side' },
      element('h2', {}, key(index), ' ', this.name),
      this.about,
      this.status,
      this.causes,
    );
    const say = (text: string) => announcer.say(letter, `${letter}: ${text}`);
    this.line = new LoadingLine(this.status, say, {
      loadAll: () => vscode.postMessage({ type: 'loadAll', side: index }),
      stop: () => vscode.postMessage({ type: 'stopLoading', side: index }),
      tryAgain: () => vscode.postMessage({ type: 'tryAgain', side: index }),
    });
  }

  show(view: SideView): void {
    const { isGone, loading, failure } = view;
    this.name.replaceChildren(served(view.name));
    this.about.replaceChildren(...about(view));
    this.status.hidden = isGone;
    if (!isGone) this.line.show({ ...view, text: counts(view) });
    const { causes = [] } = (loading.state === 'failed' ? loading.failure : failure) ?? {};
    this.causes.replaceChildren(...causes.map((cause) => element('li', {}, cause)));
    this.causes.hidden = causes.length === 0;
  }
}

function counts({ contacts, total, isWhole, refreshedAt, totalPages, failure }: SideView): string {
  const isKnown = refreshedAt !== undefined || totalPages !== undefined;
  if (!isKnown) return failure ? '' : 'Loading…';
  return contactsLoaded(contacts, total, isWhole);
}

/** The letter of a side in the colour and pattern of its bars. */
function key(index: SideIndex): HTMLElement {
  const letter = element('span', { className: 'key' }, letters[index]);
  letter.dataset['side'] = letters[index];
  return letter;
}

function about({ connectionName, refreshedAt, isGone }: SideView): readonly (Node | string)[] {
  if (isGone)
    return [
      'What this campaign was before its refresh was kept in memory, and went with the window. Compare it anew after its next refresh.',
    ];
  if (refreshedAt !== undefined) return ['As it was before the refresh ', ...age(refreshedAt)];
  return connectionName === '' ? [] : [served(connectionName)];
}
