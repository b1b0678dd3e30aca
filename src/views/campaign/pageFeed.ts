import type { ListShape, Pages } from '../../contacts/pages.ts';
import type { Page } from '../../kore/shapes.ts';

/** Pages that are sent together: enough to be few messages, few enough for the tab to draw in between. */
const atOnce = 20;

/**
 * Sends on what is here of a campaign's contacts, and what arrives, whoever asked for it. Keeps nothing itself: a page is read when
 * its turn comes. The next pages are sent when the ones before have been taken.
 */
export class PageFeed<T> {
  private due = new Set<number>();
  private sending: Promise<void> | undefined;
  private readonly listening: { readonly dispose: () => void };

  /**
   * @param send resolves when the pages have been received, to false without a receiver; `isLast` where none is left to be sent
   * @param forgotten told when all pages were let go
   */
  constructor(
    private readonly pages: Pages<T>,
    private readonly send: (shape: ListShape, pages: readonly Page<T>[], isLast: boolean) => Promise<boolean>,
    forgotten: () => void,
  ) {
    this.listening = pages.listen((page) => {
      if (page) {
        this.due.add(page.page);
        this.sendSoon();
      } else {
        this.due = new Set();
        forgotten();
      }
    });
  }

  /** Sends all pages that are loaded. @param first pages to be sent before the others */
  begin(first: readonly number[] = []): void {
    const { shape } = this.pages;
    this.due = new Set(first.filter((page) => this.pages.has(page)));
    for (let page = 1; page <= (shape?.totalPages ?? 0); page++) if (this.pages.has(page)) this.due.add(page);
    this.sendSoon();
  }

  /** Resolves when all that is here has been sent. */
  async delivered(): Promise<void> {
    await this.sending;
  }

  dispose(): void {
    this.due.clear();
    this.listening.dispose();
  }

  private sendSoon(): void {
    if (this.due.size > 0) this.sending ??= this.sendDue();
  }

  private async sendDue(): Promise<void> {
    while (this.due.size > 0) {
      const { due } = this;
      const numbers = [...due].slice(0, atOnce);
      for (const number of numbers) due.delete(number);
      const read = await Promise.all(numbers.map((number) => this.pages.peek(number)));
      // What was let go, or is sent from the begin, while it was read is out of date.
      if (due !== this.due || !this.pages.shape) continue;
      const pages = read.filter((page) => page !== undefined);
      if (pages.length > 0 && !(await this.send(this.pages.shape, pages, due.size === 0))) due.clear();
    }
    // At once, so that what comes next is not taken for something that is being sent.
    this.sending = undefined;
  }
}
