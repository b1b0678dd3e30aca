import type { Loading } from '../../src/views/campaign/messages.ts';
import type { Failure } from '../../src/views/protocol.ts';
import { button, element } from './dom.ts';

/** How much of a campaign is loaded. */
export interface Loaded {
  /** How many contacts of how many, for people. */
  readonly text: string;
  readonly pagesHere: number;
  /** Undefined before anything is known of the campaign. */
  readonly totalPages?: number | undefined;
  /** Whether all of them are here, as they are now. */
  readonly isWhole: boolean;
  readonly loading: Loading;
  /** Of pages that were asked for by themselves. */
  readonly failure?: Failure | undefined;
}

/** What a person does about it. */
export interface LoadingActions {
  readonly loadAll: () => void;
  readonly stop: () => void;
  readonly tryAgain: () => void;
}

/** The line that says how many of how many, and lets all be loaded. */
export class LoadingLine {
  private readonly text = element('span', { className: 'counts' });
  private readonly bar = element('progress', { ariaLabel: 'Contacts loaded' });
  private readonly note = element('span', { className: 'note' });
  private readonly loadAll: HTMLButtonElement;
  private readonly stop: HTMLButtonElement;
  private readonly retry: HTMLButtonElement;
  private said = '';

  /** @param say tells screen readers, whenever there is something new */
  constructor(
    readonly element: HTMLElement,
    private readonly say: (text: string) => void,
    actions: LoadingActions,
  ) {
    this.loadAll = button({}, actions.loadAll, 'Load All');
    this.stop = button({}, actions.stop, 'Cancel');
    this.retry = button({}, actions.tryAgain, 'Try Again');
    element.tabIndex = -1;
    element.append(this.text, this.bar, this.note, this.loadAll, this.stop, this.retry);
  }

  show({ text, pagesHere, totalPages, isWhole, loading, failure }: Loaded): void {
    const isRunning = loading.state === 'running';
    const failed = loading.state === 'failed' ? loading.failure : failure;
    setText(this.text, text);
    this.bar.hidden = !isRunning;
    this.bar.max = totalPages ?? 1;
    this.bar.value = pagesHere;
    setText(this.note, failed ? failed.message : noteOn(loading));
    this.note.classList.toggle('failure', failed !== undefined);
    const hadFocus = this.element.contains(document.activeElement);
    this.loadAll.hidden = isRunning || isWhole || totalPages === undefined;
    this.stop.hidden = !isRunning;
    this.retry.hidden = !failure || isRunning;
    // The button that was pressed is hidden now.
    if (hadFocus && !(document.activeElement as HTMLElement | null)?.offsetParent) this.focusButton();
    this.tell();
  }

  private focusButton(): void {
    const shown = [this.stop, this.loadAll, this.retry].find(({ hidden }) => !hidden);
    (shown ?? this.element).focus();
  }

  private tell(): void {
    const text = [this.text.textContent, this.note.textContent].filter(Boolean).join('. ');
    if (text === this.said) return;
    this.said = text;
    this.say(text);
  }
}

function noteOn(loading: Loading): string {
  switch (loading.state) {
    case 'running':
      return sentence(loading.left);
    case 'done':
      return loading.findings.join('; ');
    default:
      return '';
  }
}

function sentence(parts: readonly string[]): string {
  const text = parts.join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
