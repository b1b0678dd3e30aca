/** The cells of a CSV file as in RFC 4180, for small ones. @param delimiter of one character */
export function rowsOfCsv(text: string, delimiter = ','): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${delimiter}\\r\\n]*))(${delimiter}|\\r\\n|$)`, 'gu');
  for (const [, quoted, plain = '', end] of text.replace(/^\ufeff/u, '').matchAll(cell)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === delimiter) continue;
    if (end === '\r\n' || row.length > 1) rows.push(row);
    row = [];
  }
  return rows;
}
