import * as vscode from 'vscode';
import { quantity } from '../contacts/quantity.ts';
import { secretName } from '../kore/app.ts';
import { isNotSignedIn, KoreError, type ErrorAction } from '../kore/errors.ts';
import { plainText } from '../kore/plainText.ts';
import { pointInTime } from '../kore/pointInTime.ts';
import { formatDate } from '../text/format.ts';
import { errorActions } from './errorActions.ts';
import { colored } from './icons.ts';
import type { NoticeNode } from './nodes.ts';

type FailureNotice = Extract<NoticeNode['notice'], { about: 'failed' }>;
type FilterNotice = Extract<NoticeNode['notice'], { about: 'filter' }>;

export function noticeItem(node: NoticeNode): vscode.TreeItem {
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
    case 'filter':
      item.iconPath = new vscode.ThemeIcon('filter-filled');
      item.contextValue = notice.missingPages > 0 ? 'notice.filter.partial' : 'notice.filter.whole';
      if (notice.missingPages > 0) {
        const title = 'Load All Contacts';
        item.command = { command: 'koreCampaigns.loadAllContacts', title, arguments: [node] };
        item.accessibilityInformation = { label: `${text}. ${title}: press Enter.` };
      }
      break;
    case 'campaignFilter':
      item.iconPath = new vscode.ThemeIcon('filter');
      item.command = { command: 'koreCampaigns.filterCampaigns', title: 'Filter Campaigns…' };
      item.contextValue = 'notice.campaignFilter';
      item.accessibilityInformation = { label: `${text}. Filter Campaigns: press Enter.` };
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
      return tokenText(notice.end, pointInTime(notice.end));
    case 'settings':
    case 'filter':
    case 'campaignFilter':
    case 'list':
      return plainText(notice.text);
  }
}

function tokenText(end: number, text: string): string {
  return end > Date.now() ? `Signed in with a token until ${text}` : `The token ended ${text}: set another`;
}

function failureText({ error, open }: FailureNotice): string {
  return error instanceof KoreError && error.kind === 'notSignedIn'
    ? `Not signed in: set the ${secretName(open.connection)}`
    : plainText(error.message);
}

export function noticeTooltip({ notice }: NoticeNode): string {
  switch (notice.about) {
    case 'failed':
      return failureTooltip(notice);
    case 'token':
      return `${tokenText(notice.end, formatDate(notice.end, 'momentWithZone'))}\n\nClick to set another token.`;
    case 'filter':
      return filterTooltip(notice);
    case 'settings':
    case 'campaignFilter':
    case 'list':
      return notice.text;
  }
}

function filterTooltip({ text, missingPages }: FilterNotice): string {
  if (missingPages === 0) return text;
  const missing = quantity(missingPages, 'page');
  return `${text}\n\n${missing} of this campaign not loaded: contacts there may pass too. Click to load all.`;
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
