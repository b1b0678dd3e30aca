import type { Page } from '../kore/shapes.ts';

/** Where the pages of one list are kept once they are here. */
export interface PageStore<T> {
  /** Pages that are here. */
  readonly count: number;
  /** The numbers of the pages that are here, in any order. */
  numbers(): Iterable<number>;
  has(page: number): boolean;
  /** @returns undefined for a page that is not here, or could not be read back */
  get(page: number): Promise<Page<T> | undefined>;
  /** Puts a page in the place of an older one of its number. */
  set(page: Page<T>): void;
  delete(page: number): void;
  clear(): void;
}

/** Keeps pages as they are: for lists that are short. */
export class PlainStore<T> implements PageStore<T> {
  private readonly pages = new Map<number, Page<T>>();

  get count(): number {
    return this.pages.size;
  }

  numbers(): Iterable<number> {
    return this.pages.keys();
  }

  has(page: number): boolean {
    return this.pages.has(page);
  }

  get(page: number): Promise<Page<T> | undefined> {
    return Promise.resolve(this.pages.get(page));
  }

  set(page: Page<T>): void {
    this.pages.set(page.page, page);
  }

  delete(page: number): void {
    this.pages.delete(page);
  }

  clear(): void {
    this.pages.clear();
  }

  /** Changes what is known of the rows that are here. */
  amend(change: (item: T) => T): void {
    for (const page of this.pages.values()) this.set({ ...page, items: page.items.map(change) });
  }
}
