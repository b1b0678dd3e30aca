import * as vscode from 'vscode';
import { mayCopyPhoneNumbers } from '../../connections/phoneNumberMask.ts';
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
import { readRows } from './readRows.ts';
import type { ColumnId } from './tableView.ts';

type CopyAction = Exclude<RowAction, 'exportRows'>;

/**
 * Puts chosen contacts on the clipboard, in the order in which they are given, and says so. Those that are not here any more are left
 * out, and counted.
 * @param columns shown, in their order, for what is copied as a table
 */
export async function copyRows(
  pages: Pages<Contact>,
  contacts: readonly ContactRef[],
  action: CopyAction,
  columns: readonly ColumnId[],
): Promise<void> {
  const { noun, value, holdsPhoneNumbers, join } = formatOf(action, columns);
  // Before the question: meanwhile somebody else may come to stand in these rows.
  const { values, gone } = await readRows(pages, contacts, value);
  if (holdsPhoneNumbers && !(await mayCopyPhoneNumbers())) return;
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

function formatOf(action: CopyAction, columns: readonly ColumnId[]): CopyFormat {
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
