import * as v from 'valibot';
import { filterValues, type CampaignQuery } from '../kore/campaignQuery.ts';
import { plainText } from '../kore/plainText.ts';
import type { Campaign } from '../kore/shapes.ts';
import { grouped, quantity } from './quantity.ts';
import { folded } from './searchText.ts';

/** What of a campaign can be chosen among several values. `Rerun` and `Power` are words of Kore.ai's console alone. */
export const facets = {
  status: { label: 'Status', values: [...filterValues.status, 'Rerun'] },
  dialingMode: { label: 'Dialing mode', values: [...filterValues.dialingMode, 'Power'] },
  priority: { label: 'Priority', values: filterValues.priority },
} as const;
export type Facet = keyof typeof facets;
export const facetNames = ['status', 'dialingMode', 'priority'] as const satisfies readonly Facet[];

/** The orders that the service can sort by. */
export const sortOrders = {
  none: { label: 'As Kore.ai lists them', sortBy: undefined },
  nameUp: { label: 'Name, A to Z', sortBy: { name: 'asc' } },
  nameDown: { label: 'Name, Z to A', sortBy: { name: 'desc' } },
  newest: { label: 'Newest first', sortBy: { createdAt: 'desc' } },
  oldest: { label: 'Oldest first', sortBy: { createdAt: 'asc' } },
  changed: { label: 'Latest change first', sortBy: { updatedAt: 'desc' } },
  unchanged: { label: 'Earliest change first', sortBy: { updatedAt: 'asc' } },
} as const satisfies Record<string, { label: string; sortBy: CampaignQuery['sortBy'] }>;
export type SortOrder = keyof typeof sortOrders;

/** Which campaigns a person wants to see, and in which order: those that meet every part of it. */
export interface CampaignFilter extends Readonly<Record<Facet, readonly string[]>> {
  /** Part of the name, upper and lower case and accents aside; `''` for any. */
  readonly name: string;
  readonly sort: SortOrder;
}

/** All campaigns, as Kore.ai lists them. */
export const noFilter: CampaignFilter = { name: '', status: [], dialingMode: [], priority: [], sort: 'none' };

const savedFilter = v.object({
  name: v.string(),
  status: v.array(v.picklist(facets.status.values)),
  dialingMode: v.array(v.picklist(facets.dialingMode.values)),
  priority: v.array(v.picklist(facets.priority.values)),
  sort: v.picklist(Object.keys(sortOrders) as SortOrder[]),
});

/** A filter that was saved; {@link noFilter} for what is none. */
export function readFilter(saved: unknown): CampaignFilter {
  const parsed = v.safeParse(savedFilter, saved);
  return parsed.success ? parsed.output : noFilter;
}

/** The part of a filter that the service does. */
export function queryOf(filter: CampaignFilter): CampaignQuery {
  const asked = (facet: Facet) =>
    filter[facet].length > 0 && isAsked(facet, filter) ? filter[facet] : undefined;
  const filters = {
    status: asked('status'),
    dialingMode: asked('dialingMode'),
    priority: asked('priority')?.map(Number),
  };
  const { sortBy } = sortOrders[filter.sort];
  return { filters: Object.values(filters).some(Boolean) ? filters : undefined, sortBy };
}

/** The part of a filter that has to be done here, on every page of the list; undefined where there is none. */
export function checkHere(filter: CampaignFilter): ((campaign: Campaign) => boolean) | undefined {
  const name = folded(filter.name);
  const here = facetNames.filter((facet) => filter[facet].length > 0 && !isAsked(facet, filter));
  if (name === '' && here.length === 0) return undefined;
  return (campaign) =>
    folded(campaign.name).includes(name) && here.every((facet) => filter[facet].includes(campaign[facet]));
}

/** Whether the service knows all values that are chosen: it can only be asked for a facet as a whole. */
function isAsked(facet: Facet, filter: CampaignFilter): boolean {
  const known: readonly string[] = filterValues[facet];
  return filter[facet].every((value) => known.includes(value));
}

/** How the view writes a value. */
export function valueText(facet: Facet, value: string): string {
  return facet === 'priority' ? `P${value}` : value;
}

/** The chosen values of a facet, `''` for none. */
export function facetText(facet: Facet, filter: CampaignFilter): string {
  return filter[facet].map((value) => valueText(facet, value)).join(', ');
}

/** A filter in few words, `''` for none: `Active · P1, P2 · “renewal” · Newest first`. */
function filterText(filter: CampaignFilter): string {
  return [
    ...facetNames.map((facet) => facetText(facet, filter)),
    filter.name && `“${plainText(filter.name, 60)}”`,
    filter.sort === 'none' ? '' : sortOrders[filter.sort].label,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Whether a filter changes anything. */
export function isOn(filter: CampaignFilter): boolean {
  return filterText(filter) !== '';
}

/** Whether a filter hides campaigns, and doesn't only sort them. */
export function hidesCampaigns(filter: CampaignFilter): boolean {
  return isOn({ ...filter, sort: 'none' });
}

/** How many campaigns of a connection a filter lets through, and how many there are; undefined what is not known. */
export interface CampaignCounts {
  readonly shown: number | undefined;
  readonly all: number | undefined;
}

/** `12 of 240 campaigns · Active`, with no more numbers than are known of all connections; `''` without a filter. */
export function filterDescription(filter: CampaignFilter, counts: readonly CampaignCounts[]): string {
  const text = filterText(filter);
  if (!isOn(filter)) return '';
  const shown = sum(counts.map((count) => count.shown));
  const all = sum(counts.map((count) => count.all));
  if (shown === undefined || counts.length === 0) return text;
  const isPart = all !== undefined && all > shown;
  return `${isPart ? `${grouped(shown)} of ${quantity(all, 'campaign')}` : quantity(shown, 'campaign')} · ${text}`;
}

function sum(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.reduce(
    (total, number) => (total === undefined || number === undefined ? undefined : total + number),
    0,
  );
}
