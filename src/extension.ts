import * as vscode from 'vscode';
import { registerBrowseCommands } from './commands/browseCommands.ts';
import { registerCampaignCommands } from './commands/campaignCommands.ts';
import { registerCompareCommands } from './commands/compareCommands.ts';
import { registerConnectionCommands } from './commands/connectionCommands.ts';
import { registerCopyCommands } from './commands/copyCommands.ts';
import { registerContactFilterCommands } from './commands/contactFilterCommands.ts';
import { registerExportCommands } from './commands/exportCommands.ts';
import { Exporter } from './commands/exporter.ts';
import { registerFindCommands } from './commands/findCommands.ts';
import { registerFilterCommands } from './commands/filterCampaigns.ts';
import { ClientSecrets } from './connections/clientSecrets.ts';
import { Connections } from './connections/connections.ts';
import { networkSettings } from './connections/networkSettings.ts';
import { SampleData } from './connections/sampleData.ts';
import { secretTrouble } from './connections/secretTrouble.ts';
import { liveRefreshInterval } from './connections/settings.ts';
import { networkTransport } from './kore/networkTransport.ts';
import { requestLine } from './kore/requestLine.ts';
import { ActiveFilter } from './tree/activeFilter.ts';
import { CampaignTree } from './tree/campaignTree.ts';
import { revealOrTell } from './tree/reveal.ts';
import { ViewHead } from './tree/viewHead.ts';
import { CampaignTabs } from './views/campaign/campaignTabs.ts';
import { CompareTabs } from './views/compare/compareTabs.ts';
import { ContactDetails } from './views/contactDetails/contactDetails.ts';

/** Makes the parts, hands them to each other and registers them. Waits for nothing: the first request is made by the first look. */
export function activate(context: vscode.ExtensionContext): unknown {
  const log = vscode.window.createOutputChannel('Kore Campaigns', { log: true });
  const secrets = new ClientSecrets(context.secrets, secretTrouble(log));
  const transport = networkTransport(networkSettings(), (sentence) => log.info(sentence));
  const sampleData = new SampleData();
  const storage = context.globalStorageUri.fsPath;
  const overflow = {
    folder: storage,
    failed: (error: Error) =>
      log.warn('Contacts that were read stay in memory, since no file can be used:', error.message),
  };
  const connections = new Connections(secrets, transport, sampleData, overflow, (request) =>
    log.info(requestLine(request)),
  );
  const filter = new ActiveFilter(context.workspaceState);
  const head = new ViewHead(connections, filter);
  const tree = new CampaignTree(connections, filter, head, log);
  const view = vscode.window.createTreeView('koreCampaigns.campaigns', {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  // Seconds. A shorter interval would spend the rate limit of others; under development it saves time.
  const shortestLiveInterval = context.extensionMode === vscode.ExtensionMode.Production ? 10 : 1;
  const details = new ContactDetails(context.extensionUri, connections, log);
  const exporter = new Exporter(storage, log);
  const tabs = new CampaignTabs({
    extensionUri: context.extensionUri,
    connections,
    log,
    showDetails: (shown) => details.show(shown, vscode.ViewColumn.Beside),
    revealInTree: (place) => revealOrTell(tree, view, place),
    exportContacts: (source) => exporter.export(source),
    followInTree: (open, campaignId, what) => tree.follow(open, campaignId, what),
    liveInterval: () => liveRefreshInterval(shortestLiveInterval) * 1_000,
  });
  const comparisons = new CompareTabs({ extensionUri: context.extensionUri, connections, log });

  context.subscriptions.push(
    connections,
    sampleData,
    filter,
    head,
    tree,
    view,
    head.onDidChange(() => {
      view.description = head.description;
      view.message = head.message;
    }),
    details,
    exporter,
    tabs,
    comparisons,
    { dispose: () => transport.close() },
    ...registerConnectionCommands({ connections, secrets, sampleData, log }),
    ...registerBrowseCommands({ tree, view, details, log }),
    ...registerCampaignCommands({ connections, tabs, view, log }),
    ...registerCompareCommands({ connections, comparisons, view, log }),
    ...registerCopyCommands({ view, log }),
    ...registerFindCommands({ connections, tree, view, details, log }),
    ...registerContactFilterCommands({ tree, view, log }),
    ...registerExportCommands({ view, exporter, log }),
    ...registerFilterCommands({ filter, view, log }),
    // Last, since the others may still have something to say.
    log,
  );
  return context.extensionMode === vscode.ExtensionMode.Test
    ? { connections, secrets, filter, tree, view, details, tabs, exporter, state: context.workspaceState }
    : undefined;
}
