import * as vscode from 'vscode';
import type { Connections } from '../connections/connections.ts';
import { checkHere, filterDescription, type CampaignCounts } from '../contacts/campaignFilter.ts';
import { grouped } from '../contacts/quantity.ts';
import type { ActiveFilter } from './activeFilter.ts';
import type { ReadSoFar } from './matchingCampaigns.ts';
import { campaignPages, connectionNode, type ConnectionNode } from './nodes.ts';

/** What is known of a connection's list that is being read to its end, or was. */
interface Reading {
  soFar: ReadSoFar | undefined;
  /** How many campaigns matched, once all are read. */
  found: number | undefined;
}

/**
 * What the head of the view says of the filter: which it is, how many campaigns it lets through, how far reading them is. VS Code shows
 * the description of a view only where its container has others too, and a welcome view only where there is no message.
 */
export class ViewHead implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  /** By connection node. */
  private readonly readings = new Map<string, Reading>();
  private isEmpty = true;

  constructor(
    private readonly connections: Connections,
    private readonly filter: ActiveFilter,
  ) {}

  /** `''` without a filter. */
  get description(): string {
    const counts = this.connections.list.map((connection) =>
      this.countsOf(connectionNode(this.connections.open(connection), this.filter.value)),
    );
    return filterDescription(this.filter.value, counts);
  }

  /** How far reading is, else the description; `''` where a welcome view takes the place of the rows. */
  get message(): string {
    const underWay = [...this.readings.values()].flatMap(({ soFar, found }) =>
      soFar && found === undefined ? [soFar] : [],
    );
    if (underWay.length === 0) return this.isEmpty ? '' : this.description;
    const sum = (part: 'read' | 'found' | 'all') =>
      underWay.reduce((total, one) => total + (one[part] ?? 0), 0);
    const of = underWay.every(({ all }) => all !== undefined) ? ` of ${grouped(sum('all'))}` : '';
    return `Reading campaigns: ${grouped(sum('read'))}${of}, ${grouped(sum('found'))} found`;
  }

  /** Tells how far `read` is while it runs, and what it found after it. */
  async during<T extends { readonly found: number }>(
    { id }: ConnectionNode,
    read: (report: (soFar: ReadSoFar) => void) => Promise<T>,
  ): Promise<T> {
    const reading: Reading = { soFar: undefined, found: undefined };
    // A later one takes its place, and what this one still says is heard by nobody.
    this.readings.set(id, reading);
    try {
      const result = await read((soFar) => {
        reading.soFar = soFar;
        this.changed.fire();
      });
      reading.found = result.found;
      return result;
    } catch (error) {
      if (this.readings.get(id) === reading) this.readings.delete(id);
      throw error;
    }
  }

  /**
   * To be called when lists of campaigns have come, or failed to.
   * @param isEmpty whether the tree has no rows
   */
  update(isEmpty = this.isEmpty): void {
    this.isEmpty = isEmpty;
    this.changed.fire();
  }

  /** Forgets what was counted. */
  forget(): void {
    this.readings.clear();
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private countsOf(owner: ConnectionNode): CampaignCounts {
    const shown = checkHere(owner.filter)
      ? this.readings.get(owner.id)?.found
      : campaignPages(owner).shape?.totalResults;
    return { shown, all: owner.open.cache.campaigns().shape?.totalResults };
  }
}
