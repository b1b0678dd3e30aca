import type { Contact, Page } from '../kore/shapes.ts';
import { contactFields } from './fields.ts';
import type { ListShape } from './listShape.ts';
import { quantity } from './quantity.ts';

/**
 * Notices, page by page in their order, how a campaign changed while it was read. Every row is kept as it was served: which of two
 * equal rows is one too many, nobody can tell.
 */
export class Drift {
  /** Contacts read. */
  rows = 0;
  /** Rows at the begin of a page that had ended the page before. */
  private repeats = 0;
  private earliest: Page<Contact> | undefined;
  private latest: Page<Contact> | undefined;
  private before: { readonly page: number; readonly keys: readonly string[] } | undefined;

  /** To be called with each page that is read. */
  see(page: Page<Contact>): void {
    const keys = page.items.map(keyOf);
    if (this.before?.page === page.page - 1) this.repeats += overlap(this.before.keys, keys);
    this.before = { page: page.page, keys };
    this.rows += page.items.length;
    if (!this.earliest || page.fetchedAt < this.earliest.fetchedAt) this.earliest = page;
    if (!this.latest || page.fetchedAt >= this.latest.fetchedAt) this.latest = page;
  }

  /**
   * What is to be told of it, as parts of a sentence; none where nothing was odd.
   * @param whole whether all pages of the campaign were read, and not a range of them
   * @param shape of the campaign now, where pages may have told more than those that were read
   */
  findings(whole: boolean, shape?: ListShape): readonly string[] {
    const before = this.earliest?.totalResults;
    const now = shape ? shape.totalResults : this.latest?.totalResults;
    const findings: string[] = [];
    if (before !== undefined && now !== undefined && before !== now) {
      const how = now > before ? 'grew' : 'shrank';
      findings.push(
        `the campaign ${how} by ${quantity(Math.abs(now - before), 'contact')} while it was read`,
      );
    }
    if (whole && now !== undefined && now !== this.rows) {
      findings.push(
        `Kore.ai reports ${quantity(now, 'contact')}, but sent ${quantity(this.rows, 'contact')}`,
      );
    }
    if (this.repeats > 0) {
      const rows = quantity(this.repeats, 'row');
      findings.push(`${rows} ${this.repeats === 1 ? 'repeats' : 'repeat'} at page borders`);
    }
    return findings;
  }
}

/** Equal for rows that look the same; `''` for one that tells nothing. */
function keyOf(contact: Contact): string {
  const texts = contactFields.map(({ text }) => text(contact));
  return texts.some(Boolean) ? texts.join('\n') : '';
}

/** How many rows of the end of one page are the begin of the next, as happens when rows come in before them. */
function overlap(before: readonly string[], after: readonly string[]): number {
  const [first] = after;
  if (!first) return 0;
  for (let at = before.indexOf(first); at >= 0; at = before.indexOf(first, at + 1)) {
    const end = before.slice(at);
    if (end.every((key, index) => key === after[index])) return end.length;
  }
  return 0;
}
