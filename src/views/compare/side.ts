import type { Connections } from '../../connections/connections.ts';
import type { OpenConnection } from '../../connections/opened.ts';
import type { BeforeRefresh } from '../../contacts/runningSummary.ts';
import type { Counted } from '../../contacts/summary.ts';
import { Summary } from '../../contacts/summary.ts';
import { plainText } from '../../kore/plainText.ts';
import { connectionGone, failureOf } from '../failure.ts';
import { CampaignSums, type Onlooker } from './campaignSums.ts';
import type { SavedSide, SideView } from './messages.ts';

const nothing: Counted = { summary: new Summary(), total: undefined, isWhole: false };

/** What a side shows: a campaign as it is, or as it was before a refresh. */
export interface ComparedCampaign {
  readonly saved: SavedSide;
  /** Undefined for one that is known by its id alone. */
  readonly name: string | undefined;
  /** What it was; undefined for a campaign as it is, and for what went with an earlier window. */
  readonly before?: BeforeRefresh | undefined;
}

/** One side of a comparison. */
export class Side {
  private sums: CampaignSums | undefined;
  private opened: OpenConnection | undefined;
  private learning: { readonly dispose: () => void } | undefined;
  private lastName: string | undefined;

  constructor(
    readonly campaign: ComparedCampaign,
    private readonly connections: Connections,
    private readonly onlooker: Onlooker,
  ) {
    this.lastName = campaign.name;
  }

  /** What the campaign is called now, as far as is known. */
  get name(): string | undefined {
    const told = this.opened?.cache.known.get(this.campaign.saved.campaignId)?.name;
    if (told !== undefined) this.lastName = told || (this.lastName ?? '');
    return this.lastName;
  }

  get counted(): Counted {
    return this.campaign.before ?? this.sums?.counted ?? nothing;
  }

  /** For somebody who knows nothing yet, and when the connections have changed. */
  begin(): void {
    const connection = this.connections.find(this.campaign.saved.connectionKey);
    const open = connection && this.connections.open(connection);
    if (this.opened?.cache !== open?.cache) {
      this.dispose();
      if (open) this.enter(open);
    }
    void this.sums?.begin();
  }

  async loadAll(): Promise<void> {
    await this.sums?.loadAll();
  }

  stopLoading(): void {
    this.sums?.stopLoading();
  }

  dispose(): void {
    this.learning?.dispose();
    this.sums?.dispose();
    this.sums = undefined;
    this.opened = undefined;
  }

  /** What the page tells of it. @param counted of this side */
  view({ summary, total, isWhole }: Counted): SideView {
    const { saved, before } = this.campaign;
    const { sums, opened } = this;
    return {
      name: plainText(this.name ?? '') || plainText(saved.campaignId),
      connectionName: plainText(opened?.connection.name ?? ''),
      refreshedAt: before?.at,
      isGone: saved.isBefore && !before,
      contacts: summary.contacts,
      total,
      isWhole,
      pagesHere: sums?.pages.count ?? 0,
      totalPages: sums?.pages.shape?.totalPages,
      loading: sums?.loading ?? { state: 'idle' },
      failure: saved.isBefore || sums ? sums?.failure : failureOf(connectionGone('campaign')),
    };
  }

  private enter(open: OpenConnection): void {
    const { campaignId, isBefore } = this.campaign.saved;
    this.opened = open;
    this.learning = open.cache.known.listen((id) => {
      if (id === campaignId) this.onlooker.changed();
    });
    if (!isBefore) this.sums = new CampaignSums(open, campaignId, this.onlooker);
  }
}
