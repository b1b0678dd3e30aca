import { inspect } from 'node:util';
import { requestLine } from '../../../src/kore/requestLine.ts';
import type { RequestNote } from '../../../src/kore/campaignApi.ts';
import { clientSecret } from '../kore/api.ts';

/** What went wrong under one kind of fault, over all times that it was tried. */
interface Line {
  tried: number;
  /** Rows that the server holds and the walk did not give, without saying so. */
  lost: number;
  /** Rows that the walk gave more often than the server holds them, without saying so. */
  doubled: number;
  /** Tokens, secrets and phone numbers told to anybody but the server that they are for. */
  leaked: number;
  /** Requests sent after everybody had left. */
  late: number;
  unhandled: number;
}

export type Count = Omit<Line, 'tried' | 'unhandled'>;

const lines = new Map<string, Line>();
const unhandled: unknown[] = [];

before(() => process.on('unhandledRejection', (reason) => unhandled.push(reason)));
after(() => console.log(`\n${table()}\n`));

/**
 * Adds to the table that is printed at the end of all tests.
 * @param tried how often the fault came about
 * @throws Error when anything went wrong
 */
export async function tally(fault: string, tried: number, count: Partial<Count>): Promise<void> {
  // A rejection counts as unhandled once the promises that are settled have had their turn.
  await new Promise(setImmediate);
  const line = lines.get(fault) ?? { tried: 0, lost: 0, doubled: 0, leaked: 0, late: 0, unhandled: 0 };
  const wrong = { lost: 0, doubled: 0, leaked: 0, late: 0, ...count, unhandled: unhandled.length };
  line.tried += tried;
  for (const [what, number] of Object.entries(wrong)) line[what as keyof Line] += number;
  lines.set(fault, line);
  const reasons = unhandled.splice(0);
  if (Object.values(wrong).some((number) => number > 0))
    throw new Error(`${fault}: ${inspect(wrong)} ${inspect(reasons)}`);
}

/** How many rows there are in one list that the other lacks, each as often as it is there. */
export function missingIn(rows: readonly unknown[], others: readonly unknown[]): number {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(keyOf(other), (counts.get(keyOf(other)) ?? 0) + 1);
  return rows.filter((row) => {
    const left = counts.get(keyOf(row)) ?? 0;
    counts.set(keyOf(row), left - 1);
    return left <= 0;
  }).length;
}

/** How many secrets, tokens and phone numbers there are in what the log and a person are told. */
export function leaksIn(
  told: readonly (RequestNote | Error | string | undefined)[],
  numbers: readonly string[],
) {
  const text = told.map((one) => (isNote(one) ? requestLine(one) : inspect(one))).join('\n');
  return [clientSecret, 'eyJ', ...numbers].filter((secret) => secret !== '' && text.includes(secret)).length;
}

function isNote(told: RequestNote | Error | string | undefined): told is RequestNote {
  return typeof told === 'object' && 'outcome' in told;
}

function keyOf(row: unknown): string {
  return JSON.stringify(row);
}

function table(): string {
  const columns = ['tried', 'lost', 'doubled', 'leaked', 'late', 'unhandled'] as const;
  const width = Math.max(...[...lines.keys()].map(({ length }) => length));
  const line = (name: string, cells: readonly (string | number)[]) =>
    name.padEnd(width) + cells.map((cell) => String(cell).padStart(11)).join('');
  const rows = [...lines].map(([name, counts]) =>
    line(
      name,
      columns.map((column) => counts[column]),
    ),
  );
  return [line('fault', columns), ...rows].join('\n');
}
