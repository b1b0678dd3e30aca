import type { Connections } from '../../connections/connections.ts';
import { pageSize } from '../../connections/settings.ts';
import { contactAt } from '../../contacts/contactAt.ts';
import { connectionGone } from '../failure.ts';
import type { SavedTab } from './messages.ts';
import type { ShownContact } from './shownContact.ts';

/**
 * The contact that stands now where a saved tab had found its own.
 * @throws Error with a sentence for people, KoreError, or the signal's reason
 */
export async function fetchAgain(
  connections: Connections,
  { connectionKey, campaignId, position }: SavedTab,
  signal: AbortSignal,
): Promise<ShownContact> {
  const connection = connections.find(connectionKey);
  if (!connection) throw connectionGone('contact');
  const { api, cache } = connections.open(connection);
  const contacts = cache.contactsOf(campaignId);
  const [campaign, found] = await Promise.all([
    api.campaign(campaignId, { signal, turn: { priority: 'click' } }),
    contactAt(contacts, position, pageSize(), { signal, priority: 'click' }),
  ]);
  cache.amendStatus(campaignId, campaign);
  if (!found) {
    throw new Error(
      'The campaign has fewer contacts now, and none at this place. Close this tab, and look for the contact in the side bar.',
    );
  }
  return {
    connection,
    campaign: { id: campaignId, name: campaign.name },
    position,
    total: contacts.shape?.totalResults,
    contact: found.contact,
    fetchedAt: found.fetchedAt,
  };
}
