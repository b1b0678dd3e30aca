import * as vscode from 'vscode';
import {
  copiedMessage,
  json,
  nothingToCopy,
  phoneNumbers,
  sessionIds,
  type CopyFormat,
} from '../contacts/copyFormats.ts';
import { grouped } from '../contacts/quantity.ts';
import type { Contact } from '../kore/shapes.ts';
import { chosenNodes, contactsNodes } from '../tree/chosenContacts.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { command } from './command.ts';
import { gatherContacts } from './gatherContacts.ts';

interface Parts {
  readonly view: vscode.TreeView<TreeNode>;
  readonly log: vscode.LogOutputChannel;
}

const formats = {
  copySessionIds: sessionIds,
  copyPhoneNumbers: phoneNumbers,
  copyContactsJson: json,
};

export function registerCopyCommands({ view, log }: Parts): vscode.Disposable[] {
  return Object.entries(formats).map(([id, format]) =>
    command(id, log, async (clicked, selected) => {
      const nodes = contactsNodes(chosenNodes(clicked, selected, view.selection));
      if (nodes.length === 0) {
        void vscode.window.showInformationMessage(
          'Select contacts, a range or a campaign in the Campaigns view first.',
        );
        return;
      }
      const contacts = await gatherContacts(nodes, `Copying ${format.noun}s`);
      const [only] = nodes;
      const one = nodes.length === 1 && only?.kind === 'contact' ? only.position : undefined;
      if (contacts) await copy(contacts, format, one);
    }),
  );
}

/** @param one the place in the campaign of the contact that was copied, where it is one alone: the keyboard's row need not be the selected one */
async function copy(
  contacts: readonly Contact[],
  { noun, value, join }: CopyFormat,
  one: number | undefined,
): Promise<void> {
  const values = contacts.map(value).filter((one) => one !== undefined);
  const without = contacts.length - values.length;
  if (values.length === 0) {
    void vscode.window.showInformationMessage(
      contacts.length === 0 ? 'There are no contacts to copy.' : nothingToCopy(contacts.length, noun),
    );
    return;
  }
  await vscode.env.clipboard.writeText(join(values));
  const message = copiedMessage(values.length, without, noun);
  if (one !== undefined) vscode.window.setStatusBarMessage(`${message}: contact ${grouped(one)}`, 5_000);
  else void vscode.window.showInformationMessage(`${message}.`);
}
