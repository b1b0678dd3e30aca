import * as vscode from 'vscode';
import { connectionKey, readConnection, type Connection } from './connection.ts';

/** The extension's settings, read at each use so that a change applies at once. */
const section = 'koreCampaigns';

/** Contacts per request, 1 to 100. */
export function pageSize(): number {
  return within(1, 100, vscode.workspace.getConfiguration(section).get('pageSize'), 100);
}

/** The client's own ceiling per account and minute. */
export function requestsPerMinute(): number {
  return within(1, 6_000, vscode.workspace.getConfiguration(section).get('requestsPerMinute'), 50);
}

/** Whether phone numbers are masked on screen. */
export function masksPhoneNumbers(): boolean {
  return vscode.workspace.getConfiguration(section).get('maskPhoneNumbers') === true;
}

/** Calls `listener` when {@link masksPhoneNumbers} may have changed. */
export function onDidChangeMasking(listener: () => void): vscode.Disposable {
  return onDidChange('maskPhoneNumbers', listener);
}

/** Seconds between two looks of a live tab, `shortest` to 3,600. */
export function liveRefreshInterval(shortest: number): number {
  return within(shortest, 3_600, vscode.workspace.getConfiguration(section).get('liveRefreshInterval'), 30);
}

/** Calls `listener` when {@link liveRefreshInterval} may have changed. */
export function onDidChangeLiveRefreshInterval(listener: () => void): vscode.Disposable {
  return onDidChange('liveRefreshInterval', listener);
}

/** What the setting `koreCampaigns.connections` holds. */
export interface ConfiguredConnections {
  readonly connections: readonly Connection[];
  /** A sentence for each entry that cannot be used. */
  readonly problems: readonly string[];
}

/** The usable connections, and what is wrong with the others. An untrusted workspace's own ones are kept from us by VS Code. */
export function configuredConnections(): ConfiguredConnections {
  const connections = new Map<string, Connection>();
  const problems: string[] = [];
  rawConnections().forEach((entry, index) => {
    try {
      const connection = readConnection(entry);
      const key = connectionKey(connection);
      const twin = connections.get(key);
      if (twin) throw new Error(`it leads to the same app as "${twin.name}"`);
      connections.set(key, connection);
    } catch (error) {
      problems.push(`Connection ${index + 1} in the settings cannot be used: ${(error as Error).message}`);
    }
  });
  return { connections: [...connections.values()], problems };
}

/** Adds a connection to the settings, behind those that are there, usable or not. */
export async function addToSettings({
  name,
  origin,
  signIn,
  algorithm,
  ...others
}: Connection): Promise<void> {
  const entry = {
    name,
    host: origin,
    ...others,
    ...(signIn === 'secret' ? {} : { signIn }),
    ...(algorithm === 'HS256' ? {} : { algorithm }),
  };
  await writeConnections([...rawConnections(), entry]);
}

/** Removes the entry of a connection from the settings, wherever it stands. */
export async function removeFromSettings(connection: Connection): Promise<void> {
  const key = connectionKey(connection);
  await writeConnections(rawConnections().filter((entry) => keyOf(entry) !== key));
}

/** Whether any entry of the settings, hidden by another scope or not, still needs the client secret or token of a connection. */
export function needsSecretOf({ origin, clientId, signIn }: Connection): boolean {
  const scopes = vscode.workspace.getConfiguration(section).inspect<unknown>('connections');
  return [scopes?.globalValue, scopes?.workspaceValue, scopes?.workspaceFolderValue]
    .flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : []))
    .some((entry) => {
      const connection = connectionIn(entry);
      return (
        connection?.origin === origin && connection.clientId === clientId && connection.signIn === signIn
      );
    });
}

function keyOf(entry: unknown): string | undefined {
  const connection = connectionIn(entry);
  return connection && connectionKey(connection);
}

function connectionIn(entry: unknown): Connection | undefined {
  try {
    return readConnection(entry);
  } catch {
    // An entry that cannot be used is the same as no connection, and stays where it is.
    return undefined;
  }
}

function rawConnections(): readonly unknown[] {
  const value: unknown = vscode.workspace.getConfiguration(section).get('connections');
  return Array.isArray(value) ? value : [];
}

/** Writes where the value in force comes from, since a workspace's list hides the user's. */
async function writeConnections(entries: readonly unknown[]): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const inWorkspace =
    configuration.inspect('connections')?.workspaceValue !== undefined && vscode.workspace.isTrusted;
  const target = inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await configuration.update('connections', entries, target);
}

function onDidChange(setting: string, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${section}.${setting}`)) listener();
  });
}

function within(min: number, max: number, value: unknown, fallback: number): number {
  return typeof value === 'number' && Number.isFinite(value)
    ? Math.min(max, Math.max(min, Math.round(value)))
    : fallback;
}
