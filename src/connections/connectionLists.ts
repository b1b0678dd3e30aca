import { connectionKey, readConnection, type Connection } from './connection.ts';

/** What `koreCampaigns.connections` holds in one place, such as the user settings. */
export interface ConnectionList {
  /** The place, within a sentence: `the settings`, `the workspace settings`. */
  readonly where: string;
  /** As it stands there, of any type. */
  readonly value: unknown;
}

/** The connections of all places. */
export interface ConfiguredConnections {
  readonly connections: readonly Connection[];
  /** A sentence for each entry that can't be used. */
  readonly problems: readonly string[];
}

/**
 * Merges the lists of several places. The entry of a later list replaces an earlier one that leads to the same app with the same client.
 * @param lists from the user settings to those of a folder
 */
export function mergeConnections(lists: readonly ConnectionList[]): ConfiguredConnections {
  const connections = new Map<string, Connection>();
  const problems: string[] = [];
  for (const list of lists) {
    const problem = listProblem(list);
    if (problem !== undefined) problems.push(problem);
    const own = new Map<string, Connection>();
    entriesOf(list).forEach((entry, index) => {
      try {
        const connection = readConnection(entry);
        const key = connectionKey(connection);
        const twin = own.get(key);
        if (twin) throw new Error(`it leads to the same app as "${twin.name}"`);
        own.set(key, connection);
      } catch (error) {
        const { message } = error as Error;
        problems.push(`Connection ${index + 1} in ${list.where} cannot be used: ${message}`);
      }
    });
    for (const [key, connection] of own) connections.set(key, connection);
  }
  return { connections: [...connections.values()], problems };
}

/** @returns what's wrong with a list as a whole, as a sentence, or undefined */
export function listProblem({ where, value }: ConnectionList): string | undefined {
  if (value === undefined || Array.isArray(value)) return undefined;
  return `"koreCampaigns.connections" in ${where} must be a list, with square brackets around its connections.`;
}

/** The entries of a list, usable or not. */
export function entriesOf({ value }: ConnectionList): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The connection that an entry describes; undefined where it can't be used. */
export function connectionIn(entry: unknown): Connection | undefined {
  try {
    return readConnection(entry);
  } catch {
    return undefined;
  }
}
