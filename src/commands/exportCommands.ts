import * as vscode from 'vscode';
import {
  chosenNodes,
  campaignOf,
  contactsNodes,
  isFiltered,
  type ContactsNode,
} from '../tree/chosenContacts.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { command } from './command.ts';
import type { ExportSource } from '../views/exportSource.ts';
import type { Exporter } from './exporter.ts';
import { readContacts } from './readContacts.ts';

interface Parts {
  readonly view: vscode.TreeView<TreeNode>;
  readonly exporter: Exporter;
  readonly log: vscode.LogOutputChannel;
}

export function registerExportCommands({ view, exporter, log }: Parts): vscode.Disposable[] {
  return [
    command('exportContacts', log, async (clicked, selected) => {
      const nodes = contactsNodes(chosenNodes(clicked, selected, view.selection));
      const source = await sourceOf(nodes);
      if (source) await exporter.export(source);
    }),
  ];
}

/** @returns undefined where nothing is chosen, or the person left */
async function sourceOf(nodes: readonly ContactsNode[]): Promise<ExportSource | undefined> {
  const [first] = nodes;
  if (!first) {
    void vscode.window.showInformationMessage(
      'Select contacts, a range or a campaign in the Campaigns view first.',
    );
    return undefined;
  }
  const { name } = campaignOf(first).campaign;
  const title = 'Exporting contacts';
  if (!nodes.some((node) => node.kind === 'campaign' && isFiltered(node)))
    return { name, read: (take) => readContacts(nodes, title, take) };
  const all = 'All contacts';
  const which = await vscode.window.showQuickPick(['Contacts that pass the filter', all], {
    title: 'Export Contacts',
    placeHolder: 'Which contacts?',
  });
  if (which === undefined) return undefined;
  return {
    name,
    read: (take) =>
      which === all
        ? readContacts(nodes, title, take, (_node, contacts) => contacts)
        : readContacts(nodes, title, take),
  };
}
