import type { CampaignApi } from '../kore/campaignApi.ts';
import type { CampaignQuery } from '../kore/campaignQuery.ts';
import type { Campaign, CampaignStatus, Contact } from '../kore/shapes.ts';
import { CompactStore, type Overflow } from './compactStore.ts';
import type { ContactFilter } from './contactFilter.ts';
import { FilteredContacts } from './filteredContacts.ts';
import { KnownCampaigns } from './knownCampaigns.ts';
import { Pages } from './pages.ts';
import { PlainStore } from './pageStore.ts';
import { RunningSummary, type BeforeRefresh } from './runningSummary.ts';

/** Campaigns per request: the number in the documentation's samples, which names no maximum. */
const campaignsPerPage = 50;

interface CampaignList {
  readonly pages: Pages<Campaign>;
  readonly store: PlainStore<Campaign>;
}

interface CampaignContacts {
  readonly pages: Pages<Contact>;
  readonly summary: RunningSummary;
}

/** Everything that was loaded from one Kore.ai app: the pages of its campaign list, by query, and of each campaign's contacts. */
export class AppCache {
  private readonly campaignLists = new Map<string, CampaignList>();
  private readonly contacts = new Map<string, CampaignContacts>();
  private readonly filters = new Map<string, FilteredContacts>();
  /** Name and status of each campaign, from its lists and from what else was told of it. */
  readonly known = new KnownCampaigns();

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
  ) {}

  /** The campaigns that a query asks for, all of them where none is given; the same object at every call. */
  campaigns(query: CampaignQuery = {}): Pages<Campaign> {
    const key = JSON.stringify(query);
    const existing = this.campaignLists.get(key);
    if (existing) return existing.pages;
    const store = new PlainStore<Campaign>();
    const pages = new Pages<Campaign>(
      (request, options) => this.api.campaigns({ ...request, query }, options),
      () => campaignsPerPage,
      store,
      this.raised,
    );
    pages.listen((change) => {
      if (change.what === 'arrived') for (const campaign of change.page.items) this.known.learn(campaign);
    });
    this.campaignLists.set(key, { pages, store });
    return pages;
  }

  /** The contacts of a campaign; the same object at every call. */
  contactsOf(campaignId: string): Pages<Contact> {
    return this.ofCampaign(campaignId).pages;
  }

  /** How the calls of a campaign ended, counted of its contacts that are here; the same object at every call. */
  summaryOf(campaignId: string): RunningSummary {
    return this.ofCampaign(campaignId).summary;
  }

  /** What was counted of a campaign before its contacts were let go the last time; undefined where that never was. */
  beforeRefresh(campaignId: string): BeforeRefresh | undefined {
    return this.contacts.get(campaignId)?.summary.before;
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

  /** Takes over what the service has told of a campaign since, in whichever list it is here. @returns whether that is news there */
  amendStatus(campaignId: string, { status, name }: Pick<CampaignStatus, 'status' | 'name'>): boolean {
    this.known.learn({ id: campaignId, status, name });
    let isNews = false;
    for (const { store } of this.campaignLists.values()) {
      store.amend((campaign) => {
        if (campaign.id !== campaignId) return campaign;
        const now = { ...campaign, status: status || campaign.status, name: name || campaign.name };
        isNews ||= now.status !== campaign.status || now.name !== campaign.name;
        return now;
      });
    }
    return isNews;
  }

  /** Lets go of all contacts and, unless told otherwise, of the campaigns. */
  forget({ keepCampaigns = false } = {}): void {
    if (!keepCampaigns) for (const { pages } of this.campaignLists.values()) pages.forget();
    for (const { pages } of this.contacts.values()) pages.forget();
  }

  private ofCampaign(campaignId: string): CampaignContacts {
    const existing = this.contacts.get(campaignId);
    if (existing) return existing;
    const pages = new Pages<Contact>(
      (request, options) => this.api.contacts(campaignId, request, options),
      this.pageSize,
      new CompactStore(this.overflow),
      this.raised,
    );
    const made = { pages, summary: new RunningSummary(pages) };
    this.contacts.set(campaignId, made);
    return made;
  }
}
