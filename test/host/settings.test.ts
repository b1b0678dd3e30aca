import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { Connection } from '../../src/connections/connection.ts';
import { addToSettings, needsSecretOf, removeFromSettings } from '../../src/connections/settings.ts';
import { sampleCredentials } from '../../src/demo/sampleServer.ts';
import { until } from '../support/until.ts';
import { cleanUp, configure, parts, plain } from './parts.ts';

const { Global, Workspace } = vscode.ConfigurationTarget;
const ids = { host: 'https://kore.corp.test', accountId: 'a', clientId: 'cs-1' };
const mine = { ...ids, name: 'Mine', streamId: 'st-mine' };
const ours = { ...ids, name: 'Ours', streamId: 'st-ours' };
const added: Connection = {
  name: 'Added',
  origin: 'https://kore.corp.test',
  streamId: 'st-added',
  accountId: 'a',
  clientId: 'cs-1',
  signIn: 'secret',
  algorithm: 'HS256',
};

describe('connections in the settings', () => {
  afterEach(async () => {
    await write(undefined, Workspace);
    await cleanUp();
  });

  const configuration = () => vscode.workspace.getConfiguration('koreCampaigns');
  const inspected = () => configuration().inspect<unknown>('connections');

  async function write(value: unknown, target: vscode.ConfigurationTarget): Promise<void> {
    await configuration().update('connections', value, target);
  }

  async function shown(names: readonly string[]): Promise<void> {
    const { connections } = await parts();
    const now = () => connections.list.map(({ name }) => name);
    await until(`${names.join()} are shown`, () => now().join() === names.join()).catch(() =>
      assert.deepEqual(now(), names),
    );
  }

  async function find(name: string): Promise<Connection> {
    const { connections } = await parts();
    const found = connections.list.find((connection) => connection.name === name);
    assert.ok(found);
    return found;
  }

  it('of the user stay where the workspace has its own', async () => {
    await write([mine], Global);
    await write([ours], Workspace);
    await shown(['Mine', 'Ours']);
    await write([{ ...mine, name: 'Mine, as the workspace says' }], Workspace);
    await shown(['Mine, as the workspace says']);
  });

  it('are added to those of the user, and shown beside those of the workspace', async () => {
    await write([ours], Workspace);
    await addToSettings(added);
    await shown(['Added', 'Ours']);
    assert.equal((inspected()?.globalValue as unknown[]).length, 1);
    assert.deepEqual(inspected()?.workspaceValue, [ours]);
  });

  it('are removed where they are', async () => {
    await write([mine], Global);
    await write([ours, 7], Workspace);
    await shown(['Mine', 'Ours']);
    const connection = await find('Ours');
    await removeFromSettings(connection);
    await shown(['Mine']);
    assert.deepEqual([inspected()?.globalValue, inspected()?.workspaceValue], [[mine], [7]]);
    assert.equal(needsSecretOf(connection), true, 'the other one has the same host and client');
  });

  it('are removed everywhere, with nothing left behind', async () => {
    await write([mine], Global);
    await write([{ ...mine, name: 'Again' }], Workspace);
    await shown(['Again']);
    const connection = await find('Again');
    await removeFromSettings(connection);
    await shown([]);
    assert.deepEqual([inspected()?.globalValue, inspected()?.workspaceValue], [undefined, undefined]);
    assert.equal(needsSecretOf(connection), false);
  });

  it('that are no list are said, and never overwritten', async () => {
    const { tree } = await parts();
    await write(mine, Global);
    await write([ours], Workspace);
    await shown(['Ours']);
    await assert.rejects(addToSettings(added), /must be a list/u);
    // Would wait for a person's answers otherwise.
    await vscode.commands.executeCommand('koreCampaigns.addConnection');
    await vscode.commands.executeCommand('koreCampaigns.openDemo');
    assert.deepEqual(inspected()?.globalValue, mine);
    const [notice] = await tree.getChildren();
    assert.ok(notice);
    assert.match(plain(tree.getTreeItem(notice).label), /"koreCampaigns\.connections" in the settings must/u);
    assert.equal(tree.getTreeItem(notice).command?.command, 'koreCampaigns.openSettings');
  });

  it('to the sample data work where they were synced from another machine', async () => {
    const { tree } = await parts();
    const { streamId, accountId, clientId } = sampleCredentials;
    const entry = { name: 'Synced', host: 'http://127.0.0.1:29714', streamId, accountId, clientId };
    await configure([entry]);
    await until('its campaigns are there', async () => (await tree.getChildren()).length === 26);
  });
});
