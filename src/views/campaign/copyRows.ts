import * as vscode from 'vscode';
import {
  asTable,
  copiedMessage,
  json,
  nothingToCopy,
  phoneNumbers,
  sessionIds,
  type CopyFormat,
} from '../../contacts/copyFormats.ts';
import { contactFields } from '../../contacts/fields.ts';
import { quantity } from '../../contacts/quantity.ts';
import type { Pages } from '../../contacts/pages.ts';
import type { Contact } from '../../kore/shapes.ts';
import type { ContactRef, RowAction } from './messages.ts';
import type { ColumnId } from './tableView.ts';

/**
 * Puts chosen contacts on the clipboard, in the order in which they are given, and says so. Those that are not here any more are left
 * out, and counted.
 * @param columns shown, in their order, for what is copied as a table
 */
export async function copyRows(
  pages: Pages<Contact>,
  contacts: readonly ContactRef[],
  action: RowAction,
  columns: readonly ColumnId[],
): Promise<void> {
  const { noun, value, join } = formatOf(action, columns);
  const { values, gone } = await read(pages, contacts, value);
  const copied = values.filter((one) => one !== undefined);
  if (values.length === 0) {
    void vscode.window.showInformationMessage(
      'These contacts were let go by a refresh. Select them anew when they are loaded.',
    );
  } else if (copied.length === 0) {
    void vscode.window.showInformationMessage(nothingToCopy(values.length, noun));
  } else {
    await vscode.env.clipboard.writeText(join(copied));
    const message = copiedMessage(copied.length, values.length - copied.length, noun);
    const goneToo = gone > 0 ? `; ${quantity(gone, 'contact')} not here any more` : '';
    vscode.window.setStatusBarMessage(`${message}${goneToo}`, 5_000);
  }
}

function formatOf(action: RowAction, columns: readonly ColumnId[]): CopyFormat {
  switch (action) {
    case 'copySessionIds':
      return sessionIds;
    case 'copyPhoneNumbers':
      return phoneNumbers;
    case 'copyJson':
      return json;
    case 'copyTable':
      return asTable(
        columns.flatMap((column) => contactFields.find(({ apiName }) => apiName === column) ?? []),
      );
  }
}

/** Reads each page once, and keeps of it only what is wanted. */
async function read(
  pages: Pages<Contact>,
  contacts: readonly ContactRef[],
  value: (contact: Contact) => unknown,
): Promise<{ readonly values: readonly unknown[]; readonly gone: number }> {
  const found = new Map<number, Map<number, unknown>>();
  for (const [number, index] of contacts) {
    const wanted = found.get(number) ?? new Map<number, unknown>();
    found.set(number, wanted.set(index, undefined));
  }
  for (const [number, wanted] of found) {
    const page = await pages.peek(number);
    for (const index of [...wanted.keys()]) {
      const contact = page?.items[index];
      if (contact) wanted.set(index, value(contact));
      else wanted.delete(index);
    }
  }
  const values = contacts
    .filter(([number, index]) => found.get(number)?.has(index))
    .map(([number, index]) => found.get(number)?.get(index));
  return { values, gone: contacts.length - values.length };
}
