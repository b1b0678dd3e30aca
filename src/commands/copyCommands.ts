import * as vscode from 'vscode';
import { mayCopyPhoneNumbers } from '../connections/phoneNumberMask.ts';
import { grouped, quantity } from '../contacts/quantity.ts';
import type { Contact } from '../kore/shapes.ts';
import { chosenNodes, contactsNodes, isFiltered, type ContactsNode } from '../tree/chosenContacts.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { command } from './command.ts';
import { readContacts } from './readContacts.ts';

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
  readonly holdsPhoneNumbers?: true;
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
    holdsPhoneNumbers: true,
    join: onePerLine,
  },
  {
    id: 'copyContactsJson',
    noun: 'contact',
    value: (contact) => contact.served ?? null,
    holdsPhoneNumbers: true,
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
      if (!format.holdsPhoneNumbers || (await mayCopyPhoneNumbers())) await copy(nodes, format);
    }),
  );
}

async function copy(nodes: readonly ContactsNode[], { noun, value, join }: Format): Promise<void> {
  const values: unknown[] = [];
  const reading = await readContacts(nodes, `Copying ${noun}s`, (contacts) => {
    for (const contact of contacts) {
      const one = value(contact);
      if (one !== undefined) values.push(one);
    }
  });
  const { count, findings, cancelled } = reading;
  if (cancelled) {
    void vscode.window.showInformationMessage(
      `Cancelled, nothing was copied. What was read (${quantity(count, 'contact')}) is kept: copying again goes on from there.`,
    );
    return;
  }
  if (values.length === 0) {
    void vscode.window.showInformationMessage(nothingToCopy(count, noun));
    return;
  }
  await vscode.env.clipboard.writeText(join(values));
  const without = count - values.length;
  const message = [
    `Copied ${quantity(values.length, noun)}`,
    ...(without > 0 ? [haveNone(without)] : []),
    ...filterNote(nodes),
    ...findings,
  ].join('; ');
  const [only] = nodes;
  // The keyboard's row need not be the selected one: so which contact it was.
  if (nodes.length === 1 && only?.kind === 'contact')
    vscode.window.setStatusBarMessage(`${message}: contact ${grouped(only.position)}`, 5_000);
  else void vscode.window.showInformationMessage(`${message}.`);
}

function nothingToCopy(count: number, noun: string): string {
  if (count === 0) return 'There are no contacts to copy.';
  if (count === 1) return `This contact has no ${noun}. Nothing was copied.`;
  return `None of the ${quantity(count, 'contact')} has a ${noun}. Nothing was copied.`;
}

function haveNone(count: number): string {
  return `${quantity(count, 'contact')} ${count === 1 ? 'has' : 'have'} none`;
}

/** A filter that held contacts back is not passed over in silence. */
function filterNote(nodes: readonly ContactsNode[]): string[] {
  const filtered = nodes.some((node) => node.kind !== 'contact' && isFiltered(node));
  return filtered ? ['only contacts that pass the filter'] : [];
}
