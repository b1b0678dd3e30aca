import * as vscode from 'vscode';
import { Drift } from '../contacts/drift.ts';
import { grouped, quantity } from '../contacts/quantity.ts';
import { timeLeft } from '../contacts/timeLeft.ts';
import { walk } from '../contacts/walk.ts';
import { asError, concernsAllRequests } from '../kore/errors.ts';
import { plainText } from '../kore/plainText.ts';
import type { Contact } from '../kore/shapes.ts';
import type { Reading, Take } from '../views/exportSource.ts';
import { campaignOf, contactsPassing, pagesToRead, type ContactsNode } from '../tree/chosenContacts.ts';

/** Milliseconds between two words on the progress: people read no faster. */
export const reportEvery = 250;

/** So many pages that are all here are read before a person could see the progress. */
const readAtOnce = 200;

/** Those of a node's contacts that are wanted. */
type Choose = (node: ContactsNode, contacts: readonly Contact[]) => readonly Contact[];

/** Thrown at the end when some of several nodes couldn't be read; all others were. `cause` is the first failure. */
export class PartlyRead extends Error {
  override readonly name = 'PartlyRead';
}

interface State {
  node: ContactsNode | undefined;
  taken: number;
  readonly findings: string[];
}

/**
 * Reads all contacts of the nodes, in order. Shows progress, which can be cancelled, unless it is done in no time.
 * @param title what the contacts are read for
 * @param choose which of a node's contacts are taken
 * @throws PartlyRead that names the campaigns which couldn't be read, after all others were, where there are others; else Error that
 * names the campaign, with the failure as its cause. The pages that came are kept
 */
export async function readContacts(
  nodes: readonly ContactsNode[],
  title: string,
  take: Take,
  choose: Choose = contactsPassing,
): Promise<Reading> {
  const state: State = { node: undefined, taken: 0, findings: [] };
  const { all, missing } = pagesToRead(nodes);
  if (missing === 0 && all <= readAtOnce) {
    await read(nodes, take, choose, new AbortController().signal, state);
    return { count: state.taken, findings: state.findings, cancelled: false };
  }
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return withViewProgress(options, async (progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    let percentTold = 0;
    // By the clock and not by the page: the time left goes down while a page is waited for.
    const reports = setInterval(() => {
      const { message, percent } = progressOf(state.node ?? nodes[0], nodes, state.taken);
      progress.report({ message, increment: Math.max(0, percent - percentTold) });
      percentTold = Math.max(percentTold, percent);
    }, reportEvery);
    try {
      await read(nodes, take, choose, abort.signal, state);
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    } finally {
      clearInterval(reports);
    }
    return { count: state.taken, findings: state.findings, cancelled: abort.signal.aborted };
  });
}

async function read(
  nodes: readonly ContactsNode[],
  take: Take,
  choose: Choose,
  signal: AbortSignal,
  state: State,
): Promise<void> {
  const failures: Error[] = [];
  // Connections whose other requests would fail as well.
  const broken = new Set<unknown>();
  let succeeded = 0;
  for (const node of nodes) {
    const { open } = campaignOf(node);
    const name = plainText(campaignOf(node).campaign.name, 60);
    if (broken.has(open)) {
      failures.push(new Error(`“${name}” wasn't read.`));
      continue;
    }
    state.node = node;
    try {
      await readNode(node, take, choose, signal, state);
      succeeded++;
    } catch (cause) {
      signal.throwIfAborted();
      const why = asError(cause).message;
      failures.push(new Error(`Not all contacts of “${name}” could be read: ${why}`, { cause }));
      if (concernsAllRequests(cause)) broken.add(open);
    }
  }
  const [first] = failures;
  if (!first) return;
  if (succeeded === 0) throw first;
  throw new PartlyRead(failures.map(({ message }) => message).join(' '), { cause: first.cause });
}

async function readNode(
  node: ContactsNode,
  take: Take,
  choose: Choose,
  signal: AbortSignal,
  state: State,
): Promise<void> {
  if (node.kind === 'contact') {
    state.taken++;
    return take([node.contact]);
  }
  const { open, campaign } = campaignOf(node);
  const drift = new Drift();
  const range = node.kind === 'range' ? node.range : undefined;
  const pages = open.cache.contactsOf(campaign.id);
  for await (const page of walk(pages, signal, range)) {
    drift.see(page);
    const contacts = choose(node, page.items);
    if (contacts.length > 0) await take(contacts);
    state.taken += contacts.length;
  }
  state.findings.push(...drift.findings(!range, pages.shape));
}

/** Shows progress in the view too, which stays in sight when the notification is put away. */
function withViewProgress<T>(
  options: vscode.ProgressOptions,
  task: Parameters<typeof vscode.window.withProgress<T>>[1],
): Thenable<T> {
  const running = vscode.window.withProgress(options, task);
  const view = { location: { viewId: 'koreCampaigns.campaigns' } };
  // A failure is met by whoever waits for it.
  void vscode.window.withProgress(view, () => running.then(undefined, () => undefined));
  return running;
}

function progressOf(
  node: ContactsNode | undefined,
  nodes: readonly ContactsNode[],
  taken: number,
): { message: string; percent: number } {
  const { all, missing } = pagesToRead(nodes);
  const campaign = node && campaignOf(node);
  const name = plainText(campaign?.campaign.name ?? '', 40);
  const left = campaign ? timeLeft(campaign.open.scheduler, missing) : [];
  const page = `page ${grouped(all - missing)} of ${grouped(all)}`;
  return {
    message: [`“${name}”`, quantity(taken, 'contact'), page, ...left].join(', '),
    percent: (100 * (all - missing)) / Math.max(1, all),
  };
}
