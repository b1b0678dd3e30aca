import * as vscode from 'vscode';
import type { ContactValues } from '../contacts/fields.ts';
import { maskedPhoneNumber } from '../contacts/maskedPhoneNumber.ts';
import type { Contact } from '../kore/shapes.ts';
import { masksPhoneNumbers } from './settings.ts';

/** A text about a contact as the screen may show it: where the setting says so, with its phone number masked wherever it stands. */
export function shownText(text: string, { phoneNumber }: Contact): string {
  if (phoneNumber === '' || !masksPhoneNumbers()) return text;
  return text.replaceAll(phoneNumber, () => maskedPhoneNumber(phoneNumber));
}

/** The values of contacts as the screen may show them: these themselves, unless phone numbers are masked. */
export function contactsOnScreen(contacts: readonly Contact[]): readonly ContactValues[] {
  if (!masksPhoneNumbers()) return contacts;
  return contacts.map((contact) => {
    const shown = (text: string) => shownText(text, contact);
    return {
      botSessionId: shown(contact.botSessionId),
      phoneNumber: shown(contact.phoneNumber),
      uniqueId: shown(contact.uniqueId),
      dialerOutcome: shown(contact.dialerOutcome),
      botOutboundStatus: shown(contact.botOutboundStatus),
      botOutboundStatusDetail: shown(contact.botOutboundStatusDetail),
      agentDispositionCodes: contact.agentDispositionCodes.map(shown),
      numberOfAttemptsSoFar: contact.numberOfAttemptsSoFar,
    };
  });
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
