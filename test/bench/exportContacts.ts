import { Drift } from '../../src/contacts/drift.ts';
import { exportWriter, fieldsOf } from '../../src/contacts/export.ts';
import type { Pages } from '../../src/contacts/pages.ts';
import { PartialFile } from '../../src/contacts/partialFile.ts';
import { walk } from '../../src/contacts/walk.ts';
import type { Contact } from '../../src/kore/shapes.ts';

/** Exports all contacts as CSV, as the command does it, without the window. @returns how many */
export async function exportContacts(
  pages: Pages<Contact>,
  target: string,
  signal: AbortSignal,
): Promise<number> {
  const drift = new Drift();
  const file = await PartialFile.beside(target);
  try {
    const { begin, rows, end } = exportWriter('csv', fieldsOf('csv'));
    await file.write(begin);
    for await (const page of walk(pages, signal)) {
      drift.see(page);
      await file.write(rows(page.items));
    }
    await file.write(end);
    await file.complete();
  } finally {
    await file.discard();
  }
  return drift.rows;
}
