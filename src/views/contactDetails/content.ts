import { contactFields } from '../../contacts/fields.ts';
import { outcomeGroup, outcomeText } from '../../contacts/outcome.ts';
import { toJson } from '../../kore/json.ts';
import type { Contact } from '../../kore/shapes.ts';
import { cutText } from '../cutText.ts';
import { shownJson } from '../shownJson.ts';
import type { ContactContent, Copyable } from './messages.ts';
import { sessionBegin } from './sessionBegin.ts';
import type { ShownContact } from './shownContact.ts';

/** Characters shown at most of one field; what is copied is never cut. */
const longestField = 5_000;

/** A text about a contact as the screen may show it. */
type OnScreen = (text: string, contact: Contact) => string;

/** What the webview shows of a contact. @param notice said above it */
export function contactContent(shown: ShownContact, onScreen: OnScreen, notice = ''): ContactContent {
  const { contact, connection, campaign, position, total, fetchedAt } = shown;
  return {
    state: 'contact',
    notice,
    outcome: {
      text: cutText(onScreen(outcomeText(contact), contact), longestField),
      group: outcomeGroup(contact),
    },
    fields: contactFields.map(({ apiName, label, text }) => ({
      apiName,
      label,
      text: cutText(onScreen(text(contact), contact), longestField),
    })),
    sessionBegan: sessionBegin(contact.botSessionId),
    campaign: { id: campaign.id, name: cutText(campaign.name, longestField) },
    connection: { name: connection.name, host: new URL(connection.origin).host },
    position,
    total,
    fetchedAt,
    json: shownJson(jsonOnScreen(shown, onScreen)),
  };
}

/** What goes to the clipboard. */
export function copiedText(shown: ShownContact, what: Copyable): string {
  if (what === 'campaignId') return shown.campaign.id;
  if (what === 'json') return json(shown);
  return contactFields.find(({ apiName }) => apiName === what)?.text(shown.contact) ?? '';
}

function json({ contact }: ShownContact): string {
  return toJson(contact.served, 2);
}

/** The raw JSON as the screen may show it. */
function jsonOnScreen(shown: ShownContact, onScreen: OnScreen): string {
  const { contact } = shown;
  const phoneNumber = onScreen(contact.phoneNumber, contact);
  if (phoneNumber === contact.phoneNumber) return json(shown);
  // By its name too: what is no text, or has to be escaped, stands otherwise in JSON.
  const masked = (key: string, value: unknown) => (key === 'phoneNumber' ? phoneNumber : value);
  return onScreen(toJson(contact.served, 2, masked), contact);
}
