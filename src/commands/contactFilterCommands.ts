import * as vscode from 'vscode';
import {
  facetLabels,
  facets,
  valueLabel,
  type ContactFilter,
  type Facet,
} from '../contacts/contactFilter.ts';
import { countFacets, type FacetCounts } from '../contacts/filteredContacts.ts';
import { grouped, quantity } from '../contacts/quantity.ts';
import { plainText } from '../kore/plainText.ts';
import type { CampaignTree } from '../tree/campaignTree.ts';
import { campaignOf, chosenNodes, contactsNodes } from '../tree/chosenContacts.ts';
import type { CampaignNode, TreeNode } from '../tree/nodes.ts';
import { command } from './command.ts';
import { readContacts } from './readContacts.ts';

interface Parts {
  readonly tree: CampaignTree;
  readonly view: vscode.TreeView<TreeNode>;
  readonly log: vscode.LogOutputChannel;
}

export function registerContactFilterCommands({ tree, view, log }: Parts): vscode.Disposable[] {
  const onCampaign = (run: (node: CampaignNode) => unknown) => async (clicked: TreeNode | undefined) => {
    const node = campaignOfRow(clicked) ?? campaignOfRow(view.selection[0]);
    if (node) await run(node);
    else void vscode.window.showInformationMessage('Select a campaign in the Campaigns view first.');
  };
  return [
    command(
      'filterContacts',
      log,
      onCampaign((node) => askFilter(node, tree)),
    ),
    command(
      'clearContactFilter',
      log,
      onCampaign((node) => tree.filterContacts(node, undefined)),
    ),
    command(
      'loadAllContacts',
      log,
      onCampaign((node) => loadAll(node)),
    ),
  ];
}

/** The campaign that a row is, is part of, or says something about. */
function campaignOfRow(node: TreeNode | undefined): CampaignNode | undefined {
  if (node?.kind === 'notice') return node.parent && campaignOfRow(node.parent);
  const [one] = contactsNodes(chosenNodes(node, undefined, []));
  return one && campaignOf(one);
}

type Item = vscode.QuickPickItem & { readonly facet?: Facet; readonly value?: string };

async function askFilter(node: CampaignNode, tree: CampaignTree): Promise<void> {
  const pages = node.open.cache.contactsOf(node.campaign.id);
  const { signal } = new AbortController();
  // One page at least, so that there are values to choose from.
  await pages.get(1, { priority: 'click' });
  const counts = await countFacets(pages, signal);
  const chosen = await pickFacets(node, counts);
  if (!chosen) return;
  tree.filterContacts(node, Object.keys(chosen).length > 0 ? chosen : undefined);
}

/** @returns undefined when the person left; nothing in it when nothing was chosen */
async function pickFacets(node: CampaignNode, counts: FacetCounts): Promise<ContactFilter | undefined> {
  const { open, campaign } = node;
  const present = open.cache.filtered(campaign.id)?.filter ?? {};
  const items = facets.flatMap((facet) => itemsOf(facet, counts, present));
  const { shape, missing = 0 } = open.cache.contactsOf(campaign.id);
  const picked = await vscode.window.showQuickPick<Item>(items, {
    title: `Filter Contacts of “${plainText(campaign.name, 60)}”`,
    placeHolder:
      shape && missing > 0
        ? `Values in the ${grouped(shape.totalPages - missing)} of ${quantity(shape.totalPages, 'page')} loaded so far`
        : 'Values to be shown; none chosen shows all contacts',
    canPickMany: true,
    matchOnDescription: true,
  });
  if (!picked) return undefined;
  const filter: Partial<Record<Facet, string[]>> = {};
  for (const { facet, value } of picked) if (facet && value !== undefined) (filter[facet] ??= []).push(value);
  return filter;
}

/** The values of a facet, the most frequent first; those that are chosen already too, though they are not here any more. */
function itemsOf(facet: Facet, counts: FacetCounts, present: ContactFilter): Item[] {
  const chosen = present[facet] ?? [];
  const found = new Map([...chosen.map((value) => [value, 0] as const), ...counts[facet]]);
  const values = [...found].sort(([, one], [, other]) => other - one);
  return [
    { label: facetLabels[facet], kind: vscode.QuickPickItemKind.Separator },
    ...values.map(([value, count]) => ({
      label: plainText(valueLabel(facet, value)),
      description: grouped(count),
      picked: chosen.includes(value),
      facet,
      value,
    })),
  ];
}

async function loadAll(node: CampaignNode): Promise<void> {
  const { count, findings, cancelled } = await readContacts([node], 'Loading contacts', () => undefined);
  if (cancelled) {
    void vscode.window.showInformationMessage(
      'Cancelled. What was loaded is kept: loading again goes on from there.',
    );
  } else if (findings.length > 0) {
    const name = plainText(node.campaign.name, 60);
    void vscode.window.showInformationMessage(
      [`“${name}” is loaded: ${quantity(count, 'contact')}`, ...findings].join('; ') + '.',
    );
  }
}
