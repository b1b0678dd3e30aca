import { contactFields } from '../../contacts/fields.ts';
import { outcomeGroup, outcomeText } from '../../contacts/outcome.ts';
import { quantity } from '../../contacts/quantity.ts';
import { asError, KoreError } from '../../kore/errors.ts';
import type { Contact } from '../../kore/shapes.ts';
import type { ContactContent, Content, Copyable } from './messages.ts';
import { sessionBegin } from './sessionBegin.ts';
import type { ShownContact } from './shownContact.ts';

/** Characters shown at most of one field, and of the raw JSON; what is copied is never cut. */
const longestField = 5_000;
const longestJson = 100_000;

/** A text about a contact as the screen may show it. */
type OnScreen = (text: string, contact: Contact) => string;

/** What the webview shows of a contact. @param notice said above it */
export function contactContent(shown: ShownContact, onScreen: OnScreen, notice = ''): ContactContent {
  const { contact, connection, campaign, position, total, fetchedAt } = shown;
  return {
    state: 'contact',
    notice,
    outcome: {
      text: cut(onScreen(outcomeText(contact), contact), longestField),
      group: outcomeGroup(contact),
    },
    fields: contactFields.map(({ apiName, label, text }) => ({
      apiName,
      label,
      text: cut(onScreen(text(contact), contact), longestField),
    })),
    sessionBegan: sessionBegin(contact.botSessionId),
    campaign: { id: campaign.id, name: cut(campaign.name, longestField) },
    connection: { name: connection.name, host: new URL(connection.origin).host },
    position,
    total,
    fetchedAt,
    json: cut(jsonOnScreen(shown, onScreen), longestJson),
  };
}

/** What the webview shows instead of a contact that could not be fetched. */
export function failedContent(error: unknown): Content {
  return {
    state: 'failed',
    message: asError(error).message,
    causes: error instanceof KoreError ? error.causes.map(({ text }) => text) : [],
  };
}

/** What goes to the clipboard. */
export function copiedText(shown: ShownContact, what: Copyable): string {
  if (what === 'campaignId') return shown.campaign.id;
  if (what === 'json') return json(shown);
  return contactFields.find(({ apiName }) => apiName === what)?.text(shown.contact) ?? '';
}

function json({ contact }: ShownContact): string {
  return JSON.stringify(contact.served, undefined, 2);
}

function jsonOnScreen(shown: ShownContact, onScreen: OnScreen): string {
  const { contact } = shown;
  const phoneNumber = onScreen(contact.phoneNumber, contact);
  if (phoneNumber === contact.phoneNumber) return json(shown);
  // By its name too: what is no text, or has to be escaped, stands otherwise in JSON.
  const masked = (key: string, value: unknown) => (key === 'phoneNumber' ? phoneNumber : value);
  return onScreen(JSON.stringify(contact.served, masked, 2), contact);
}

/** Spells out, as JSON may, the characters that would turn the rest of a line around: what is read is what is copied. */
function inReadingOrder(text: string): string {
  return text.replace(
    /\p{Bidi_Control}/gu,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function cut(text: string, longest: number): string {
  if (text.length <= longest) return inReadingOrder(text);
  return `${inReadingOrder(text.slice(0, longest))}… (${quantity(text.length - longest, 'more character')} not shown; Copy takes all)`;
}
