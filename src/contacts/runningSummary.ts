import type { Contact, Page } from '../kore/shapes.ts';
import type { Pages } from './pages.ts';
import { Summary, type Counted, type CountedValues } from './summary.ts';

/** What was counted when the contacts were let go, to be read anew. */
export interface BeforeRefresh extends Counted {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const nothingKnown = { total: undefined, isWhole: false };

/** Contacts that are the same in all that is counted. */
interface Kind {
  readonly values: CountedValues;
  count: number;
}

/**
 * Counts the contacts of a campaign while its pages come, are replaced and are let go. Of 100,000 contacts it keeps the some hundred
 * kinds that they are of, and the kinds of each page to take them back by; nothing that tells who one is.
 */
export class RunningSummary {
  private kinds: Kind[] = [];
  private root = new Branch();
  private pages = new Map<number, readonly Kind[]>();
  /** As the latest change left it: a refresh is announced after the list has lost it. */
  private extent: Omit<Counted, 'summary'> = nothingKnown;
  private previous: BeforeRefresh | undefined;

  /** To be made before any page has come. */
  constructor(list: Pages<Contact>) {
    list.listen((change) => {
      if (change.what === 'forgotten') {
        this.letGo();
        return;
      }
      if (change.what === 'arrived') this.take(change.page);
      else for (const number of change.pages) this.giveBack(number);
      this.extent = { total: list.shape?.totalResults, isWhole: list.missing === 0 };
    });
  }

  /** What is counted now; summed up at each call. */
  get counted(): Counted {
    const summary = new Summary();
    for (const { values, count } of this.kinds) if (count > 0) summary.weigh(values, count);
    return { summary, ...this.extent };
  }

  /** What was counted before the latest refresh that let go of anything. */
  get before(): BeforeRefresh | undefined {
    return this.previous;
  }

  private take(page: Page<Contact>): void {
    this.giveBack(page.page);
    const kinds = page.items.map((contact) => this.kindOf(contact));
    for (const kind of kinds) kind.count++;
    this.pages.set(page.page, kinds);
  }

  private giveBack(page: number): void {
    for (const kind of this.pages.get(page) ?? []) kind.count--;
    this.pages.delete(page);
  }

  private letGo(): void {
    if (this.pages.size > 0) this.previous = { ...this.counted, at: Date.now() };
    this.kinds = [];
    this.root = new Branch();
    this.pages = new Map();
    this.extent = nothingKnown;
  }

  private kindOf(contact: Contact): Kind {
    const { botOutboundStatus, dialerOutcome, agentDispositionCodes, numberOfAttemptsSoFar } = contact;
    const botSessionId = contact.botSessionId.trim() === '' ? '' : 'yes';
    const field = this.root
      .to(botOutboundStatus)
      .to(dialerOutcome)
      .to(numberOfAttemptsSoFar)
      .to(botSessionId);
    const branch = agentDispositionCodes.reduce((codes, code) => codes.to(code), field);
    if (branch.kind) return branch.kind;
    const values = {
      botOutboundStatus,
      dialerOutcome,
      agentDispositionCodes,
      numberOfAttemptsSoFar,
      botSessionId,
    };
    branch.kind = { values, count: 0 };
    this.kinds.push(branch.kind);
    return branch.kind;
  }
}

/** A tree of the kinds, one level a field and a code: quicker than a key made of all of them. */
class Branch {
  kind: Kind | undefined;
  private readonly branches = new Map<string | number | undefined, Branch>();

  to(value: string | number | undefined): Branch {
    const existing = this.branches.get(value);
    if (existing) return existing;
    const made = new Branch();
    this.branches.set(value, made);
    return made;
  }
}
