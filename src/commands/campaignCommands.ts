import type * as vscode from 'vscode';
import type { Connections } from '../connections/connections.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { CampaignTabs } from '../views/campaign/campaignTabs.ts';
import { command } from './command.ts';
import { pickCampaign } from './pickCampaign.ts';

interface Parts {
  readonly connections: Connections;
  readonly tabs: CampaignTabs;
  readonly view: vscode.TreeView<TreeNode>;
  readonly log: vscode.LogOutputChannel;
}

/** What the menu of a table's rows offers; what is done with them is the table's own business. */
const onSelectedRows = {
  tableOpenDetails: 'openDetails',
  tableReveal: 'reveal',
  tableCopySessionIds: 'copySessionIds',
  tableCopyPhoneNumbers: 'copyPhoneNumbers',
  tableCopyJson: 'copyJson',
  tableCopyTable: 'copyTable',
  tableExport: 'exportRows',
  tableCopyCell: 'copyCell',
} as const;

export function registerCampaignCommands({ connections, tabs, view, log }: Parts): vscode.Disposable[] {
  return [
    command('openTable', log, async (clicked) => {
      const [selected] = view.selection;
      const node = clicked ?? selected;
      const chosen =
        node?.kind === 'campaign'
          ? node
          : await pickCampaign(connections, 'Whose contacts do you want to see?');
      if (chosen) tabs.open(chosen.open, chosen.campaign);
    }),
    ...Object.entries(onSelectedRows).map(([id, action]) =>
      command(id, log, () => tabs.active?.choose(action)),
    ),
  ];
}
