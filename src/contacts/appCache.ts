import type { CampaignApi } from '../kore/campaignApi.ts';
import type { Campaign, Contact } from '../kore/shapes.ts';
import { CompactStore, type Overflow } from './compactStore.ts';
import type { ContactFilter } from './contactFilter.ts';
import { FilteredContacts } from './filteredContacts.ts';
import { Pages } from './pages.ts';
import { PlainStore } from './pageStore.ts';

/** Campaigns per request: the number in the documentation's samples, which names no maximum. */
const campaignsPerPage = 50;

/** Everything that was loaded from one Kore.ai app: the pages of its campaign list, and of each campaign's contacts. */
export class AppCache {
  readonly campaigns: Pages<Campaign>;
  private readonly campaignStore = new PlainStore<Campaign>();
  private readonly contactPages = new Map<string, Pages<Contact>>();
  private readonly filters = new Map<string, FilteredContacts>();

  /**
   * @param pageSize contacts per request, 1 to 100
   * @param overflow where contacts go that are too many for memory
   * @param raised tells the scheduler that something that waits has become urgent
   */
  constructor(
    private readonly api: CampaignApi,
    private readonly pageSize: () => number,
    private readonly overflow: Overflow,
    private readonly raised: () => void,
  ) {
    this.campaigns = new Pages(
      (request, options) => api.campaigns(request, options),
      () => campaignsPerPage,
      this.campaignStore,
      raised,
    );
  }

  /** The contacts of a campaign; the same object at every call. */
  contactsOf(campaignId: string): Pages<Contact> {
    const existing = this.contactPages.get(campaignId);
    if (existing) return existing;
    const pages = new Pages<Contact>(
      (request, options) => this.api.contacts(campaignId, request, options),
      this.pageSize,
      new CompactStore(this.overflow),
      this.raised,
    );
    this.contactPages.set(campaignId, pages);
    return pages;
  }

  /** What passes the filter of a campaign; undefined where it has none. */
  filtered(campaignId: string): FilteredContacts | undefined {
    return this.filters.get(campaignId);
  }

  /**
   * Filters the contacts of a campaign, or, with undefined, does so no longer.
   * @param changed called when the filtered contacts that are here are others
   */
  filter(campaignId: string, filter: ContactFilter | undefined, changed: () => void): void {
    this.filters.get(campaignId)?.dispose();
    this.filters.delete(campaignId);
    if (filter) {
      this.filters.set(campaignId, new FilteredContacts(this.contactsOf(campaignId), filter, changed));
    }
  }

  /** Changes what is known of the campaigns that are here. */
  amendCampaigns(change: (campaign: Campaign) => Campaign): void {
    this.campaignStore.amend(change);
  }

  /** Lets go of all contacts and, unless told otherwise, of the campaign list. */
  forget({ keepCampaigns = false } = {}): void {
    if (!keepCampaigns) this.campaigns.forget();
    for (const pages of this.contactPages.values()) pages.forget();
  }
}
