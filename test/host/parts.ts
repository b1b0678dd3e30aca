import { strict as assert } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { Exporter } from '../../src/commands/exporter.ts';
import type { ClientSecrets } from '../../src/connections/clientSecrets.ts';
import type { Connection } from '../../src/connections/connection.ts';
import type { Connections } from '../../src/connections/connections.ts';
import {
  startSampleServer,
  type SampleServer,
  type SampleServerOptions,
} from '../../src/demo/sampleServer.ts';
import type { ActiveFilter } from '../../src/tree/activeFilter.ts';
import type { CampaignTree } from '../../src/tree/campaignTree.ts';
import type { CampaignNode, TreeNode } from '../../src/tree/nodes.ts';
import type { CampaignTabs } from '../../src/views/campaign/campaignTabs.ts';
import type { ContactDetails } from '../../src/views/contactDetails/contactDetails.ts';
import { until } from '../support/until.ts';

/** The parts that the extension hands out in VS Code's test mode: those that the window itself works with. */
export interface Parts {
  readonly connections: Connections;
  readonly secrets: ClientSecrets;
  readonly filter: ActiveFilter;
  readonly tree: CampaignTree;
  readonly view: vscode.TreeView<TreeNode>;
  readonly details: ContactDetails;
  readonly exporter: Exporter;
  readonly tabs: CampaignTabs;
  /** What the extension keeps for the workspace. */
  readonly state: vscode.Memento;
}

export function theExtension(): vscode.Extension<Parts> {
  const extension = vscode.extensions.all.find(
    ({ packageJSON }) => (packageJSON as { name: string }).name === 'kore-campaign-explorer',
  );
  assert.ok(extension, 'VS Code does not know the extension');
  return extension as vscode.Extension<Parts>;
}

export function parts(): Promise<Parts> {
  return Promise.resolve(theExtension().activate());
}

const servers: SampleServer[] = [];

/** A sample server with no limit of its own, stopped by {@link cleanUp}. */
export async function serve(options: SampleServerOptions = {}): Promise<SampleServer> {
  const server = await startSampleServer({ requestsPerMinute: Infinity, ...options });
  servers.push(server);
  return server;
}

/** The settings entry that leads to a server. */
export function entryFor({ origin, credentials }: SampleServer, name = 'Test'): Record<string, string> {
  const { streamId, accountId, clientId } = credentials;
  return { name, host: origin, streamId, accountId, clientId };
}

/** Writes the setting and waits until the extension has read it. */
export async function configure(entries: readonly unknown[]): Promise<readonly Connection[]> {
  await changeSetting('connections', entries);
  return (await parts()).connections.list;
}

/** Changes one of the extension's user settings and waits until the extension has received it. */
export async function changeSetting(name: string, value: unknown): Promise<void> {
  await setUserSetting(`koreCampaigns.${name}`, value);
}

/** Changes any user setting, or removes it, and waits until extensions have received it. */
export async function setUserSetting(name: string, value: unknown): Promise<void> {
  const set = () => vscode.workspace.getConfiguration().inspect(name)?.globalValue;
  if (isDeepStrictEqual(set(), value)) return;
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
  await until(`the setting ${name} is changed`, () => isDeepStrictEqual(set(), value));
}

/** The settings that tests change. Connections go first, so that no request is sent with only some of the others. */
const changedSettings = [
  'koreCampaigns.connections',
  'koreCampaigns.pageSize',
  'koreCampaigns.requestsPerMinute',
  'koreCampaigns.liveRefreshInterval',
  'koreCampaigns.maskPhoneNumbers',
  'koreCampaigns.network.transport',
  'http.proxy',
  'http.noProxy',
  'http.proxyAuthorization',
];

/** A connection to a fresh sample server, signed in. */
export async function connect(
  options: SampleServerOptions = {},
): Promise<{ server: SampleServer; connection: Connection }> {
  const server = await serve(options);
  const [connection] = await configure([entryFor(server)]);
  assert.ok(connection);
  await signIn(connection, server.credentials.clientSecret);
  return { server, connection };
}

/** Stores a secret and waits until the extension has noticed. */
export async function signIn(connection: Connection, secret: string): Promise<void> {
  const { connections, secrets } = await parts();
  await new Promise<void>((resolve, reject) => {
    const subscription = secrets.onDidChange(
      () => connections.list,
      () => {
        subscription.dispose();
        resolve();
      },
    );
    secrets.set(connection, secret).catch(reject);
  });
}

/** The state that every test begins and ends with: no editor, no filter, no secret, no setting, no server. */
export async function cleanUp(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const { connections, filter, secrets } = await parts();
  await filter.clear();
  for (const connection of connections.list) await secrets.forget(connection);
  for (const name of changedSettings) await setUserSetting(name, undefined);
  await until('the connections are gone', () => connections.list.length === 0);
  await Promise.all(servers.splice(0).map((server) => server.stop()));
}

/** The campaign of this name among the roots of the tree. */
export async function campaign(name: string | RegExp): Promise<CampaignNode> {
  const { tree } = await parts();
  const found = (await tree.getChildren()).find(
    (node) =>
      node.kind === 'campaign' &&
      (typeof name === 'string' ? node.campaign.name === name : name.test(node.campaign.name)),
  );
  assert.ok(found?.kind === 'campaign', `no campaign is called ${String(name)}`);
  return found;
}

/** The label or the tooltip of a row; the extension gives both as plain text. */
export function plain(text: unknown): string {
  assert.equal(typeof text, 'string', 'this is markup or missing');
  return text as string;
}

export function once<T>(event: vscode.Event<T>): Promise<T> {
  return new Promise((resolve) => {
    const subscription = event((value) => {
      subscription.dispose();
      resolve(value);
    });
  });
}
