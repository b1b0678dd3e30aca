import { Drift } from '../../src/contacts/drift.ts';
import { fieldsOf, type ExportFormat } from '../../src/contacts/export.ts';
import { startFile } from '../../src/contacts/exportFile.ts';
import type { Pages } from '../../src/contacts/pages.ts';
import { PartialFile } from '../../src/contacts/partialFile.ts';
import { walk } from '../../src/contacts/walk.ts';
import type { Contact } from '../../src/kore/shapes.ts';

/** Exports all contacts with all fields, as the command does, without the window. @returns how many */
export async function exportContacts(
  pages: Pages<Contact>,
  target: string,
  format: ExportFormat,
  signal: AbortSignal,
): Promise<number> {
  const drift = new Drift();
  const file = await PartialFile.beside(target);
  try {
    const { rows, end } = await startFile(format, fieldsOf(format), (piece) => file.write(piece));
    for await (const page of walk(pages, signal)) {
      drift.see(page);
      await rows(page.items);
    }
    await end();
    await file.complete();
  } finally {
    await file.discard();
  }
  return drift.rows;
}
