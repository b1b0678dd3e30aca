import { grouped, quantity } from '../../src/contacts/quantity.ts';
import { breakdownIds, breakdowns, type BreakdownId } from '../../src/contacts/summary.ts';
import type { TableRow } from './tableRow.ts';

/** Outcomes that are told one by one. */
const most = 3;

/** One of the changes in words: our own, and behind them the service's. */
export interface ToldChange {
  readonly text: string;
  readonly outcome?: string;
}

/** What has become of contacts whose page has come again. Only how their calls stand counts, not how they are written. */
export class Changes {
  /** How many more contacts have a value; below 0 for fewer. */
  private readonly net: Readonly<Record<BreakdownId, Map<string, number>>> = {
    botStatus: new Map(),
    dialerOutcome: new Map(),
    disposition: new Map(),
    attempts: new Map(),
    session: new Map(),
  };
  private contacts = 0;
  private growth = 0;

  /** @param growth how many more contacts the campaign has */
  see(before: readonly TableRow[], now: readonly TableRow[], growth: number): void {
    this.growth += growth;
    for (let index = 0; index < Math.max(before.length, now.length); index++) {
      this.compare(before[index], now[index]);
    }
  }

  /** How many more contacts have the value; below 0 for fewer. */
  of(id: BreakdownId, value: string): number {
    return this.net[id].get(value) ?? 0;
  }

  /** For people, such as "+12 completed, 2 contacts new"; nothing where nothing has changed. */
  get told(): readonly ToldChange[] {
    const outcomes = [...this.net.dialerOutcome]
      .filter(([value, count]) => value !== '' && count !== 0)
      .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
    const told: ToldChange[] = outcomes
      .slice(0, most)
      .map(([outcome, count]) => ({ text: `${signed(count)} `, outcome }));
    if (outcomes.length > most) told.push({ text: quantity(outcomes.length - most, 'more outcome') });
    if (this.growth !== 0) {
      const contacts = quantity(Math.abs(this.growth), 'contact');
      told.push({ text: `${contacts} ${this.growth > 0 ? 'new' : 'gone'}` });
    }
    if (told.length > 0 || this.contacts === 0) return told;
    return [{ text: `${quantity(this.contacts, 'contact')} changed` }];
  }

  private compare(before: TableRow | undefined, now: TableRow | undefined): void {
    let isOther = false;
    for (const id of breakdownIds) {
      const { valuesOf } = breakdowns[id];
      const [old, fresh] = [before ? valuesOf(before) : [], now ? valuesOf(now) : []];
      const [gone, come] = [
        old.filter((value) => !fresh.includes(value)),
        fresh.filter((value) => !old.includes(value)),
      ];
      for (const value of gone) this.count(id, value, -1);
      for (const value of come) this.count(id, value, 1);
      isOther ||= gone.length + come.length > 0;
    }
    if (isOther) this.contacts++;
  }

  private count(id: BreakdownId, value: string, by: 1 | -1): void {
    this.net[id].set(value, this.of(id, value) + by);
  }
}

/** `+12`, `−3`. */
export function signed(count: number): string {
  return count < 0 ? `\u2212${grouped(-count)}` : `+${grouped(count)}`;
}
