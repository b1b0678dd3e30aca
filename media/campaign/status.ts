import { grouped, quantity } from '../../src/contacts/quantity.ts';
import type { Failure } from '../../src/views/protocol.ts';
import type { Loading } from '../../src/views/campaign/messages.ts';
import { element } from '../shared/dom.ts';
import type { Announcer } from './announcer.ts';
import type { LoadedRows } from './loadedRows.ts';
import { vscode } from './vscode.ts';

/** What a table holds just now. */
export interface Held {
  readonly loaded: LoadedRows;
  readonly loading: Loading;
  /** Undefined where nothing is filtered. */
  readonly matching: number | undefined;
  readonly selected: number;
  /** Of pages that were looked at. */
  readonly failure: Failure | undefined;
}

/** The line that says how many of how many, and lets all be loaded. */
export class Status {
  private readonly text = element('span', { className: 'counts' });
  private readonly bar = element('progress', { ariaLabel: 'Contacts loaded' });
  private readonly note = element('span', { className: 'note' });
  private readonly loadAll = element('button', { type: 'button' }, 'Load All');
  private readonly stop = element('button', { type: 'button' }, 'Cancel');
  private readonly retry = element('button', { type: 'button' }, 'Try Again');
  private said = '';

  constructor(
    readonly element: HTMLElement,
    private readonly announcer: Announcer,
  ) {
    this.loadAll.onclick = () => vscode.postMessage({ type: 'loadAll' });
    this.stop.onclick = () => vscode.postMessage({ type: 'stopLoading' });
    this.retry.onclick = () => vscode.postMessage({ type: 'tryAgain' });
    element.append(this.text, this.bar, this.note, this.loadAll, this.stop, this.retry);
  }

  show(held: Held): void {
    const { loaded, loading, failure } = held;
    const { shape, pageCount } = loaded;
    const isRunning = loading.state === 'running';
    const isWhole = shape !== undefined && pageCount >= shape.totalPages;
    const failed = loading.state === 'failed' ? loading.failure : failure;
    setText(this.text, counts(held));
    this.bar.hidden = !isRunning;
    this.bar.max = shape?.totalPages ?? 1;
    this.bar.value = pageCount;
    setText(this.note, failed ? failed.message : noteOn(loading));
    this.note.classList.toggle('failure', failed !== undefined);
    const hadFocus = this.element.contains(document.activeElement);
    this.loadAll.hidden = isRunning || isWhole || shape === undefined;
    this.stop.hidden = !isRunning;
    this.retry.hidden = !failure || isRunning;
    // The button that was pressed has gone.
    if (hadFocus && !(document.activeElement as HTMLElement | null)?.offsetParent) this.focusButton();
    this.say();
  }

  private focusButton(): void {
    [this.stop, this.loadAll].find(({ hidden }) => !hidden)?.focus();
  }

  private say(): void {
    const text = [this.text.textContent, this.note.textContent].filter(Boolean).join('. ');
    if (text === this.said) return;
    this.said = text;
    this.announcer.say('contacts', text);
  }
}

function counts({ loaded, matching, selected }: Held): string {
  const total = loaded.shape?.totalResults;
  const isAll = loaded.shape !== undefined && loaded.pageCount >= loaded.shape.totalPages;
  const parts = [
    isAll && (total === undefined || total === loaded.count)
      ? quantity(loaded.count, 'contact')
      : `${grouped(loaded.count)} of ${total === undefined ? 'unknown' : grouped(total)} loaded`,
    ...(matching === undefined ? [] : [`${grouped(matching)} match`]),
    ...(selected === 0 ? [] : [`${grouped(selected)} selected`]),
  ];
  return parts.join(' · ');
}

function noteOn(loading: Loading): string {
  switch (loading.state) {
    case 'running':
      return loading.minutesLeft > 0
        ? `About ${quantity(loading.minutesLeft, 'minute')} left: Kore.ai limits requests per minute`
        : '';
    case 'done':
      return loading.findings.join('; ');
    default:
      return '';
  }
}

function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
