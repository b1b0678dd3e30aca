import * as vscode from 'vscode';
import { grouped, quantity } from '../contacts/quantity.ts';
import { plainText } from '../kore/plainText.ts';
import type { Contact } from '../kore/shapes.ts';
import {
  campaignOf,
  chosenNodes,
  contactsNodes,
  contactsOf,
  type ContactsNode,
} from '../tree/chosenContacts.ts';
import type { TreeNode } from '../tree/nodes.ts';
import { command } from './command.ts';

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

const formats: readonly Format[] = [
  {
    id: 'copySessionIds',
    noun: 'session ID',
    value: (contact) => contact.botSessionId.trim() || undefined,
    join: onePerLine,
  },
  {
    id: 'copyPhoneNumbers',
    noun: 'phone number',
    value: (contact) => contact.phoneNumber.trim() || undefined,
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
          'Select contacts, a page or a campaign in the Campaigns view first.',
        );
        return;
      }
      const contacts = await gather(nodes, format);
      if (contacts) await copy(contacts, format);
    }),
  );
}

/** All contacts of the nodes; undefined when the person cancelled. Shows progress only where pages have to be asked for. */
async function gather(
  nodes: readonly ContactsNode[],
  { noun }: Format,
): Promise<readonly Contact[] | undefined> {
  const abort = new AbortController();
  const contacts: Contact[] = [];
  const read = async (report: (message: string) => void) => {
    for (const node of nodes) {
      for await (const batch of contactsOf(node, abort.signal)) {
        contacts.push(...batch);
        report(progressOf(node, contacts.length));
      }
    }
  };
  if (nodes.every(isHere)) {
    await read(() => undefined);
    return contacts;
  }
  const title = `Reading contacts to copy their ${noun}s`;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(() => abort.abort());
    try {
      await read((message) => progress.report({ message }));
      return contacts;
    } catch (error) {
      if (!abort.signal.aborted) throw error;
      const read = quantity(contacts.length, 'contact');
      void vscode.window.showInformationMessage(
        `Cancelled, nothing was copied. The ${read} read so far are kept: copying again goes on from there.`,
      );
      return undefined;
    }
  });
}

function isHere(node: ContactsNode): boolean {
  if (node.kind === 'contact') return true;
  const { open, campaign } = campaignOf(node);
  const pages = open.cache.contactsOf(campaign.id);
  const { firstPage, lastPage } =
    node.kind === 'range' ? node.range : { firstPage: 1, lastPage: pages.shape?.totalPages ?? 1 };
  for (let page = firstPage; page <= lastPage; page++) if (!pages.peek(page)) return false;
  return true;
}

function progressOf(node: ContactsNode, read: number): string {
  const { open, campaign } = campaignOf(node);
  const pages = open.cache.contactsOf(campaign.id);
  const total = pages.shape?.totalResults;
  const of = total === undefined || node.kind !== 'campaign' ? '' : ` of ${grouped(total)}`;
  const pagesLeft = node.kind === 'campaign' ? (pages.shape?.totalPages ?? 1) - pages.count : 0;
  const minutes = Math.ceil(open.scheduler.estimate(pagesLeft) / 60_000);
  const left =
    minutes > 0
      ? `, about ${quantity(minutes, 'minute')} left because Kore.ai limits requests per minute`
      : '';
  return `“${plainText(campaign.name, 40)}”: ${grouped(read)}${of}${left}`;
}

async function copy(contacts: readonly Contact[], { noun, value, join }: Format): Promise<void> {
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
  if (contacts.length === 1) vscode.window.setStatusBarMessage(message, 5_000);
  else
    void vscode.window.showInformationMessage(
      without > 0 ? `${message}; ${haveNone(without)}.` : `${message}.`,
    );
}

function haveNone(count: number): string {
  return `${quantity(count, 'contact')} ${count === 1 ? 'has' : 'have'} none`;
}
