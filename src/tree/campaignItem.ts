import * as vscode from 'vscode';
import { quantity } from '../contacts/quantity.ts';
import { plainText } from '../kore/plainText.ts';
import { formatDate, isSame } from '../text/format.ts';
import { colored } from './icons.ts';
import { pagesOf, type CampaignNode } from './nodes.ts';

/** The statuses of "Get All Campaigns-v2", and `Rerun`, which only Kore.ai's console names. Any other has the last icon. */
const statusIcons: ReadonlyMap<string, vscode.ThemeIcon> = new Map(
  Object.entries({
    active: colored('play-circle', 'charts.green'),
    completed: colored('pass-filled', 'charts.green'),
    ready: colored('circle-large-outline', 'charts.blue'),
    paused: colored('debug-pause', 'charts.yellow'),
    preparing: colored('gear', 'charts.blue'),
    stopped: colored('stop-circle', 'charts.red'),
    scheduled: colored('calendar', 'charts.blue'),
    rescheduled: colored('history', 'charts.blue'),
    rerun: colored('sync', 'charts.green'),
  }),
);
const otherStatusIcon = new vscode.ThemeIcon('megaphone');

export function campaignItem(node: CampaignNode): vscode.TreeItem {
  const { campaign, id } = node;
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const name = plainText(campaign.name) || '(no name)';
  const item = new vscode.TreeItem(name, campaign.id === '' ? None : Collapsed);
  const statusIcon = statusIcons.get(campaign.status.toLowerCase());
  const status = plainText(campaign.status);
  const facts = [
    plainText(campaign.dialingMode),
    campaign.priority && `P${plainText(campaign.priority)}`,
    dayOf(latestChange(node)),
  ].filter(Boolean);
  item.id = id;
  // A status that has an icon of its own needs no room in the row.
  const isFiltered = node.open.cache.filtered(campaign.id) !== undefined;
  item.description = [isFiltered && 'filtered', !statusIcon && status, ...facts].filter(Boolean).join(' · ');
  item.iconPath = statusIcon ?? otherStatusIcon;
  item.contextValue = contextValue(node, isFiltered);
  item.accessibilityInformation = {
    label: ['Campaign', name, isFiltered && 'filtered', status, ...facts].filter(Boolean).join(', '),
  };
  return item;
}

/** What the menus of package.json go by. */
function contextValue({ open, campaign }: CampaignNode, isFiltered: boolean): string {
  if (campaign.id === '') return 'campaignWithoutId';
  const hasBefore = open.cache.beforeRefresh(campaign.id) !== undefined;
  return ['campaign', ...(isFiltered ? ['filtered'] : []), ...(hasBefore ? ['before'] : [])].join('.');
}

export function campaignTooltip(node: CampaignNode): string {
  const { campaign, open } = node;
  const shape = campaign.id === '' ? undefined : pagesOf(node).shape;
  const facts = {
    Status: campaign.status,
    'Dialing mode': campaign.dialingMode,
    Priority: campaign.priority,
    Contacts: shape?.totalResults === undefined ? '' : quantity(shape.totalResults, 'contact'),
    'Contact lists': campaign.contactLists.join(', '),
    'Queue or flow': campaign.connection,
    'Latest run': moment(campaign.campaignInstanceUpdatedAt),
    Changed: moment(campaign.updatedAt),
    Created: moment(campaign.createdAt),
    'Campaign ID': campaign.id || 'none: Kore.ai sent no id, so its contacts cannot be asked for',
    Connection: open.connection.name,
  };
  const lines = Object.entries(facts).flatMap(([label, value]) =>
    value ? [`${label}: ${plainText(value)}`] : [],
  );
  return [plainText(campaign.name), plainText(campaign.description), '', ...lines].join('\n');
}

function latestChange({ campaign }: CampaignNode): string {
  return campaign.campaignInstanceUpdatedAt || campaign.updatedAt || campaign.createdAt;
}

function dayOf(iso: string): string {
  return date(iso, (at) => formatDate(at, isSame('year', at, Date.now()) ? 'day' : 'dayAndYear'));
}

function moment(iso: string): string {
  return date(iso, (at) => formatDate(at, 'momentWithZone'));
}

/** A date for people; as it was sent where it is none, and `''` where nothing was sent. */
function date(iso: string, format: (at: number) => string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? plainText(iso) : format(time);
}
