import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections.ts';
import { compareValues } from '../../contacts/comparison.ts';
import { comparisonTable, type TableFormat } from '../../contacts/comparisonTable.ts';
import type { Both } from '../../contacts/share.ts';
import { breakdownIds } from '../../contacts/summary.ts';
import { asError } from '../../kore/errors.ts';
import { plainText } from '../../kore/plainText.ts';
import { pointInTime } from '../../kore/pointInTime.ts';
import { WebviewChannel, type ViewParts } from '../webviewChannel.ts';
import { fromPage, type BreakdownView, type FromPage, type ToPage } from './messages.ts';
import { Side, type ComparedCampaign } from './side.ts';

/** Milliseconds in which what changes is told at once: pages arrive faster than anybody reads. */
const tellEvery = 150;

/** Values of a breakdown that are shown at most, and characters of each. */
const mostValues = 500;
const longestValue = 300;

/** What a panel works with. */
export interface PanelParts extends ViewParts {
  readonly connections: Connections;
}

/** One tab with the outcomes of two campaigns side by side. Keeps no contact, and its page is told sums alone. */
export class ComparePanel {
  private readonly channel: WebviewChannel<ToPage, FromPage>;
  private sides: Both<Side>;
  private telling: NodeJS.Timeout | undefined;
  private readonly closing = new AbortController();

  constructor(
    private readonly panel: vscode.WebviewPanel,
    campaigns: Both<ComparedCampaign>,
    private readonly parts: PanelParts,
  ) {
    const icon = (theme: string) =>
      vscode.Uri.joinPath(parts.extensionUri, `media/compare/compare-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    const onlooker = {
      changed: () => {
        this.showTitle();
        this.tellSoon();
      },
      isWatching: () => this.channel.isOpen,
      log: this.warn,
    };
    this.sides = [
      new Side(campaigns[0], parts.connections, onlooker),
      new Side(campaigns[1], parts.connections, onlooker),
    ];
    this.showTitle();
    const subscription = parts.connections.onDidChange(() => this.begin());
    panel.onDidDispose(() => {
      subscription.dispose();
      this.cancel();
    });
    const page = {
      name: 'compare',
      title: 'Comparison',
      schema: fromPage,
      begin: () => this.begin(),
      receive: (message: FromPage) => this.receive(message),
    };
    this.channel = new WebviewChannel(panel, page, parts);
  }

  /** Whether it shows these two, on whichever side. */
  isAbout(campaigns: Both<ComparedCampaign>): boolean {
    const { connections } = this.parts;
    return campaigns.every((campaign) =>
      this.sides.some((side) => isSame(side.campaign, campaign, connections)),
    );
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Gives up everything that is under way. */
  cancel(): void {
    this.closing.abort();
    clearTimeout(this.telling);
    for (const side of this.sides) side.dispose();
  }

  /** For a page that knows nothing yet, or when a connection has changed. */
  private begin(): void {
    if (!this.channel.isOpen) return;
    for (const side of this.sides) side.begin();
    void this.tell();
    void this.askNames();
  }

  private async receive(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'tryAgain':
        this.begin();
        break;
      case 'loadAll':
        await this.sides[message.side].loadAll();
        break;
      case 'stopLoading':
        this.sides[message.side].stopLoading();
        break;
      case 'swap':
        this.sides = [this.sides[1], this.sides[0]];
        this.showTitle();
        await this.tell();
        break;
      case 'copy':
        await this.copy(message.format);
        break;
    }
  }

  private tellSoon(): void {
    if (!this.channel.isOpen) return;
    this.telling ??= setTimeout(() => void this.tell(), tellEvery);
  }

  private async tell(): Promise<void> {
    clearTimeout(this.telling);
    this.telling = undefined;
    const [one, other] = this.sides;
    const counted = [one.counted, other.counted] as const;
    await this.channel.post({
      type: 'comparison',
      saved: { sides: [one.campaign.saved, other.campaign.saved] },
      sides: [one.view(counted[0]), other.view(counted[1])],
      breakdowns: breakdownIds.map((id): BreakdownView => {
        const values = compareValues(id, [counted[0].summary, counted[1].summary]);
        return {
          id,
          values: values
            .slice(0, mostValues)
            .map(({ value, counts }) => [value.slice(0, longestValue).toWellFormed(), ...counts]),
          left: Math.max(0, values.length - mostValues),
        };
      }),
    });
  }

  private async copy(format: TableFormat): Promise<void> {
    const [one, other] = this.sides;
    await vscode.env.clipboard.writeText(
      comparisonTable(
        [
          { name: nameOf(one, 300), counted: one.counted },
          { name: nameOf(other, 300), counted: other.counted },
        ],
        format,
      ),
    );
    vscode.window.setStatusBarMessage('Copied the comparison', 5_000);
  }

  /** Asks what campaigns of an earlier window are called, once for both sides where they are of the same. */
  private async askNames(): Promise<void> {
    if (this.sides.every(({ name }) => name !== undefined)) return;
    for (const side of this.sides) {
      if (side.name !== undefined) continue;
      const { connectionKey, campaignId } = side.campaign.saved;
      const connection = this.parts.connections.find(connectionKey);
      if (!connection) continue;
      const { signal } = this.closing;
      try {
        const { api, cache } = this.parts.connections.open(connection);
        const told = await api.campaignStatus(campaignId, { signal, turn: { priority: 'click' } });
        cache.amendStatus(campaignId, told);
      } catch (error) {
        if (signal.aborted) return;
        // Its id stands for it.
        this.warn(asError(error));
      }
    }
    this.showTitle();
    this.tellSoon();
  }

  private showTitle(): void {
    this.panel.title = this.sides.map((side) => nameOf(side, 30)).join(' ↔ ');
  }

  private readonly warn = (error: Error): void => this.parts.log.warn('Comparison:', error.message);
}

/** @param maxLength of the campaign's own name */
function nameOf({ name, campaign: { saved, before } }: Side, maxLength: number): string {
  const shown = plainText(name ?? '', maxLength) || 'Campaign';
  if (!saved.isBefore) return shown;
  return before ? `${shown} before ${pointInTime(before.at)}` : `${shown} before a refresh`;
}

function isSame(one: ComparedCampaign, other: ComparedCampaign, connections: Connections): boolean {
  return (
    connections.isSame(one.saved.connectionKey, other.saved.connectionKey) &&
    one.saved.campaignId === other.saved.campaignId &&
    one.saved.isBefore === other.saved.isBefore &&
    one.before === other.before
  );
}
