import { contactFields } from '../../contacts/fields.ts';
import { outcomeGroup, outcomeText } from '../../contacts/outcome.ts';
import { cutText } from '../cutText.ts';
import { shownJson } from '../shownJson.ts';
import type { ContactContent, Copyable } from './messages.ts';
import { sessionBegin } from './sessionBegin.ts';
import type { ShownContact } from './shownContact.ts';

/** Characters shown at most of one field; what is copied is never cut. */
const longestField = 5_000;

/** What the webview shows of a contact. @param notice said above it */
export function contactContent(shown: ShownContact, notice = ''): ContactContent {
  const { contact, connection, campaign, position, total, fetchedAt } = shown;
  return {
    state: 'contact',
    notice,
    outcome: { text: cutText(outcomeText(contact), longestField), group: outcomeGroup(contact) },
    fields: contactFields.map(({ apiName, label, text }) => ({
      apiName,
      label,
      text: cutText(text(contact), longestField),
    })),
    sessionBegan: sessionBegin(contact.botSessionId),
    campaign: { id: campaign.id, name: cutText(campaign.name, longestField) },
    connection: { name: connection.name, host: new URL(connection.origin).host },
    position,
    total,
    fetchedAt,
    json: shownJson(contact.served),
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
