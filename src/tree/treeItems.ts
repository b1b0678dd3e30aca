import * as vscode from 'vscode';
import { grouped } from '../contacts/quantity.ts';
import { rowsIn } from '../contacts/ranges.ts';
import { isNotSignedIn, KoreError } from '../kore/errors.ts';
import { plainText } from '../kore/plainText.ts';
import { campaignItem, campaignTooltip } from './campaignItem.ts';
import { contactItem, contactTooltip } from './contactItem.ts';
import { colored } from './icons.ts';
import { pagesOf, type ConnectionNode, type NoticeNode, type RangeNode, type TreeNode } from './nodes.ts';

/** How a node looks. Every string of the server goes through `plainText`. */
export function treeItem(node: TreeNode): vscode.TreeItem {
  switch (node.kind) {
    case 'connection':
      return connectionItem(node);
    case 'campaign':
      return campaignItem(node);
    case 'range':
      return rangeItem(node);
    case 'contact':
      return contactItem(node);
    case 'notice':
      return noticeItem(node);
  }
}

/** What the pointer is told when it rests on a node: plain text, never Markdown. */
export function tooltip(node: TreeNode): string | undefined {
  switch (node.kind) {
    case 'connection':
      return connectionTooltip(node);
    case 'campaign':
      return campaignTooltip(node);
    case 'contact':
      return contactTooltip(node);
    case 'notice':
      return noticeTooltip(node);
    case 'range':
      return undefined;
  }
}

function connectionItem({ id, open: { connection } }: ConnectionNode): vscode.TreeItem {
  const item = new vscode.TreeItem(plainText(connection.name), vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.description = new URL(connection.origin).host;
  item.iconPath = new vscode.ThemeIcon('plug');
  item.contextValue = 'connection';
  return item;
}

function connectionTooltip({ open: { connection } }: ConnectionNode): string {
  const { name, origin, streamId, accountId, clientId } = connection;
  const facts = [
    `Host: ${origin}`,
    `Stream ID: ${streamId}`,
    `Account ID: ${accountId}`,
    `Client ID: ${clientId}`,
  ];
  return [name, '', ...facts].map((line) => plainText(line)).join('\n');
}

function rangeItem({ id, owner, range }: RangeNode): vscode.TreeItem {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const shape = pagesOf(owner).shape ?? { limit: 1, totalPages: range.lastPage, totalResults: undefined };
  const { first, last } = rowsIn(range, shape);
  const item = new vscode.TreeItem(
    `${grouped(first)}\u2013${grouped(last)}`,
    range.firstPage === 1 ? Expanded : Collapsed,
  );
  item.id = id;
  item.iconPath = new vscode.ThemeIcon('list-ordered');
  item.contextValue = owner.kind === 'campaign' ? 'range.contacts' : 'range.campaigns';
  const what = owner.kind === 'campaign' ? 'Contacts' : 'Campaigns';
  item.accessibilityInformation = { label: `${what} ${grouped(first)} to ${grouped(last)}` };
  return item;
}

function noticeItem(node: NoticeNode): vscode.TreeItem {
  const { id, notice } = node;
  const text = noticeText(node);
  const item = new vscode.TreeItem(text, vscode.TreeItemCollapsibleState.None);
  item.id = id;
  switch (notice.about) {
    case 'failed': {
      const { command, title, icon } = wayOut(notice.error);
      item.iconPath = icon;
      item.command = { command, title, arguments: [node] };
      item.contextValue = `notice.failed.${notice.error instanceof KoreError ? notice.error.kind : 'other'}`;
      item.accessibilityInformation = { label: `${text} ${title}: press Enter.` };
      break;
    }
    case 'settings':
      item.iconPath = colored('warning', 'list.warningForeground');
      item.command = { command: 'koreCampaigns.openSettings', title: 'Open Settings' };
      item.contextValue = 'notice.settings';
      break;
    case 'list':
      item.iconPath = new vscode.ThemeIcon('info');
      item.contextValue = 'notice.list';
      break;
    case 'campaignFilter':
      item.iconPath = new vscode.ThemeIcon('filter');
      item.command = { command: 'koreCampaigns.filterCampaigns', title: 'Filter Campaigns…' };
      item.contextValue = 'notice.campaignFilter';
      item.accessibilityInformation = { label: `${text}. Filter Campaigns: press Enter.` };
      break;
  }
  return item;
}

/** What a click on a failure does: the likeliest way out of it. */
function wayOut(error: Error): { command: string; title: string; icon: vscode.ThemeIcon } {
  const icon = colored('error', 'list.errorForeground');
  switch (error instanceof KoreError ? error.kind : undefined) {
    case 'notSignedIn':
      return {
        command: 'koreCampaigns.setSecret',
        title: 'Set Client Secret…',
        icon: new vscode.ThemeIcon('key'),
      };
    case 'refusedFilter':
      return { command: 'koreCampaigns.clearCampaignFilter', title: 'Clear Filter', icon };
    default:
      return { command: 'koreCampaigns.retry', title: 'Try Again', icon };
  }
}

function noticeText({ notice }: NoticeNode): string {
  if (notice.about !== 'failed') return plainText(notice.text);
  return isNotSignedIn(notice.error)
    ? 'Not signed in: set the client secret'
    : plainText(notice.error.message);
}

function noticeTooltip({ notice }: NoticeNode): string {
  if (notice.about !== 'failed') return notice.text;
  const causes = notice.error instanceof KoreError ? notice.error.causes.map(({ text }) => `• ${text}`) : [];
  const likely = causes.length > 0 ? ['', 'Likely causes, the likeliest first:', ...causes] : [];
  return [plainText(notice.error.message), ...likely, '', `Click: ${wayOut(notice.error).title}`].join('\n');
}
