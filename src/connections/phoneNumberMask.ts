import * as vscode from 'vscode';
import { maskedPhoneNumber } from '../contacts/maskedPhoneNumber.ts';
import type { Contact } from '../kore/shapes.ts';
import { masksPhoneNumbers } from './settings.ts';

/** A text about a contact as the screen may show it: where the setting says so, with its phone number masked wherever it stands. */
export function shownText(text: string, { phoneNumber }: Contact): string {
  if (phoneNumber === '' || !masksPhoneNumbers()) return text;
  return text.replaceAll(phoneNumber, () => maskedPhoneNumber(phoneNumber));
}

/** Asks before phone numbers that are masked on screen are copied. @returns false when the person does not want that */
export async function mayCopyPhoneNumbers(): Promise<boolean> {
  if (!masksPhoneNumbers()) return true;
  const answer = await vscode.window.showWarningMessage(
    'Phone numbers are masked on screen. Copy them all the same?',
    { modal: true, detail: 'They go to the clipboard unmasked.' },
    'Copy',
  );
  return answer === 'Copy';
}
