import * as vscode from 'vscode';
import { grouped } from '../contacts/quantity.ts';
import { rowsIn } from '../contacts/ranges.ts';
import type { Connection } from '../connections/connection.ts';
import { plainText } from '../kore/plainText.ts';
import { pointInTime } from '../kore/pointInTime.ts';
import { formatDate } from '../text/format.ts';
import { campaignItem, campaignTooltip } from './campaignItem.ts';
import { contactItem, contactTooltip } from './contactItem.ts';
import { pagesOf, type ConnectionNode, type RangeNode, type TreeNode } from './nodes.ts';
import { noticeItem, noticeTooltip } from './noticeItem.ts';

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

function connectionItem({ id, open: { connection }, tokenEnd }: ConnectionNode): vscode.TreeItem {
  const item = new vscode.TreeItem(plainText(connection.name), vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  const { host } = new URL(connection.origin);
  item.description = tokenEnd === undefined ? host : `${tokenUntil(tokenEnd)} · ${host}`;
  item.iconPath = new vscode.ThemeIcon('plug');
  item.contextValue = 'connection';
  return item;
}

function connectionTooltip({ open: { connection }, tokenEnd }: ConnectionNode): string {
  const { name, origin, streamId, accountId, clientId } = connection;
  const facts = [
    `Host: ${origin}`,
    `Stream ID: ${streamId}`,
    `Account ID: ${accountId}`,
    `Client ID: ${clientId}`,
    `Signs in with: ${signsInWith(connection, tokenEnd)}`,
  ];
  return [name, '', ...facts].map((line) => plainText(line)).join('\n');
}

function signsInWith({ signIn, algorithm, encryption }: Connection, tokenEnd: number | undefined): string {
  if (signIn === 'token')
    return tokenEnd === undefined ? 'a token' : tokenUntil(tokenEnd, formatDate(tokenEnd, 'momentWithZone'));
  const encrypted = encryption ? `, encrypted tokens (${encryption.enc})` : '';
  return `client secret (${algorithm})${encrypted}`;
}

function tokenUntil(end: number, text = pointInTime(end)): string {
  return end > Date.now() ? `token until ${text}` : `token ended ${text}`;
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
