import * as vscode from 'vscode';
import type { OpenConnection } from '../connections/opened.ts';
import { shownText } from '../connections/phoneNumberMask.ts';
import { contactFields } from '../contacts/fields.ts';
import { matcher, shortestQuery } from '../contacts/find.ts';
import { outcomeText } from '../contacts/outcome.ts';
import { grouped, quantity } from '../contacts/quantity.ts';
import { timeLeft } from '../contacts/timeLeft.ts';
import {
  search,
  searchHere,
  type Hit,
  type Searched,
  type SearchScope,
  type Skipped,
} from '../contacts/search.ts';
import { asError } from '../kore/errors.ts';
import { plainText } from '../kore/plainText.ts';
import { reportEvery } from './readContacts.ts';

/** Where to look, and how that is called: `“Annual renewal 2026”`. */
export interface FindTask {
  readonly open: OpenConnection;
  readonly scope: SearchScope;
  readonly where: string;
}

type Item = vscode.QuickPickItem & { readonly hit?: Hit; readonly goesOn?: true };

/** Matches listed at most: who sees so many types more. */
const mostListed = 200;

/** Rows at most about what couldn't be searched. */
const mostSkippedListed = 20;

/** Milliseconds without a key before what was typed is looked for. */
const typingPause = 200;

const stopButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('debug-stop'),
  tooltip: 'Stop searching',
};

/**
 * Asks what to find. While one types, the contacts that are here are looked through; all others when the person says so, until the
 * first exact match, and beyond it when told to.
 * @returns the match that was chosen, or undefined when the person left
 */
export function pickContact(task: FindTask): Promise<Hit | undefined> {
  return new Promise((resolve) => new FindPicker(task, resolve).show());
}

class FindPicker {
  private readonly pick = vscode.window.createQuickPick<Item>();
  /** The matches that are listed. */
  private hits: readonly Hit[] = [];
  /** The matches of a search that's under way. */
  private coming: readonly Hit[] = [];
  /** What the latest search through all contacts couldn't read. */
  private skipped: readonly Skipped[] = [];
  /** Ends what is looked for now. */
  private abort = new AbortController();
  private typing: NodeJS.Timeout | undefined;

  constructor(
    private readonly task: FindTask,
    private readonly resolve: (hit: Hit | undefined) => void,
  ) {}

  show(): void {
    const { pick } = this;
    pick.placeholder = 'Phone number, session ID, unique ID or disposition code, or a part of it';
    pick.ignoreFocusOut = true;
    pick.keepScrollPosition = true;
    pick.onDidChangeValue(() => this.typed());
    pick.onDidTriggerButton(() => {
      this.abort.abort();
      this.listMore();
      this.rest({
        label: '$(debug-continue) Search on',
        detail: 'Stopped. What was read is kept.',
        goesOn: true,
      });
    });
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item?.hit) this.leave(item.hit);
      else if (item?.goesOn) void this.searchAll();
    });
    pick.onDidHide(() => this.leave(undefined));
    this.typed();
    pick.show();
  }

  private typed(): void {
    this.abort.abort();
    this.hits = [];
    this.coming = [];
    this.skipped = [];
    this.rest({ label: `Type at least ${shortestQuery} characters` });
    clearTimeout(this.typing);
    this.typing = setTimeout(() => void this.lookHere(), typingPause);
  }

  /** Looks through the contacts that are here. */
  private async lookHere(): Promise<void> {
    const { open, scope, where } = this.task;
    const matches = matcher(this.pick.value);
    if (!matches) return;
    const { signal } = (this.abort = new AbortController());
    const hits: Hit[] = [];
    try {
      for await (const found of searchHere(open.cache, scope, matches, signal)) hits.push(...found.hits);
      this.hits = hits;
      this.rest(
        this.missingPages() === 0
          ? undefined
          : { label: `$(search) Search all contacts of ${where}`, detail: this.cost(), goesOn: true },
      );
    } catch (error) {
      this.failed(error, signal);
    }
  }

  /** Looks through all contacts, to the first exact match beyond those that are listed. */
  private async searchAll(): Promise<void> {
    const { open, scope } = this.task;
    const matches = matcher(this.pick.value);
    if (!matches) return;
    const listed = countExact(this.hits);
    this.abort.abort();
    const { signal } = (this.abort = new AbortController());
    this.pick.busy = true;
    this.pick.buttons = [stopButton];
    const hits: Hit[] = [];
    const skipped: Skipped[] = [];
    this.coming = hits;
    this.skipped = skipped;
    let latest: Searched | undefined;
    // By the clock and not by the page: the time left goes down while a page is waited for.
    const reports = setInterval(() => latest && this.progress(latest), reportEvery);
    try {
      for await (const found of search(open.cache, scope, matches, signal)) {
        hits.push(...found.hits);
        if ('skipped' in found) skipped.push(found);
        else latest = found;
        if (countExact(hits) > listed) {
          this.hits = hits;
          const detail = 'The last match is exact. There may be others.';
          this.rest({ label: '$(debug-continue) Search on', detail, goesOn: true });
          return;
        }
      }
      this.hits = hits;
      const detail = "Not everything could be searched. What's missing is at the end of this list.";
      this.rest(skipped.length > 0 ? { label: '$(refresh) Try again', detail, goesOn: true } : undefined);
    } catch (error) {
      this.failed(error, signal);
    } finally {
      clearInterval(reports);
    }
  }

  private failed(error: unknown, { aborted }: AbortSignal): void {
    if (aborted) return;
    this.listMore();
    this.rest({ label: '$(refresh) Try again', detail: asError(error).message, goesOn: true });
  }

  private progress({ campaign, page, totalPages }: Searched): void {
    const name = plainText(campaign.name, 40);
    const left = timeLeft(this.task.open.scheduler, this.missingPages() ?? 0);
    const where = `page ${grouped(page)} of ${grouped(totalPages)}`;
    this.pick.title = [`Searching “${name}”`, where, ...left].join(', ');
    if (this.listMore()) this.draw([]);
  }

  /** Lists the matches of the search that's under way. What was listed before it began stays until there are more. */
  private listMore(): boolean {
    if (this.coming.length <= this.hits.length) return false;
    this.hits = [...this.coming];
    return true;
  }

  /** Nothing is looked for. @param say a row before the matches */
  private rest(say?: Item): void {
    this.pick.title = `Find Contact in ${this.task.where}`;
    this.pick.busy = false;
    this.pick.buttons = [];
    this.draw(say ? [say] : this.hits.length === 0 ? [{ label: 'No contact matches' }] : []);
  }

  private draw(before: readonly Item[]): void {
    const items = this.hits.slice(0, mostListed).map(itemOf);
    const rest = this.hits.length - items.length;
    const more: Item[] = rest > 0 ? [{ label: `${grouped(rest)} more: type more to see them` }] : [];
    const skipped = this.skipped.slice(0, mostSkippedListed).map(skippedItem);
    this.pick.items = [...before, ...items, ...more, ...skipped].map((item) => ({
      ...item,
      alwaysShow: true,
    }));
    const exact = this.pick.items.filter(({ hit }) => hit?.match.isExact).at(-1);
    if (exact) this.pick.activeItems = [exact];
  }

  /** Pages that would have to be asked for; undefined where that is not known. */
  private missingPages(): number | undefined {
    const { open, scope } = this.task;
    if (scope === 'all') return undefined;
    const missing = scope.map(({ id }) => open.cache.contactsOf(id).missing ?? NaN);
    const sum = missing.reduce((one, other) => one + other, 0);
    return Number.isNaN(sum) ? undefined : sum;
  }

  private cost(): string {
    const missing = this.missingPages();
    if (missing === undefined) return 'Page by page, from Kore.ai where they are not here yet';
    return [`${quantity(missing, 'page')} to load`, ...timeLeft(this.task.open.scheduler, missing)].join(
      ', ',
    );
  }

  private leave(hit: Hit | undefined): void {
    clearTimeout(this.typing);
    this.abort.abort();
    this.resolve(hit);
    this.pick.dispose();
  }
}

function itemOf(hit: Hit): Item {
  const { contact, campaign, position, match } = hit;
  const field = contactFields.find(({ apiName }) => apiName === match.field)?.label ?? match.field;
  const name = plainText(campaign.name, 60);
  const value = plainText(shownText(match.value, contact), 80);
  return {
    hit,
    label: plainText(shownText(contact.phoneNumber, contact)) || '(no phone number)',
    description: plainText(outcomeText(contact)),
    detail: `${field}: ${value} · contact ${grouped(position)} of “${name}”`,
  };
}

function skippedItem({ skipped, error }: Skipped): Item {
  const what =
    'id' in skipped
      ? `“${plainText(skipped.name || skipped.id, 60)}”`
      : `Campaigns ${grouped(skipped.first)} to ${grouped(skipped.last)}`;
  return { label: `$(warning) ${what} couldn't be searched`, detail: plainText(error.message) };
}

function countExact(hits: readonly Hit[]): number {
  return hits.filter(({ match }) => match.isExact).length;
}
