import { isDeepStrictEqual } from 'node:util';
import type { Contact, Page } from '../kore/shapes.ts';
import { outcomeGroup, outcomeText } from './outcome.ts';
import type { Pages } from './pages.ts';
import { pagesHere } from './walk.ts';

/** Pages that a round asks for to see whether anything has changed: where the calls are made, and one more. */
const probes = 2;
/** Pages that a round asks for at most, where something has. */
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
  private isCaughtUp = false;
  private readonly listening: { readonly dispose: () => void };

  constructor(private readonly pages: Pages<Contact>) {
    this.listening = pages.listen((page) => {
      if (page) this.look(page);
      else this.looks.clear();
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
      const number = this.next(inSight, renewed);
      if (number === undefined) break;
      renewed.add(number);
      const before = await this.pages.peek(number);
      const now = await this.pages.renew(number, { priority: 'background', signal });
      hasChanged ||= !before || !isSame(before, now);
    }
    return hasChanged;
  }

  dispose(): void {
    this.listening.dispose();
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
  private next(inSight: readonly number[], renewed: ReadonlySet<number>): number | undefined {
    const needs = [...this.looks].flatMap(([number, { fetchedAt }]) =>
      renewed.has(number)
        ? []
        : [{ number, fetchedAt, need: this.need(number, inSight, renewed.size === 0) }],
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
