import * as vscode from 'vscode';
import { grouped, quantity } from '../contacts/quantity.ts';
import { asError } from '../kore/errors.ts';
import { plainText } from '../kore/plainText.ts';
import type { Contact } from '../kore/shapes.ts';
import { campaignOf, contactsOf, pagesToRead, type ContactsNode } from '../tree/chosenContacts.ts';

/** Milliseconds between two words on the progress: people read no faster. */
const reportEvery = 250;

/**
 * All contacts of the nodes, in order. Shows progress, which can be cancelled, where pages have to be asked for.
 * @param title what the contacts are read for
 * @returns undefined when the person cancelled, who has been told so
 * @throws Error that names the campaign, with the failure as its cause; the pages that came are kept
 */
export async function gatherContacts(
  nodes: readonly ContactsNode[],
  title: string,
): Promise<readonly Contact[] | undefined> {
  const contacts: Contact[] = [];
  if (pagesToRead(nodes).missing === 0) {
    await readInto(contacts, nodes, new AbortController().signal, () => undefined);
    return contacts;
  }
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    let reading: ContactsNode | undefined;
    let percentTold = 0;
    // By the clock and not by the page: the time left goes down while a page is waited for.
    const reports = setInterval(() => {
      if (!reading) return;
      const { message, percent } = progressOf(reading, nodes, contacts.length);
      progress.report({ message, increment: Math.max(0, percent - percentTold) });
      percentTold = Math.max(percentTold, percent);
    }, reportEvery);
    try {
      await readInto(contacts, nodes, abort.signal, (node) => (reading = node));
      return contacts;
    } catch (error) {
      if (!abort.signal.aborted) throw error;
      void vscode.window.showInformationMessage(
        `Cancelled, nothing was copied. What was read (${quantity(contacts.length, 'contact')}) is kept: copying again goes on from there.`,
      );
      return undefined;
    } finally {
      clearInterval(reports);
    }
  });
}

async function readInto(
  contacts: Contact[],
  nodes: readonly ContactsNode[],
  signal: AbortSignal,
  read: (node: ContactsNode) => void,
): Promise<void> {
  for (const node of nodes) {
    try {
      for await (const batch of contactsOf(node, signal)) {
        contacts.push(...batch);
        read(node);
      }
    } catch (cause) {
      signal.throwIfAborted();
      const name = plainText(campaignOf(node).campaign.name, 60);
      const why = asError(cause).message;
      throw new Error(`Not all contacts of “${name}” could be read: ${why}`, { cause });
    }
  }
}

function progressOf(
  node: ContactsNode,
  nodes: readonly ContactsNode[],
  read: number,
): { message: string; percent: number } {
  const { scheduler } = campaignOf(node).open;
  const { all, missing } = pagesToRead(nodes);
  const minutes = Math.ceil(scheduler.estimate(missing) / 60_000);
  const left =
    minutes > 0 ? `, about ${quantity(minutes, 'minute')} left: Kore.ai limits requests per minute` : '';
  const name = plainText(campaignOf(node).campaign.name, 40);
  return {
    message: `“${name}”, ${quantity(read, 'contact')}, page ${grouped(all - missing)} of ${grouped(all)}${left}`,
    percent: (100 * (all - missing)) / Math.max(1, all),
  };
}
