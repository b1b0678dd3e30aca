import * as vscode from 'vscode';
import { plainText } from '../kore/plainText.ts';
import { connectionKey, type Connection } from './connection.ts';
import {
  connectionIn,
  entriesOf,
  listProblem,
  mergeConnections,
  type ConfiguredConnections,
  type ConnectionList,
} from './connectionLists.ts';
import { userValues } from './valueHere.ts';

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

/** Replaces the list of a place or, given undefined, removes it. */
type Write = (entries: readonly unknown[] | undefined) => Thenable<void>;

/** A place that the setting can stand in. */
interface Place extends ConnectionList {
  /** Undefined where extensions can't write. */
  readonly write: Write | undefined;
}

interface WritablePlace extends Place {
  readonly write: Write;
}

/** The connections of the user settings, the workspace and its folders. What an untrusted workspace adds is ignored. */
export function configuredConnections(): ConfiguredConnections {
  return mergeConnections(places());
}

/** @returns why no connection can be added to the user settings, as a sentence, or undefined */
export function addingProblem(): string | undefined {
  return listProblem(userPlaces().written);
}

/**
 * Adds a connection to the user settings, behind those that are there, usable or not.
 * @throws Error with a sentence for people when the setting isn't a list: writing would lose what's there
 */
export async function addToSettings({
  name,
  origin,
  signIn,
  algorithm,
  ...others
}: Connection): Promise<void> {
  const { written } = userPlaces();
  const problem = listProblem(written);
  if (problem !== undefined) throw new Error(problem);
  const entry = {
    name,
    host: origin,
    ...others,
    ...(signIn === 'secret' ? {} : { signIn }),
    ...(algorithm === 'HS256' ? {} : { algorithm }),
  };
  await written.write([...entriesOf(written), entry]);
}

/**
 * Removes a connection from the settings, in every place that has it.
 * @throws Error with a sentence for people when a place can't be written to
 */
export async function removeFromSettings(connection: Connection): Promise<void> {
  const key = connectionKey(connection);
  const isOther = (entry: unknown) => keyOf(entry) !== key;
  const having = places().filter((place) => !entriesOf(place).every(isOther));
  for (const place of having) {
    const others = entriesOf(place).filter(isOther);
    await place.write?.(others.length > 0 ? others : undefined);
  }
  const left = having.find(({ write }) => !write);
  if (left) throw new Error(`"${connection.name}" is also in ${left.where}. Remove it there.`);
}

/** Whether any entry of the settings still needs the client secret or token of a connection. */
export function needsSecretOf({ origin, clientId, signIn }: Connection): boolean {
  return places()
    .flatMap(entriesOf)
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

/** From the user settings to those of a folder. */
function places(): readonly Place[] {
  const { local, written } = userPlaces();
  return [...(local ? [local] : []), written, ...(vscode.workspace.isTrusted ? workspacePlaces() : [])];
}

/** The user settings that extensions write to: those of the remote machine where these have a list, which then hides the local one. */
function userPlaces(): { local?: Place; written: WritablePlace } {
  const configuration = vscode.workspace.getConfiguration(section);
  const { local, remote } = userValues(configuration.inspect('connections'));
  const write = writerTo(configuration, vscode.ConfigurationTarget.Global);
  if (remote === undefined) return { written: { where: 'the settings', value: local, write } };
  return {
    local: { where: 'your local settings', value: local, write: undefined },
    written: { where: 'the settings of the remote machine', value: remote, write },
  };
}

/** The settings of the workspace and, where it has several folders, theirs. */
function workspacePlaces(): readonly Place[] {
  const { workspaceFile, workspaceFolders = [] } = vscode.workspace;
  const { Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
  const configuration = vscode.workspace.getConfiguration(section);
  return [
    {
      where: 'the workspace settings',
      value: configuration.inspect('connections')?.workspaceValue,
      write: writerTo(configuration, Workspace),
    },
    ...(workspaceFile ? workspaceFolders : []).map(({ name, uri }) => {
      const ofFolder = vscode.workspace.getConfiguration(section, uri);
      return {
        where: `the settings of the folder "${plainText(name)}"`,
        value: ofFolder.inspect('connections')?.workspaceFolderValue,
        write: writerTo(ofFolder, WorkspaceFolder),
      };
    }),
  ];
}

function writerTo(configuration: vscode.WorkspaceConfiguration, target: vscode.ConfigurationTarget): Write {
  return (entries) => configuration.update('connections', entries, target);
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
