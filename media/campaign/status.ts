import { contactsLoaded, grouped } from '../../src/contacts/quantity.ts';
import type { Failure } from '../../src/views/protocol.ts';
import type { Loading } from '../../src/views/campaign/messages.ts';
import type { Announcer } from '../shared/announcer.ts';
import { LoadingLine } from '../shared/loadingLine.ts';
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
  private readonly line: LoadingLine;

  constructor(element: HTMLElement, announcer: Announcer) {
    const say = (text: string) => announcer.say('contacts', text);
    this.line = new LoadingLine(element, say, {
      loadAll: () => vscode.postMessage({ type: 'loadAll' }),
      stop: () => vscode.postMessage({ type: 'stopLoading' }),
      tryAgain: () => vscode.postMessage({ type: 'tryAgain' }),
    });
  }

  show(held: Held): void {
    const { loaded, loading, failure } = held;
    const { pageCount: pagesHere, isWhole, shape } = loaded;
    const { totalPages } = shape ?? {};
    this.line.show({ text: counts(held), pagesHere, totalPages, isWhole, loading, failure });
  }
}

function counts({ loaded, matching, selected }: Held): string {
  const parts = [
    contactsLoaded(loaded.count, loaded.shape?.totalResults, loaded.isWhole),
    ...(matching === undefined ? [] : [`${grouped(matching)} match`]),
    ...(selected === 0 ? [] : [`${grouped(selected)} selected`]),
  ];
  return parts.join(' · ');
}
