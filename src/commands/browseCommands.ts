import * as vscode from 'vscode';
import { openDocumentation } from '../connections/documentation.ts';
import type { CampaignTree } from '../tree/campaignTree.ts';
import { pagesOf, type ContactNode, type TreeNode } from '../tree/nodes.ts';
import type { ContactDetails } from '../views/contactDetails/contactDetails.ts';
import type { ShownContact } from '../views/contactDetails/shownContact.ts';
import { command } from './command.ts';

interface Parts {
  readonly tree: CampaignTree;
  readonly view: vscode.TreeView<TreeNode>;
  readonly details: ContactDetails;
  readonly log: vscode.LogOutputChannel;
}

export function registerBrowseCommands({ tree, view, details, log }: Parts): vscode.Disposable[] {
  const withContact = (show: (shown: ShownContact) => void) => (clicked: TreeNode | undefined) => {
    const contact = [clicked, ...view.selection].find((node) => node?.kind === 'contact');
    if (contact) show(shownContact(contact));
    else void vscode.window.showInformationMessage('Select a contact in the Campaigns view first.');
  };
  return [
    command('refresh', log, async (node) => {
      if (node?.kind === 'campaign') await tree.refreshCampaign(node);
      else if (node?.kind === 'connection') tree.refreshConnection(node);
      else tree.refresh();
    }),
    command('retry', log, (node) => {
      if (node?.kind === 'notice') tree.retry(node);
    }),
    command('openDocumentation', log, async (node) => {
      if (node?.kind === 'notice' && node.notice.about === 'failed')
        await openDocumentation(node.notice.error);
    }),
    command('showLog', log, () => log.show()),
    command(
      'openContact',
      log,
      withContact((shown) => details.show(shown)),
    ),
    command(
      'openContactToSide',
      log,
      withContact((shown) => details.showToSide(shown)),
    ),
    view.onDidChangeSelection(({ selection: [node, second] }) => {
      if (node?.kind === 'contact' && !second) details.follow(shownContact(node));
    }),
  ];
}

function shownContact({ owner, position, contact, fetchedAt }: ContactNode): ShownContact {
  const total = pagesOf(owner).shape?.totalResults;
  return { connection: owner.open.connection, campaign: owner.campaign, position, total, contact, fetchedAt };
}
