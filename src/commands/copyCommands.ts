import * as vscode from 'vscode';
import { grouped, quantity } from '../contacts/quantity.ts';
import type { Contact } from '../kore/shapes.ts';
import { chosenNodes, contactsNodes } from '../tree/chosenContacts.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { command } from './command.ts';
import { gatherContacts } from './gatherContacts.ts';

interface Parts {
  readonly view: vscode.TreeView<TreeNode>;
  readonly log: vscode.LogOutputChannel;
}

/** One way to copy contacts. */
interface Format {
  readonly id: string;
  /** What one value is called; the plural is made with an s. */
  readonly noun: string;
  /** @returns undefined for a contact that has no such value */
  readonly value: (contact: Contact) => unknown;
  readonly join: (values: readonly unknown[]) => string;
}

const onePerLine = (values: readonly unknown[]) => values.join('\n');
const onOneLine = (text: string) => text.replace(/\s+/gu, ' ').trim() || undefined;

const formats: readonly Format[] = [
  {
    id: 'copySessionIds',
    noun: 'session ID',
    value: (contact) => onOneLine(contact.botSessionId),
    join: onePerLine,
  },
  {
    id: 'copyPhoneNumbers',
    noun: 'phone number',
    value: (contact) => onOneLine(contact.phoneNumber),
    join: onePerLine,
  },
  {
    id: 'copyContactsJson',
    noun: 'contact',
    value: (contact) => contact.served ?? null,
    join: (values) => JSON.stringify(values, undefined, 2),
  },
];

export function registerCopyCommands({ view, log }: Parts): vscode.Disposable[] {
  return formats.map((format) =>
    command(format.id, log, async (clicked, selected) => {
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
  { noun, value, join }: Format,
  one: number | undefined,
): Promise<void> {
  const values = contacts.map(value).filter((one) => one !== undefined);
  const without = contacts.length - values.length;
  if (values.length === 0) {
    const whose =
      contacts.length === 1 ? 'This contact has' : `None of the ${quantity(contacts.length, 'contact')} has`;
    const what = contacts.length === 1 ? `no ${noun}` : `a ${noun}`;
    void vscode.window.showInformationMessage(
      contacts.length === 0 ? 'There are no contacts to copy.' : `${whose} ${what}. Nothing was copied.`,
    );
    return;
  }
  await vscode.env.clipboard.writeText(join(values));
  const message = `Copied ${quantity(values.length, noun)}`;
  if (one !== undefined) vscode.window.setStatusBarMessage(`${message}: contact ${grouped(one)}`, 5_000);
  else
    void vscode.window.showInformationMessage(
      without > 0 ? `${message}; ${haveNone(without)}.` : `${message}.`,
    );
}

function haveNone(count: number): string {
  return `${quantity(count, 'contact')} ${count === 1 ? 'has' : 'have'} none`;
}
