import * as vscode from 'vscode';
import { askMany, askPick, askText, type Offer, type StepOutcome } from '../connections/steps.ts';
import {
  facetNames,
  facets,
  facetText,
  isOn,
  sortOrders,
  valueText,
  type CampaignFilter,
  type SortOrder,
} from '../contacts/campaignFilter.ts';
import type { ActiveFilter } from '../tree/activeFilter.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { command } from './command.ts';

interface Parts {
  readonly filter: ActiveFilter;
  readonly view: vscode.TreeView<TreeNode>;
  readonly log: vscode.LogOutputChannel;
}

export function registerFilterCommands({ filter, view, log }: Parts): vscode.Disposable[] {
  return [
    command('filterCampaigns', log, async () => {
      await askFilter(filter);
      if (!view.visible) await vscode.commands.executeCommand('koreCampaigns.campaigns.focus');
    }),
    command('clearCampaignFilter', log, () => filter.clear()),
  ];
}

type Part = keyof CampaignFilter;

/** The parts of a filter in the order in which they are offered. */
const labels: Readonly<Record<Part, string>> = {
  name: '$(search) Name…',
  status: '$(pulse) Status…',
  dialingMode: '$(call-outgoing) Dialing mode…',
  priority: '$(arrow-up) Priority…',
  sort: '$(sort-precedence) Sort by…',
};

/** Asks for one part of the filter after the other, applying each at once, until the person leaves. */
async function askFilter(filter: ActiveFilter): Promise<void> {
  for (let active: Part | undefined; ;) {
    const chosen = await askPick({
      title: 'Filter Campaigns',
      placeholder: 'Choose what to filter or sort by',
      items: offers(filter.value),
      active,
      canGoBack: false,
      isPassing: true,
    });
    if (typeof chosen === 'string') return;
    if (chosen.answer === 'clear') return filter.clear();
    active = chosen.answer;
    const outcome = await askPart(active, filter.value);
    if (outcome === 'left') return;
    if (outcome !== 'back') await filter.set(outcome.answer);
  }
}

/** The parts of the filter with what they are now. */
function offers(filter: CampaignFilter): readonly Offer<Part | 'clear'>[] {
  const parts = (['name', ...facetNames, 'sort'] as const).map((part) => ({
    label: labels[part],
    description: partText(part, filter),
    answer: part,
  }));
  return isOn(filter) ? [...parts, { label: '$(clear-all) Clear Filter', answer: 'clear' }] : parts;
}

function partText(part: Part, filter: CampaignFilter): string {
  switch (part) {
    case 'name':
      return filter.name ? `contains “${filter.name}”` : 'any';
    case 'sort':
      return sortOrders[filter.sort].label;
    default:
      return facetText(part, filter) || 'any';
  }
}

/** Asks for one part of the filter. @returns the filter with the answer in it */
async function askPart(part: Part, filter: CampaignFilter): Promise<StepOutcome<CampaignFilter>> {
  const frame = { canGoBack: true, isPassing: true };
  switch (part) {
    case 'name':
      return changed(
        await askText({
          ...frame,
          title: 'Filter Campaigns: Name',
          prompt: 'Part of the name, in upper or lower case, with or without accents. Empty for any name',
          value: filter.name,
          problem: () => undefined,
        }),
        (name) => ({ ...filter, name }),
      );
    case 'sort':
      return changed(
        await askPick({
          ...frame,
          title: 'Sort Campaigns',
          placeholder: 'Choose an order',
          items: (Object.keys(sortOrders) as SortOrder[]).map((order) => ({
            label: sortOrders[order].label,
            answer: order,
          })),
          active: filter.sort,
        }),
        (sort) => ({ ...filter, sort }),
      );
    default:
      return changed(
        await askMany({
          ...frame,
          title: `Filter Campaigns: ${facets[part].label}`,
          placeholder: 'Choose any number; none stands for all',
          items: facets[part].values.map((value) => ({ label: valueText(part, value), answer: value })),
          chosen: filter[part],
        }),
        (values) => ({ ...filter, [part]: values }),
      );
  }
}

function changed<A>(
  outcome: StepOutcome<A>,
  change: (answer: A) => CampaignFilter,
): StepOutcome<CampaignFilter> {
  return typeof outcome === 'string' ? outcome : { answer: change(outcome.answer) };
}
