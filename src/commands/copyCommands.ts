import * as vscode from 'vscode';
import { mayCopyPhoneNumbers } from '../connections/phoneNumberMask.ts';
import {
  copiedMessage,
  json,
  nothingToCopy,
  phoneNumbers,
  sessionIds,
  type CopyFormat,
} from '../contacts/copyFormats.ts';
import { grouped, quantity } from '../contacts/quantity.ts';
import { plainText } from '../kore/plainText.ts';
import { chosenNodes, contactsNodes, isFiltered, type ContactsNode } from '../tree/chosenContacts.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { Reading } from '../views/exportSource.ts';
import { attempt, command } from './command.ts';
import { PartlyRead, readContacts } from './readContacts.ts';

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
      if (!format.holdsPhoneNumbers || (await mayCopyPhoneNumbers())) await copy(nodes, format, log);
    }),
  );
}

async function copy(
  nodes: readonly ContactsNode[],
  format: CopyFormat,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const { noun, value, join } = format;
  const values: unknown[] = [];
  let reading: Reading;
  try {
    reading = await readContacts(nodes, `Copying ${noun}s`, (contacts) => {
      for (const contact of contacts) {
        const one = value(contact);
        if (one !== undefined) values.push(one);
      }
    });
  } catch (error) {
    if (!(error instanceof PartlyRead) || values.length === 0) throw error;
    // Not awaited: a command ends when its work does, not when its message is read.
    const copyRest = `Copy ${quantity(values.length, noun)}`;
    void attempt(log, () => offerRest(error, copyRest, join(values), () => copy(nodes, format, log)));
    return;
  }
  const { count, findings, cancelled } = reading;
  if (cancelled) {
    void vscode.window.showInformationMessage(
      `Cancelled, nothing was copied. What was read (${quantity(count, 'contact')}) is kept: copying again goes on from there.`,
    );
    return;
  }
  if (values.length === 0) {
    void vscode.window.showInformationMessage(
      count === 0 ? 'There are no contacts to copy.' : nothingToCopy(count, noun),
    );
    return;
  }
  await vscode.env.clipboard.writeText(join(values));
  const copied = copiedMessage(values.length, count - values.length, noun);
  const message = [copied, ...filterNote(nodes), ...findings].join('; ');
  const [only] = nodes;
  // The keyboard's row need not be the selected one: so which contact it was.
  if (nodes.length === 1 && only?.kind === 'contact')
    vscode.window.setStatusBarMessage(`${message}: contact ${grouped(only.position)}`, 5_000);
  else void vscode.window.showInformationMessage(`${message}.`);
}

/** Says what's missing, and copies what was read only when the person wants that. */
async function offerRest(
  { message }: PartlyRead,
  copyRest: string,
  text: string,
  tryAgain: () => Promise<void>,
): Promise<void> {
  const said = plainText(`${message} Nothing was copied yet.`, 500);
  const choice = await vscode.window.showWarningMessage(said, copyRest, 'Try Again');
  if (choice === copyRest) await vscode.env.clipboard.writeText(text);
  else if (choice === 'Try Again') await tryAgain();
}

/** A filter that held contacts back is not passed over in silence. */
function filterNote(nodes: readonly ContactsNode[]): string[] {
  const filtered = nodes.some((node) => node.kind !== 'contact' && isFiltered(node));
  return filtered ? ['only contacts that pass the filter'] : [];
}
