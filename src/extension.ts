import * as vscode from 'vscode';
import { registerBrowseCommands } from './commands/browseCommands.ts';
import { registerCampaignCommands } from './commands/campaignCommands.ts';
import { registerConnectionCommands } from './commands/connectionCommands.ts';
import { registerCopyCommands } from './commands/copyCommands.ts';
import { ClientSecrets } from './connections/clientSecrets.ts';
import { Connections } from './connections/connections.ts';
import { SampleData } from './connections/sampleData.ts';
import { requestLine } from './kore/requestLine.ts';
import { undiciTransport } from './kore/transport.ts';
import { CampaignTree } from './tree/campaignTree.ts';
import { CampaignTabs } from './views/campaign/campaignTabs.ts';
import { ContactDetails } from './views/contactDetails/contactDetails.ts';

/** Makes the parts, hands them to each other and registers them. Waits for nothing: the first request is made by the first look. */
export function activate(context: vscode.ExtensionContext): unknown {
  const log = vscode.window.createOutputChannel('Kore Campaigns', { log: true });
  const secrets = new ClientSecrets(context.secrets);
  const transport = undiciTransport();
  const sampleData = new SampleData();
  const overflow = {
    folder: context.globalStorageUri.fsPath,
    failed: (error: Error) =>
      log.warn('Contacts that were read stay in memory, since no file can be used:', error.message),
  };
  const connections = new Connections(secrets, transport, sampleData, overflow, (request) =>
    log.info(requestLine(request)),
  );
  const tree = new CampaignTree(connections, log);
  const view = vscode.window.createTreeView('koreCampaigns.campaigns', {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const details = new ContactDetails(context.extensionUri, connections, log);
  const tabs = new CampaignTabs({
    extensionUri: context.extensionUri,
    connections,
    log,
    showDetails: (shown) => details.show(shown, vscode.ViewColumn.Beside),
    revealInTree: () => Promise.resolve(),
  });

  context.subscriptions.push(
    connections,
    sampleData,
    tree,
    view,
    details,
    tabs,
    { dispose: () => transport.close() },
    ...registerConnectionCommands({ connections, secrets, sampleData, log }),
    ...registerBrowseCommands({ tree, view, details, log }),
    ...registerCampaignCommands({ connections, tabs, view, log }),
    ...registerCopyCommands({ view, log }),
    // Last, since the others may still have something to say.
    log,
  );
  return context.extensionMode === vscode.ExtensionMode.Test
    ? { connections, secrets, tree, view, details, tabs }
    : undefined;
}
