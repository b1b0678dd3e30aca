import * as vscode from 'vscode';
import type { Connections, OpenConnection } from '../connections/connections.ts';
import { asError } from '../kore/errors.ts';
import { plainText } from '../kore/plainText.ts';
import type { Campaign } from '../kore/shapes.ts';

/** A campaign with the connection that it was loaded by. */
export interface ChosenCampaign {
  readonly open: OpenConnection;
  readonly campaign: Campaign;
}

interface CampaignItem extends vscode.QuickPickItem {
  readonly chosen: ChosenCampaign;
}

/**
 * Lets a person choose a campaign of all connections. The list fills while its pages arrive.
 * @throws what loading a page throws, when there is nothing to choose from then
 */
export async function pickCampaign(
  connections: Connections,
  placeholder: string,
): Promise<ChosenCampaign | undefined> {
  const pick = vscode.window.createQuickPick<CampaignItem>();
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.busy = true;
  const abort = new AbortController();
  try {
    return await new Promise((resolve, reject) => {
      pick.onDidAccept(() => resolve(pick.selectedItems[0]?.chosen));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
      fill(pick, connections, abort.signal).then(
        () => (pick.busy = false),
        (error: unknown) => {
          pick.busy = false;
          if (pick.items.length === 0) reject(asError(error));
        },
      );
    });
  } finally {
    abort.abort();
    pick.dispose();
  }
}

async function fill(
  pick: vscode.QuickPick<CampaignItem>,
  connections: Connections,
  signal: AbortSignal,
): Promise<void> {
  const isOne = connections.list.length === 1;
  for (const connection of connections.list) {
    const open = connections.open(connection);
    const campaigns = open.cache.campaigns();
    for (let page = 1, totalPages = 1; page <= totalPages; page++) {
      const { items } = await campaigns.get(page, { priority: 'click', signal });
      totalPages = campaigns.shape?.totalPages ?? page;
      const added = items.filter(({ id }) => id !== '').map((campaign) => itemFor({ open, campaign }, isOne));
      pick.items = [...pick.items, ...added];
    }
  }
}

function itemFor(chosen: ChosenCampaign, isOneConnection: boolean): CampaignItem {
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
