import { isDeepStrictEqual } from 'node:util';
import type { Contact, Page } from '../kore/shapes.ts';
import { outcomeGroup, outcomeText } from './outcome.ts';
import type { Pages } from './pages.ts';
import { pagesHere } from './walk.ts';

/** Pages that a round asks for to see whether anything has changed: where the calls are made, and one more. */
const probes = 2;
/** Pages that a round asks for at most, where something has, or where the rest is asked for. */
const mostPages = 8;

/** What is remembered of a page, so that it need not be read again. */
interface Look {
  /** Milliseconds since the epoch. */
  readonly fetchedAt: number;
  /** Whether calls to some of its contacts were made. */
  readonly isBegun: boolean;
  /** Whether some of its contacts have no outcome yet. */
  readonly isOpen: boolean;
}

/**
 * Asks anew, in rounds of few requests, for those pages of a running campaign that are here. The API does not tell which contacts have
 * changed, so a round first looks where they most likely have: where the pages of contacts that were called meet those of contacts that
 * wait, wherever the dialer began.
 */
export class Renewal {
  private readonly looks = new Map<number, Look>();
  private expired = new Set<number>();
  private isCaughtUp = false;
  private readonly listening: { readonly dispose: () => void };

  constructor(private readonly pages: Pages<Contact>) {
    this.listening = pages.listen((change) => {
      switch (change.what) {
        case 'arrived':
          this.expired.delete(change.page.page);
          this.look(change.page);
          break;
        case 'dropped':
          for (const number of change.pages) {
            this.expired.delete(number);
            this.looks.delete(number);
          }
          break;
        case 'forgotten':
          this.expired.clear();
          this.looks.clear();
          break;
      }
    });
  }

  /**
   * One request after the other: what comes tells where to look next.
   * @param inSight pages that a person sees just now
   * @param hasChanged whether it is known already that something has changed
   * @returns whether something has
   * @throws what {@link Pages.renew} throws; the pages that came stay
   */
  async round(inSight: readonly number[], hasChanged: boolean, signal: AbortSignal): Promise<boolean> {
    await this.catchUp(signal);
    const renewed = new Set<number>();
    while (renewed.size < (hasChanged ? mostPages : probes)) {
      const number = this.next(inSight, renewed.size === 0, (one) => !renewed.has(one));
      if (number === undefined) break;
      renewed.add(number);
      if (await this.renew(number, signal)) hasChanged = true;
    }
    return hasChanged;
  }

  /** From now on every page that is here counts as {@link overdue}, until it comes again. */
  expire(): void {
    this.expired = new Set(this.pages.numbers);
  }

  /** How many pages have not come again since {@link expire}. */
  get overdue(): number {
    return this.expired.size;
  }

  /**
   * Requests some of the overdue pages, in the order of {@link round}.
   * @returns whether one of them has changed
   * @throws what {@link Pages.renew} throws; the pages that came stay
   */
  async rest(inSight: readonly number[], signal: AbortSignal): Promise<boolean> {
    await this.catchUp(signal);
    let hasChanged = false;
    for (let count = 0; count < mostPages; count++) {
      const number = this.next(inSight, false, (one) => this.expired.has(one));
      if (number === undefined) {
        this.expired.clear();
        break;
      }
      if (await this.renew(number, signal)) hasChanged = true;
      this.expired.delete(number);
    }
    return hasChanged;
  }

  dispose(): void {
    this.listening.dispose();
  }

  /** @returns whether the page has changed */
  private async renew(number: number, signal: AbortSignal): Promise<boolean> {
    const before = await this.pages.peek(number);
    const now = await this.pages.renew(number, { priority: 'background', signal });
    return !before || !isSame(before, now);
  }

  private async catchUp(signal: AbortSignal): Promise<void> {
    if (this.isCaughtUp) return;
    for await (const page of pagesHere(this.pages, signal)) this.look(page);
    this.isCaughtUp = true;
  }

  private look({ page, items, fetchedAt }: Page<Contact>): void {
    this.looks.set(page, {
      fetchedAt,
      isBegun: items.some((contact) => outcomeGroup(contact) !== 'notDialed'),
      isOpen: items.some((contact) => outcomeText(contact) === ''),
    });
  }

  /** The page that most needs it, the oldest of those that need it alike; undefined where none is left. */
  private next(
    inSight: readonly number[],
    isFirst: boolean,
    isLeft: (number: number) => boolean,
  ): number | undefined {
    const needs = [...this.looks].flatMap(([number, { fetchedAt }]) =>
      isLeft(number) ? [{ number, fetchedAt, need: this.need(number, inSight, isFirst) }] : [],
    );
    const [first] = needs.sort((a, b) => b.need - a.need || a.fetchedAt - b.fetchedAt);
    return first?.number;
  }

  /** The first page of a round tells whether there is news at all; after it, what a person sees goes first. */
  private need(number: number, inSight: readonly number[], isFirst: boolean): number {
    const isCutShort = !this.pages.has(number);
    if (isCutShort) return 10;
    const nearness = this.nearness(number);
    const sight = inSight.includes(number) ? 1 : 0;
    return isFirst ? nearness : nearness + 3 * sight;
  }

  /** How near a page is to where the calls are made: 2 for there, 1 for next to what was called, else 0. */
  private nearness(number: number): 0 | 1 | 2 {
    const look = this.looks.get(number);
    if (!look?.isOpen) return 0;
    if (look.isBegun) return 2;
    return [number - 1, number + 1].some((neighbour) => this.looks.get(neighbour)?.isBegun) ? 1 : 0;
  }
}

function isSame(before: Page<Contact>, now: Page<Contact>): boolean {
  return before.totalResults === now.totalResults && isDeepStrictEqual(before.items, now.items);
}
