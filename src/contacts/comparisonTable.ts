import { compareValues } from './comparison.ts';
import { tableCell } from './copyFormats.ts';
import { contactsLoaded } from './quantity.ts';
import type { Counted } from './summary.ts';
import { pointsApart, type Both } from './share.ts';
import { breakdownIds, breakdowns, valueName } from './summary.ts';

/** A side with what it is called where it is copied. */
export interface NamedSide {
  readonly name: string;
  readonly counted: Counted;
}

/** How a comparison can be copied. */
export const tableFormats = ['tabs', 'markdown'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** All that is compared as one table: a line a value, the column headers first. Numbers are such as a spreadsheet reads. */
export function comparisonTable(sides: Both<NamedSide>, format: TableFormat): string {
  const [header, ...rows] = cellsOf(sides);
  if (format === 'tabs')
    return [header, ...rows].map((cells) => cells.map(spreadsheetCell).join('\t')).join('\n');
  const line = (cells: readonly Cell[]) => `| ${cells.map(markdownCell).join(' | ')} |`;
  return [line(header), '| --- | --- | ---: | ---: | ---: | ---: | ---: |', ...rows.map(line)].join('\n');
}

/** A number of ours, ready to be read as one, or a word that may be the service's. */
type Cell = string | { readonly number: string };

function cellsOf(sides: Both<NamedSide>): readonly [readonly Cell[], ...(readonly Cell[])[]] {
  const summaries = [sides[0].counted.summary, sides[1].counted.summary] as const;
  const all = [summaries[0].contacts, summaries[1].contacts] as const;
  const row = (label: string, value: string, counts: Both<number>): readonly Cell[] => [
    label,
    value,
    number(counts[0]),
    percent(counts[0], all[0]),
    number(counts[1]),
    percent(counts[1], all[1]),
    number(pointsApart(counts, all)?.toFixed(2)),
  ];
  return [
    [
      'Counted by',
      'Value',
      `A: ${titled(sides[0])}`,
      'Share of A',
      `B: ${titled(sides[1])}`,
      'Share of B',
      'B minus A, percentage points',
    ],
    row('Contacts', 'all', all),
    ...breakdownIds.flatMap((id) =>
      compareValues(id, summaries).map(({ value, counts }) =>
        row(breakdowns[id].label, valueName(id, value), counts),
      ),
    ),
  ];
}

function titled({ name, counted: { summary, total, isWhole } }: NamedSide): string {
  return `${name} (${contactsLoaded(summary.contacts, total, isWhole)})`;
}

function number(value: number | string = ''): Cell {
  return { number: String(value) };
}

function percent(count: number, all: number): Cell {
  return number(all === 0 ? '' : `${((100 * count) / all).toFixed(2)}%`);
}

function spreadsheetCell(cell: Cell): string {
  return typeof cell === 'string' ? tableCell(cell) : cell.number;
}

/** On one line, and nothing in it is markup. */
function markdownCell(cell: Cell): string {
  return typeof cell === 'string'
    ? cell.replace(/\s+/gu, ' ').replace(/[!-/:-@[-`{-~]/gu, '\\$&')
    : cell.number;
}
