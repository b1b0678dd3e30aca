import type { ContactValues } from './fields.ts';

/** What of a contact is counted. */
export type CountedValues = Pick<
  ContactValues,
  'botOutboundStatus' | 'dialerOutcome' | 'agentDispositionCodes' | 'numberOfAttemptsSoFar' | 'botSessionId'
>;

/** A way in which contacts are counted. */
export interface Breakdown {
  readonly label: string;
  /** The values of a contact, at least one and none twice; `''` where it has none. */
  readonly valuesOf: (contact: CountedValues) => readonly string[];
  /** What `''` is called, and other values that are not the service's own words. */
  readonly names: Readonly<Record<string, string>>;
}

export const breakdownIds = ['botStatus', 'dialerOutcome', 'disposition', 'attempts', 'session'] as const;
export type BreakdownId = (typeof breakdownIds)[number];

/** Values are as the service sends them, unknown ones too: only blanks around them make no difference. */
export const breakdowns: Readonly<Record<BreakdownId, Breakdown>> = {
  botStatus: {
    label: 'Bot outbound status',
    valuesOf: ({ botOutboundStatus }) => [botOutboundStatus.trim()],
    names: { '': 'no status' },
  },
  dialerOutcome: {
    label: 'Dialer outcome',
    valuesOf: ({ dialerOutcome }) => [dialerOutcome.trim()],
    names: { '': 'no outcome' },
  },
  disposition: {
    label: 'Disposition code',
    valuesOf: ({ agentDispositionCodes: [first = '', ...others] }) =>
      others.length === 0 ? [first.trim()] : [...new Set([first, ...others].map((code) => code.trim()))],
    names: { '': 'no code' },
  },
  attempts: {
    label: 'Attempts',
    valuesOf: ({ numberOfAttemptsSoFar }) => [String(numberOfAttemptsSoFar ?? '')],
    names: { '': 'unknown' },
  },
  session: {
    label: 'Session ID',
    valuesOf: ({ botSessionId }) => [botSessionId.trim() === '' ? '' : 'yes'],
    names: { '': 'without', yes: 'with' },
  },
};

/** A value for people. */
export function valueName(id: BreakdownId, value: string): string {
  const { names } = breakdowns[id];
  return Object.hasOwn(names, value) ? (names[value] ?? value) : value;
}

/** How many contacts have a value. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** How often each disposition was given after how many attempts. */
export interface DispositionByAttempt {
  /** The numbers of attempts that there are, ascending. */
  readonly attempts: readonly string[];
  readonly rows: readonly { readonly disposition: string; readonly counts: readonly number[] }[];
}

/** Counts contacts as they come. A contact with several disposition codes counts once for each of them. */
export class Summary {
  private seen = 0;
  private readonly counts: Readonly<Record<BreakdownId, Map<string, number>>> = {
    botStatus: new Map(),
    dialerOutcome: new Map(),
    disposition: new Map(),
    attempts: new Map(),
    session: new Map(),
  };
  /** By disposition, then by attempts. */
  private readonly cross = new Map<string, Map<string, number>>();

  /** Contacts counted. */
  get contacts(): number {
    return this.seen;
  }

  add(contacts: readonly CountedValues[]): void {
    for (const contact of contacts) this.weigh(contact, 1);
  }

  /** Takes back contacts that were added, because another page came in the place of theirs. */
  remove(contacts: readonly CountedValues[]): void {
    for (const contact of contacts) this.weigh(contact, -1);
  }

  /** Counts contacts that have these values. @param weight how many, negative to take them back */
  weigh(contact: CountedValues, weight: number): void {
    this.seen += weight;
    for (const id of breakdownIds) {
      for (const value of breakdowns[id].valuesOf(contact)) count(this.counts[id], value, weight);
    }
    const [attempts = ''] = breakdowns.attempts.valuesOf(contact);
    for (const disposition of breakdowns.disposition.valuesOf(contact)) {
      const row = this.cross.get(disposition) ?? new Map<string, number>();
      this.cross.set(disposition, row);
      count(row, attempts, weight);
    }
  }

  /** The values that there are: the frequent first, attempts by their number. */
  of(id: BreakdownId): readonly ValueCount[] {
    const counts = [...this.counts[id]].map(([value, count]) => ({ value, count }));
    return id === 'attempts'
      ? counts.sort((a, b) => byNumber(a.value, b.value))
      : counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }

  /** The largest count in {@link dispositionByAttempt}; 0 where nothing is counted. */
  get highestByAttempt(): number {
    let highest = 0;
    for (const row of this.cross.values())
      for (const count of row.values()) highest = Math.max(highest, count);
    return highest;
  }

  /** Rows in the order of {@link of}. @param most rows, and columns, at most: there can be as many as contacts */
  dispositionByAttempt(most = Infinity): DispositionByAttempt {
    const attempts = this.of('attempts')
      .slice(0, most)
      .map(({ value }) => value);
    const dispositions = this.of('disposition').slice(0, most);
    const rows = dispositions.map(({ value: disposition }) => ({
      disposition,
      counts: attempts.map((value) => this.cross.get(disposition)?.get(value) ?? 0),
    }));
    return { attempts, rows };
  }
}

function count(counts: Map<string, number>, value: string, weight: number): void {
  const now = (counts.get(value) ?? 0) + weight;
  if (now > 0) counts.set(value, now);
  else counts.delete(value);
}

/** Compares numbers of attempts, unknown ones last. */
export function byNumber(a: string, b: string): number {
  return (a === '' ? Infinity : Number(a)) - (b === '' ? Infinity : Number(b));
}

/** How the calls of a campaign ended, as far as its contacts were seen. */
export interface Counted {
  readonly summary: Summary;
  /** Contacts that the campaign has; undefined where nobody says. */
  readonly total: number | undefined;
  /** Whether all pages of the campaign were seen. */
  readonly isWhole: boolean;
}
