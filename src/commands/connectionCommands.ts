import * as vscode from 'vscode';
import { addConnection } from '../connections/addConnection.ts';
import type { ClientSecrets } from '../connections/clientSecrets.ts';
import type { Connection } from '../connections/connection.ts';
import type { Connections } from '../connections/connections.ts';
import type { SampleData } from '../connections/sampleData.ts';
import { secretQuestion, tokenQuestion } from '../connections/questions.ts';
import { addingProblem, needsSecretOf, removeFromSettings } from '../connections/settings.ts';
import { askText } from '../connections/steps.ts';
import { secretName } from '../kore/app.ts';
import { pointInTime } from '../kore/pointInTime.ts';
import { connectionOf, type TreeNode } from '../tree/nodes.ts';
import { command } from './command.ts';

interface Parts {
  readonly connections: Connections;
  readonly secrets: ClientSecrets;
  readonly sampleData: SampleData;
  readonly log: vscode.LogOutputChannel;
}

export function registerConnectionCommands(parts: Parts): vscode.Disposable[] {
  const { connections, secrets, sampleData, log } = parts;
  return [
    command('addConnection', log, async () => {
      if (!canAdd()) return;
      const added = await addConnection(connections, secrets);
      if (!added) return;
      await logTokenEnd(added, parts);
      await showView();
    }),
    command('removeConnection', log, async (node) => {
      const connection = await choose(connections, node, 'Which connection do you want to remove?');
      if (connection) await remove(connection, secrets);
    }),
    command('setSecret', log, async (node) => {
      const connection = await choose(connections, node, 'Whose client secret or token do you want to set?');
      if (connection && needsSecret(connection, parts)) await setSecret(connection, parts);
    }),
    command('clearSecret', log, async (node) => {
      const connection = await choose(
        connections,
        node,
        'Whose client secret or token do you want to forget?',
      );
      if (connection && needsSecret(connection, parts)) await forgetSecret(connection, secrets);
    }),
    command('openDemo', log, async () => {
      if (!canAdd()) return;
      await sampleData.connect(connections.list);
      await showView();
    }),
    command('openSettings', log, openSettings),
  ];
}

function openSettings(): Thenable<unknown> {
  return vscode.commands.executeCommand('workbench.action.openSettings', 'koreCampaigns');
}

/** Whether the user settings take another connection; if not, a message says why. */
function canAdd(): boolean {
  const problem = addingProblem();
  if (problem === undefined) return true;
  // Not awaited: the command has ended.
  void vscode.window
    .showErrorMessage(problem, 'Open Settings')
    .then((choice) => (choice === undefined ? undefined : openSettings()));
  return false;
}

/** Whether a connection signs in with a secret of its own; if not, a message says so. */
function needsSecret(connection: Connection, { sampleData }: Parts): boolean {
  if (!sampleData.serves(connection)) return true;
  void vscode.window.showInformationMessage('Sample data needs no client secret.');
  return false;
}

function showView(): Thenable<unknown> {
  return vscode.commands.executeCommand('koreCampaigns.campaigns.focus');
}

/** The connection of the clicked row, else the only one, else the one that the person picks. */
async function choose(
  connections: Connections,
  node: TreeNode | undefined,
  placeHolder: string,
): Promise<Connection | undefined> {
  const own = node && connectionOf(node);
  if (own) return own.connection;
  const [first, second] = connections.list;
  if (!first) {
    void vscode.window.showInformationMessage('There is no connection yet. Add one first.');
    return undefined;
  }
  if (!second) return first;
  const items = connections.list.map((connection) => ({
    label: connection.name,
    description: connection.origin,
    connection,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.connection;
}

async function remove(connection: Connection, secrets: ClientSecrets): Promise<void> {
  const { name } = connection;
  const choice = await vscode.window.showWarningMessage(
    `Remove the connection "${name}"?`,
    {
      modal: true,
      detail: `It is taken out of the settings, and its ${secretName(connection)} is forgotten. Nothing changes in Kore.ai.`,
    },
    'Remove',
  );
  if (choice === undefined) return;
  await removeFromSettings(connection);
  if (!needsSecretOf(connection)) await secrets.forget(connection);
}

async function setSecret(connection: Connection, parts: Parts): Promise<void> {
  const { name, clientId, origin, signIn } = connection;
  const isToken = signIn === 'token';
  const outcome = await askText({
    ...(isToken ? tokenQuestion(clientId) : secretQuestion),
    title: `${isToken ? 'Token' : 'Client Secret'} of "${name}"`,
    prompt: `For client ${clientId} at ${origin}. It is kept in the secret storage of VS Code`,
    canGoBack: false,
  });
  if (typeof outcome !== 'object') return;
  await parts.secrets.set(connection, outcome.answer);
  await logTokenEnd(connection, parts);
}

async function logTokenEnd(connection: Connection, { connections, log }: Parts): Promise<void> {
  const end = await connections.tokenEnd(connection);
  if (end !== undefined) log.info(`The token of "${connection.name}" is valid until ${pointInTime(end)}.`);
}

async function forgetSecret(connection: Connection, secrets: ClientSecrets): Promise<void> {
  const what = `${secretName(connection)} of "${connection.name}"`;
  const choice = await vscode.window.showWarningMessage(
    `Forget the ${what}?`,
    { modal: true, detail: 'To see its campaigns again you will have to enter it anew.' },
    'Forget',
  );
  if (choice === undefined) return;
  await secrets.forget(connection);
  vscode.window.setStatusBarMessage(`The ${what} is forgotten`, 5_000);
}
