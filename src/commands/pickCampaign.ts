import * as vscode from 'vscode';
import type { Connections } from '../connections/connections.ts';
import type { OpenConnection } from '../connections/opened.ts';
import { asError, concernsAllRequests } from '../kore/errors.ts';
import { plainText } from '../kore/plainText.ts';
import type { Campaign } from '../kore/shapes.ts';

/** A campaign with the connection that it was loaded by. */
export interface ChosenCampaign {
  readonly open: OpenConnection;
  readonly campaign: Campaign;
}

interface Item<T> extends vscode.QuickPickItem {
  /** Missing where the entry only tells something. */
  readonly chosen?: T;
}

/** What is offered beside, or instead of, all campaigns. */
interface Offer<T> {
  /** Entries above the campaigns. */
  readonly first?: readonly Item<T>[] | undefined;
  readonly isOffered?: (campaign: ChosenCampaign) => boolean;
}

/**
 * Lets a person choose a campaign of all connections. The list fills while its pages arrive, and says which connection's cannot be had.
 * @returns what was chosen; undefined when the person left
 * @throws what loading a page throws, when there is nothing to choose from then
 */
export async function pickCampaign<T = never>(
  connections: Connections,
  placeholder: string,
  { first = [], isOffered = () => true }: Offer<T> = {},
): Promise<ChosenCampaign | T | undefined> {
  const pick = vscode.window.createQuickPick<Item<ChosenCampaign | T>>();
  pick.items = first;
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.busy = true;
  const abort = new AbortController();
  try {
    return await new Promise((resolve, reject) => {
      pick.onDidAccept(() => {
        // Nothing, while nothing has arrived, and what only tells something cannot be chosen.
        const [item] = pick.selectedItems;
        if (item?.chosen !== undefined) resolve(item.chosen);
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
      fill(pick, connections, isOffered, abort.signal).then(
        () => (pick.busy = false),
        // Of one who has left, nobody hears any more.
        (error: unknown) => reject(asError(error)),
      );
    });
  } finally {
    abort.abort();
    pick.dispose();
  }
}

async function fill<T>(
  pick: vscode.QuickPick<Item<ChosenCampaign | T>>,
  connections: Connections,
  isOffered: (campaign: ChosenCampaign) => boolean,
  signal: AbortSignal,
): Promise<void> {
  const isOne = connections.list.length === 1;
  const failures: Item<never>[] = [];
  let failure: Error | undefined;
  for (const connection of connections.list) {
    const open = connections.open(connection);
    const campaigns = open.cache.campaigns();
    let missing: Error | undefined;
    for (let page = 1, totalPages = 1; page <= totalPages; page++) {
      try {
        const { items } = await campaigns.get(page, { priority: 'click', signal });
        const added = items
          .filter(({ id }) => id !== '')
          .map((campaign) => ({ open, campaign }))
          .filter(isOffered);
        pick.items = [...pick.items, ...added.map((chosen) => itemFor(chosen, isOne))];
      } catch (error) {
        signal.throwIfAborted();
        missing ??= asError(error);
        if (concernsAllRequests(error)) break;
      }
      totalPages = campaigns.shape?.totalPages ?? page;
    }
    if (missing) {
      failure ??= missing;
      const label = `$(warning) Campaigns of ${plainText(connection.name)} are missing here`;
      failures.push({ label, detail: missing.message, alwaysShow: true });
    }
  }
  if (failure && pick.items.length === 0) throw failure;
  pick.items = [...pick.items, ...failures];
}

function itemFor(chosen: ChosenCampaign, isOneConnection: boolean): Item<ChosenCampaign> {
  const { campaign, open } = chosen;
  const facts = [campaign.status, campaign.dialingMode, isOneConnection ? '' : open.connection.name];
  return {
    label: plainText(campaign.name) || plainText(campaign.id),
    description: facts
      .map((fact) => plainText(fact))
      .filter(Boolean)
      .join(' · '),
    chosen,
  };
}
