import * as vscode from 'vscode';
import { grouped } from '../contacts/quantity.ts';
import { rowsIn } from '../contacts/ranges.ts';
import type { Connection } from '../connections/connection.ts';
import { secretName } from '../kore/app.ts';
import { isNotSignedIn, KoreError, type ErrorAction } from '../kore/errors.ts';
import { plainText } from '../kore/plainText.ts';
import { pointInTime } from '../kore/readyMadeToken.ts';
import { campaignItem, campaignTooltip } from './campaignItem.ts';
import { contactItem, contactTooltip } from './contactItem.ts';
import { errorActions } from './errorActions.ts';
import { colored } from './icons.ts';
import { pagesOf, type ConnectionNode, type NoticeNode, type RangeNode, type TreeNode } from './nodes.ts';

type FailureNotice = Extract<NoticeNode['notice'], { about: 'failed' }>;

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
  if (signIn === 'token') return tokenEnd === undefined ? 'a token' : tokenUntil(tokenEnd);
  const encrypted = encryption ? `, encrypted tokens (${encryption.enc})` : '';
  return `client secret (${algorithm})${encrypted}`;
}

function tokenUntil(end: number): string {
  return end > Date.now() ? `token until ${pointInTime(end)}` : `token ended ${pointInTime(end)}`;
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
      const actions = actionsOf(notice.error);
      const { command, title } = errorActions[actions[0] ?? 'tryAgain'];
      item.iconPath = isNotSignedIn(notice.error)
        ? new vscode.ThemeIcon('key')
        : colored('error', 'list.errorForeground');
      item.command = { command, title, arguments: [node] };
      // The menus of package.json go by the actions.
      item.contextValue = ['notice.failed', ...actions].join('.');
      item.accessibilityInformation = { label: `${text} ${title}: press Enter.` };
      break;
    }
    case 'token': {
      const { command, title } = errorActions.setToken;
      item.iconPath =
        notice.end > Date.now() ? new vscode.ThemeIcon('key') : colored('warning', 'list.warningForeground');
      item.command = { command, title, arguments: [node] };
      item.contextValue = 'notice.token';
      item.accessibilityInformation = { label: `${text}. ${title}: press Enter.` };
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
  }
  return item;
}

function noticeText({ notice }: NoticeNode): string {
  switch (notice.about) {
    case 'failed':
      return failureText(notice);
    case 'token':
      return notice.end > Date.now()
        ? `Signed in with a token until ${pointInTime(notice.end)}`
        : `The token ended ${pointInTime(notice.end)}: set another`;
    case 'settings':
    case 'list':
      return plainText(notice.text);
  }
}

function failureText({ error, open }: FailureNotice): string {
  return error instanceof KoreError && error.kind === 'notSignedIn'
    ? `Not signed in: set the ${secretName(open.connection)}`
    : plainText(error.message);
}

function noticeTooltip(node: NoticeNode): string {
  const { notice } = node;
  switch (notice.about) {
    case 'failed':
      return failureTooltip(notice);
    case 'token':
      return `${noticeText(node)}\n\nClick to set another token.`;
    case 'settings':
    case 'list':
      return notice.text;
  }
}

function failureTooltip({ error }: FailureNotice): string {
  const causes = error instanceof KoreError ? error.causes.map(({ text }) => `• ${text}`) : [];
  const likely = causes.length > 0 ? ['', 'Likely causes, the likeliest first:', ...causes] : [];
  const { title } = errorActions[actionsOf(error)[0] ?? 'tryAgain'];
  return [plainText(error.message), ...likely, '', `Click: ${title}`].join('\n');
}

function actionsOf(error: Error): readonly ErrorAction[] {
  return error instanceof KoreError ? error.actions : ['tryAgain', 'showLog'];
}
