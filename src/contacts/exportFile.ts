import type { Contact } from '../kore/shapes.ts';
import { columnsOf, exportWriter, type ExportField, type ExportFormat } from './export.ts';
import { quantity } from './quantity.ts';

/** A file that takes contacts. */
export interface ContactsFile {
  /** Takes the next contacts, at least one. @throws what the file's `write` throws */
  readonly rows: (contacts: readonly Contact[]) => Promise<void>;
  /** Takes no more. @returns what was odd, as parts of a sentence. @throws what the file's `write` throws */
  readonly end: () => Promise<readonly string[]>;
}

/** Writes the next piece of a file. */
export type Write = (piece: string | Uint8Array) => Promise<void>;

/** Starts a file of contacts. @param fields those to be written, in any order. @throws what `write` throws */
export async function startFile(
  format: ExportFormat,
  fields: readonly ExportField[],
  write: Write,
): Promise<ContactsFile> {
  if (format === 'xlsx') return workbook(fields, write);
  const { begin, rows, end } = exportWriter(format, fields);
  await write(begin);
  return {
    rows: (contacts) => write(rows(contacts)),
    end: async () => {
      await write(end);
      return [];
    },
  };
}

/** The columns of CSV, as text. No cell needs an apostrophe: Excel never reads a text cell as a formula. */
async function workbook(fields: readonly ExportField[], write: Write): Promise<ContactsFile> {
  const { XlsxWriter } = await import('./xlsx.ts');
  const columns = columnsOf(fields);
  const header = columns.map(({ apiName }) => apiName);
  const writer = new XlsxWriter(header, write);
  return {
    rows: (contacts) => writer.rows(contacts.map((contact) => columns.map(({ text }) => text(contact)))),
    end: async () => {
      const { sheets, shortened } = await writer.end();
      return [
        ...(sheets > 1 ? [`they’re on ${sheets} sheets, because Excel allows 1,048,576 rows on one`] : []),
        ...(shortened > 0
          ? [`${quantity(shortened, 'cell')} shortened to the 32,767 characters that Excel allows`]
          : []),
      ];
    },
  };
}
