import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { sampleCredentials } from '../../src/demo/sampleServer.ts';
import { pause } from '../support/pause.ts';
import { until } from '../support/until.ts';
import {
  campaign,
  changeSetting,
  cleanUp,
  configure,
  connect,
  entryFor,
  once,
  parts,
  plain,
  serve,
  signIn,
} from './parts.ts';

describe('connections', () => {
  afterEach(cleanUp);

  it('are the roots of the tree where there are several', async () => {
    const { tree } = await parts();
    const [one, other] = [await serve(), await serve()];
    await configure([entryFor(one, 'One'), entryFor(other, 'Other')]);
    const roots = await tree.getChildren();
    assert.deepEqual(
      roots.map((node) => tree.getTreeItem(node).label),
      ['One', 'Other'],
    );
  });

  it('are signed in one by one', async () => {
    const { tree } = await parts();
    const [one, other] = [await serve(), await serve()];
    const [first] = await configure([entryFor(one, 'One'), entryFor(other, 'Other')]);
    assert.ok(first);
    await signIn(first, one.credentials.clientSecret);
    const [below, belowOther] = await Promise.all(
      (await tree.getChildren()).map((node) => tree.getChildren(node)),
    );
    assert.equal(below?.length, 26);
    const [notice] = belowOther ?? [];
    assert.ok(notice);
    assert.equal(tree.getTreeItem(notice).label, 'Not signed in: set the client secret');
    assert.equal(tree.getTreeItem(notice).command?.command, 'koreCampaigns.setSecret');
    assert.equal(other.seen.length, 0);
  });

  it('are refreshed one by one', async () => {
    const { tree } = await parts();
    const [one, other] = [await serve(), await serve()];
    const entries = [entryFor(one, 'One'), entryFor(other, 'Other')];
    for (const [index, connection] of (await configure(entries)).entries()) {
      await signIn(connection, [one, other][index]?.credentials.clientSecret ?? '');
    }
    const [first, second] = await tree.getChildren();
    assert.ok(first && second);
    await Promise.all([tree.getChildren(first), tree.getChildren(second)]);
    await vscode.commands.executeCommand('koreCampaigns.refresh', first);
    await Promise.all([tree.getChildren(first), tree.getChildren(second)]);
    assert.deepEqual([one.seen.length, other.seen.length], [2, 1]);
  });

  it('that cannot be used are told, and the others work', async () => {
    const { tree } = await parts();
    const server = await serve();
    await configure([
      { ...entryFor(server), host: 'http://platform.kore.ai' },
      7,
      entryFor(server),
      entryFor(server, 'Twin'),
    ]);
    const labels = (await tree.getChildren()).map((node) => plain(tree.getTreeItem(node).label));
    assert.match(labels[0] ?? '', /^Connection 1 in the settings cannot be used: Use https/u);
    assert.match(labels[1] ?? '', /^Connection 2 in the settings cannot be used: it must be an object/u);
    assert.match(
      labels[2] ?? '',
      /^Connection 4 in the settings cannot be used: it leads to the same app as "Test"/u,
    );
  });

  it('keep their secret under origin and client ID, in SecretStorage alone', async () => {
    const { server, connection } = await connect();
    const { secrets } = await parts();
    assert.equal(await secrets.get(connection), server.credentials.clientSecret);
    assert.equal(await secrets.get({ ...connection, streamId: 'st-other' }), server.credentials.clientSecret);
    assert.equal(await secrets.get({ ...connection, origin: 'https://platform.kore.ai' }), undefined);
    assert.equal(await secrets.get({ ...connection, clientId: 'cs-other' }), undefined);
    const settings = JSON.stringify(vscode.workspace.getConfiguration('koreCampaigns'));
    assert.ok(!settings.includes(server.credentials.clientSecret));
  });

  it('send no token to another host that the settings point them at', async () => {
    const { tree } = await parts();
    await connect();
    const stranger = await serve();
    await configure([entryFor(stranger)]);
    assert.deepEqual(await tree.getChildren(), []);
    assert.equal(stranger.seen.length, 0);
  });

  it('notice a secret that was changed elsewhere', async () => {
    const { tree, secrets, connections } = await parts();
    const { server, connection } = await connect();
    assert.equal((await tree.getChildren()).length, 26);
    const noticed = once(connections.onDidChange);
    await secrets.forget(connection);
    await noticed;
    assert.deepEqual(await tree.getChildren(), []);
    await signIn(connection, server.credentials.clientSecret);
    assert.equal((await tree.getChildren()).length, 26);
  });

  it('show a new name at once', async () => {
    const { tree } = await parts();
    const [one, other] = [await serve(), await serve()];
    await configure([entryFor(one, 'One'), entryFor(other, 'Other')]);
    await tree.getChildren();
    await configure([entryFor(one, 'Uno'), entryFor(other, 'Other')]);
    assert.deepEqual(
      (await tree.getChildren()).map((node) => tree.getTreeItem(node).label),
      ['Uno', 'Other'],
    );
  });

  it('that were removed end what is under way for them', async () => {
    const { connections } = await parts();
    const { server, connection } = await connect();
    const { cache } = connections.open(connection);
    server.intercept(() => true, { kind: 'stall' }, 1);
    const reading = cache.contactsOf('cd-any').get(1, { priority: 'background' });
    const ended = assert.rejects(reading, /The connection "Test" was removed or changed/u);
    await until('the request is under way', () => server.seen.length > 0);
    await configure([]);
    await ended;
  });

  it('sign with HS512 where the settings say so', async () => {
    const { tree } = await parts();
    const server = await serve();
    const [connection] = await configure([{ ...entryFor(server), algorithm: 'HS512' }]);
    assert.ok(connection);
    await signIn(connection, server.credentials.clientSecret);
    assert.equal((await tree.getChildren()).length, 26);
  });

  it('take a new page size at once', async () => {
    const { tree } = await parts();
    const { server } = await connect();
    await tree.getChildren(await campaign('Delivery slot survey'));
    await changeSetting('pageSize', 25);
    const ranges = await tree.getChildren(await campaign('Delivery slot survey'));
    assert.deepEqual(
      ranges.map((node) => tree.getTreeItem(node).label),
      ['1–25', '26–50', '51–75', '76–100'],
    );
    assert.deepEqual(server.seen.at(-1)?.body, { page: 1, limit: 25 });
  });

  it('take a new ceiling of requests at once', async () => {
    const { tree } = await parts();
    const { server } = await connect();
    const node = await campaign('Payment reminders October');
    await changeSetting('requestsPerMinute', 1);
    const waiting = tree.getChildren(node);
    const before = server.seen.length;
    await pause(300, "a request that mustn't be sent would be sent by then");
    assert.equal(server.seen.length, before);
    await changeSetting('requestsPerMinute', 50);
    assert.equal((await waiting).length, 13);
  });

  it('to the sample data are added once, and serve', async () => {
    const { tree, connections, secrets } = await parts();
    await vscode.commands.executeCommand('koreCampaigns.openDemo');
    await until('the sample connection is there', () => connections.list.length === 1);
    await vscode.commands.executeCommand('koreCampaigns.openDemo');
    assert.deepEqual(
      connections.list.map(({ name }) => name),
      ['Sample Data'],
    );
    const [sample] = connections.list;
    assert.ok(sample);
    assert.equal(await secrets.get(sample), sampleCredentials.clientSecret);
    await until('its campaigns are there', async () => (await tree.getChildren()).length === 26);
  });
});
