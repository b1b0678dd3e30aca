import type { Connections } from '../../connections/connections.ts';
import type { BeforeRefresh, Counted } from '../../contacts/runningSummary.ts';
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
  name: string | undefined;
  private sums: CampaignSums | undefined;

  constructor(
    readonly campaign: ComparedCampaign,
    private readonly connections: Connections,
    private readonly onlooker: Onlooker,
  ) {
    this.name = campaign.name;
  }

  get counted(): Counted {
    return this.campaign.before ?? this.sums?.counted ?? nothing;
  }

  /** For somebody who knows nothing yet, and when the connections have changed. */
  begin(): void {
    const { saved } = this.campaign;
    if (saved.isBefore) return;
    const connection = this.connections.find(saved.connectionKey);
    const open = connection && this.connections.open(connection);
    if (this.sums?.open.cache !== open?.cache) {
      this.sums?.dispose();
      this.sums = open && new CampaignSums(open, saved.campaignId, this.onlooker);
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
    this.sums?.dispose();
    this.sums = undefined;
  }

  /** What the page tells of it. @param counted of this side */
  view({ summary, total, isWhole }: Counted): SideView {
    const { saved, before } = this.campaign;
    const { sums } = this;
    return {
      name: plainText(this.name ?? '') || plainText(saved.campaignId),
      connectionName: plainText(this.connections.find(saved.connectionKey)?.name ?? ''),
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
}
