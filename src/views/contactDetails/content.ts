import { contactFields } from '../../contacts/fields.ts';
import { outcomeGroup, outcomeText } from '../../contacts/outcome.ts';
import { quantity } from '../../contacts/quantity.ts';
import type { ContactContent, Copyable } from './messages.ts';
import { sessionBegin } from './sessionBegin.ts';
import type { ShownContact } from './shownContact.ts';

/** Characters shown at most of one field, and of the raw JSON; what is copied is never cut. */
const longestField = 5_000;
const longestJson = 100_000;

/** What the webview shows of a contact. @param notice said above it */
export function contactContent(shown: ShownContact, notice = ''): ContactContent {
  const { contact, connection, campaign, position, total, fetchedAt } = shown;
  return {
    state: 'contact',
    notice,
    outcome: { text: cut(outcomeText(contact), longestField), group: outcomeGroup(contact) },
    fields: contactFields.map(({ apiName, label, text }) => ({
      apiName,
      label,
      text: cut(text(contact), longestField),
    })),
    sessionBegan: sessionBegin(contact.botSessionId),
    campaign: { id: campaign.id, name: cut(campaign.name, longestField) },
    connection: { name: connection.name, host: new URL(connection.origin).host },
    position,
    total,
    fetchedAt,
    json: cut(inReadingOrder(json(shown)), longestJson),
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

/** Spells out, as JSON may, the characters that would turn the rest of a line around. */
function inReadingOrder(json: string): string {
  return json.replace(
    /\p{Bidi_Control}/gu,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest)}… (${quantity(text.length - longest, 'more character')} not shown; Copy takes all)`;
}
