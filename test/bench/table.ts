/** Figures of one benchmark. All rows have the same columns; the first one says what the row is about. */
export interface Table {
  readonly title: string;
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** What has to be known to read the figures. */
  readonly notes?: readonly string[];
}

/** The table in Markdown, aligned so that it can be read as it is. */
export function markdown({ title, rows, notes = [] }: Table): string {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map((column) =>
    Math.max(3, column.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, index) => (index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  const table = [columns, rule, ...rows.map((row) => columns.map((column) => row[column] ?? ''))].map(line);
  return [`**${title}**`, '', ...table, ...notes.map((note) => `\n${note}`), ''].join('\n');
}

/** Of an even number of values, the larger one of the two in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

export function milliseconds(ms: number): string {
  return `${ms.toFixed(ms < 100 ? 1 : 0)} ms`;
}

export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(ms < 100_000 ? 1 : 0)} s`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(0)} MB`;
}
