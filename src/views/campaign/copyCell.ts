import * as vscode from 'vscode';
import { mayCopyPhoneNumbers, shownText } from '../../connections/phoneNumberMask.ts';
import { contactFields } from '../../contacts/fields.ts';
import type { Pages } from '../../contacts/pages.ts';
import type { Contact } from '../../kore/shapes.ts';
import type { ContactRef } from './messages.ts';
import type { ColumnId } from './tableView.ts';

/** Puts one cell of the table on the clipboard as it was served: whole, and unmasked once the person agrees. Says what was copied. */
export async function copyCell(
  pages: Pages<Contact>,
  [number, index]: ContactRef,
  column: ColumnId,
): Promise<void> {
  const page = await pages.peek(number);
  const contact = page?.items[index];
  if (!page || !contact) {
    void vscode.window.showInformationMessage(
      'A refresh cleared this contact. Select it again after it loads.',
    );
    return;
  }
  const text = textOf(contact, column, number, (number - 1) * page.limit + index + 1);
  if (text === '') {
    void vscode.window.showInformationMessage('This cell is empty. Nothing was copied.');
    return;
  }
  if (shownText(text, contact) !== text && !(await mayCopyPhoneNumbers())) return;
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage('Copied 1 cell', 5_000);
}

function textOf(contact: Contact, column: ColumnId, page: number, place: number): string {
  switch (column) {
    case 'place':
      return String(place);
    case 'page':
      return String(page);
    default:
      return contactFields.find(({ apiName }) => apiName === column)?.text(contact) ?? '';
  }
}
