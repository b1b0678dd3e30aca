import type { ListShape } from '../../contacts/listShape.ts';
import type { Pages } from '../../contacts/pages.ts';
import type { Page } from '../../kore/shapes.ts';

/** Pages that are sent together: enough to be few messages, few enough for the tab to draw in between. */
const atOnce = 20;

/** What a tab is sent together. */
export interface Delivery<T> {
  readonly shape: ListShape;
  /** Pages that would have to be requested to have the whole list. */
  readonly missingPages: number;
  readonly pages: readonly Page<T>[];
  /** Pages that were sent before and aren't here any more. */
  readonly dropped: readonly number[];
  /** Whether nothing is left to be sent. */
  readonly isLast: boolean;
}

/**
 * Sends what is here of a campaign's contacts, and what arrives, whichever part of the extension requested it. Keeps no page: each is
 * read when its turn comes. The next pages are sent when the ones before have been taken.
 */
export class PageFeed<T> {
  private due = new Set<number>();
  private dropped = new Set<number>();
  /** Whether there is anything to send, if only another shape. */
  private isDue = false;
  private sending: Promise<void> | undefined;
  private readonly listening: { readonly dispose: () => void };

  /**
   * @param send resolves when the pages have been received, to false without a receiver
   * @param forgotten called when a refresh removed all pages
   */
  constructor(
    private readonly pages: Pages<T>,
    private readonly send: (delivery: Delivery<T>) => Promise<boolean>,
    forgotten: () => void,
  ) {
    this.listening = pages.listen((change) => {
      switch (change.what) {
        case 'arrived':
          this.due.add(change.page.page);
          this.dropped.delete(change.page.page);
          this.sendSoon();
          break;
        case 'dropped':
          for (const number of change.pages) {
            this.due.delete(number);
            this.dropped.add(number);
          }
          this.sendSoon();
          break;
        case 'forgotten':
          this.clear();
          forgotten();
          break;
      }
    });
  }

  /** Sends all pages that are loaded, to a tab that has nothing yet. @param first pages to be sent before the others */
  begin(first: readonly number[] = []): void {
    this.clear();
    this.due = new Set([...first.filter((page) => this.pages.has(page)), ...this.pages.numbers]);
    if (this.due.size > 0) this.sendSoon();
  }

  /** Resolves when all that is here has been sent. */
  async delivered(): Promise<void> {
    await this.sending;
  }

  dispose(): void {
    this.clear();
    this.listening.dispose();
  }

  private clear(): void {
    this.due = new Set();
    this.dropped = new Set();
    this.isDue = false;
  }

  private sendSoon(): void {
    this.isDue = true;
    this.sending ??= this.sendDue();
  }

  private async sendDue(): Promise<void> {
    while (this.isDue) {
      const { due, dropped } = this;
      const numbers = [...due].slice(0, atOnce);
      for (const number of numbers) due.delete(number);
      const read = await Promise.all(numbers.map((number) => this.pages.peek(number)));
      const { shape, missing: missingPages } = this.pages;
      // What a refresh removed while it was read, or what is sent from the beginning, is out of date.
      if (due !== this.due || !shape || missingPages === undefined) continue;
      this.isDue = due.size > 0;
      this.dropped = new Set();
      const pages = read.filter((page) => page !== undefined).filter(({ page }) => !dropped.has(page));
      const delivery = { shape, missingPages, pages, dropped: [...dropped], isLast: due.size === 0 };
      if (!(await this.send(delivery)) && due === this.due) this.clear();
    }
    // At once, so that what comes next isn't taken for something that is being sent.
    this.sending = undefined;
  }
}
