import type { CampaignApi } from '../kore/campaignApi.ts';
import type { Campaign, Contact } from '../kore/shapes.ts';
import { Pages } from './pages.ts';

/** Campaigns per request: the number in the documentation's samples, which names no maximum. */
const campaignsPerPage = 50;

/** Everything that was loaded from one Kore.ai app: the pages of its campaign list, and of each campaign's contacts. */
export class AppCache {
  readonly campaigns: Pages<Campaign>;
  private readonly contactPages = new Map<string, Pages<Contact>>();

  /**
   * @param pageSize contacts per request, 1 to 100
   * @param raised tells the scheduler that something that waits has become urgent
   */
  constructor(
    private readonly api: CampaignApi,
    private readonly pageSize: () => number,
    private readonly raised: () => void,
  ) {
    this.campaigns = new Pages(
      (request, options) => api.campaigns(request, options),
      () => campaignsPerPage,
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
      this.raised,
    );
    this.contactPages.set(campaignId, pages);
    return pages;
  }

  /** Lets go of all contacts and, unless told otherwise, of the campaign list. */
  forget({ keepCampaigns = false } = {}): void {
    if (!keepCampaigns) this.campaigns.forget();
    for (const pages of this.contactPages.values()) pages.forget();
  }
}
