/** The cells of a CSV file, as RFC 4180 has them; for small ones. */
export function rowsOfCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cells = text.replace(/^\ufeff/u, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gu);
  for (const [, quoted, plain = '', end] of cells) {
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    if (end === '\r\n' || row.length > 1) rows.push(row);
    row = [];
  }
  return rows;
}
