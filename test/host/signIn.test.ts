import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { addToSettings } from '../../src/connections/settings.ts';
import { complete } from '../../src/connections/draft.ts';
import type { SampleServer } from '../../src/demo/sampleServer.ts';
import type { TreeNode } from '../../src/tree/nodes.ts';
import { now, token } from '../unit/demo/ask.ts';
import { cleanUp, configure, entryFor, once, parts, plain, serve, signIn } from './parts.ts';

/** What the wizard makes of its answers, put where it puts it. */
async function addAsTheWizardDoes(server: SampleServer, signIn: string, secret: string): Promise<void> {
  const { connections, secrets } = await parts();
  const { connection, secret: kept } = complete({
    ...entryFor(server),
    signIn,
    secret,
    token: secret,
    encryptionKey: JSON.stringify(server.publicKey),
  });
  await secrets.set(connection, kept);
  const noticed = once(connections.onDidChange);
  await addToSettings(connection);
  await noticed;
}

function setting(): Record<string, unknown> {
  const [entry] = vscode.workspace
    .getConfiguration('koreCampaigns')
    .get<Record<string, unknown>[]>('connections', []);
  assert.ok(entry);
  return entry;
}

async function connectWithToken(server: SampleServer, ready: string): Promise<void> {
  const [connection] = await configure([{ ...entryFor(server), signIn: 'token' }]);
  assert.ok(connection);
  await signIn(connection, ready);
}

async function roots(): Promise<TreeNode[]> {
  return (await parts()).tree.getChildren();
}

async function rowOf(node: TreeNode | undefined) {
  assert.ok(node);
  const { tree } = await parts();
  const item = tree.getTreeItem(node);
  return { item, label: plain(item.label), tooltip: plain(tree.resolveTreeItem(item, node).tooltip) };
}

describe('signing in', () => {
  afterEach(cleanUp);

  describe('as the wizard leaves it', () => {
    it('with the client secret needs nothing new in the settings', async () => {
      const server = await serve();
      await addAsTheWizardDoes(server, 'HS256', server.credentials.clientSecret);
      assert.deepEqual(Object.keys(setting()).sort(), ['accountId', 'clientId', 'host', 'name', 'streamId']);
      assert.equal((await roots()).length, 26);
    });

    it('with HS512 says so', async () => {
      const server = await serve();
      await addAsTheWizardDoes(server, 'HS512', server.credentials.clientSecret);
      assert.equal(setting()['algorithm'], 'HS512');
      assert.equal((await roots()).length, 26);
    });

    it('with encrypted tokens has the public key there, and is let in', async () => {
      const server = await serve({ enforceJwe: true, enforceJti: true });
      await addAsTheWizardDoes(server, 'jwe', server.credentials.clientSecret);
      assert.deepEqual(setting()['encryption'], { key: server.publicKey, enc: 'A128CBC-HS256' });
      assert.equal((await roots()).length, 26);
    });

    it('with a token has only that there, and the token in SecretStorage', async () => {
      const server = await serve();
      const ready = await token({ jti: undefined });
      await addAsTheWizardDoes(server, 'token', ready);
      assert.equal(setting()['signIn'], 'token');
      assert.ok(!JSON.stringify(setting()).includes(ready));
      const { connections, secrets } = await parts();
      const [connection] = connections.list;
      assert.ok(connection);
      assert.equal(await secrets.get(connection), ready);
      assert.equal(await secrets.get({ ...connection, signIn: 'secret' }), undefined);
      assert.ok((await roots()).length > 26);
    });
  });

  it('with a key that is private is refused in the settings', async () => {
    const server = await serve({ enforceJwe: true });
    await configure([{ ...entryFor(server), encryption: { key: { ...server.publicKey, d: 'x' } } }]);
    const { label } = await rowOf((await roots())[0]);
    assert.match(label, /^Connection 1 in the settings cannot be used: the key is a private one/u);
  });

  describe('with a ready-made token', () => {
    it('says until when, above the campaigns', async () => {
      await connectWithToken(await serve(), await token({ exp: now() + 600, jti: undefined }));
      const { item, label } = await rowOf((await roots())[0]);
      assert.match(label, /^Signed in with a token until .*\d:\d\d\s[AP]M$/u);
      assert.equal(item.command?.command, 'koreCampaigns.setSecret');
    });

    it('says nothing of a token that does not say when it ends', async () => {
      await connectWithToken(await serve(), await token({ exp: undefined, jti: undefined }));
      assert.deepEqual([...new Set((await roots()).map(({ kind }) => kind))], ['campaign']);
    });

    it('says until when beside the connection, where there are several', async () => {
      const [one, other] = [await serve(), await serve()];
      const [connection] = await configure([
        { ...entryFor(one, 'One'), signIn: 'token' },
        entryFor(other, 'Other'),
      ]);
      assert.ok(connection);
      await signIn(connection, await token({ exp: now() + 600, jti: undefined }));
      const [first, second] = await roots();
      const { item, tooltip } = await rowOf(first);
      assert.match(plain(item.description), /^token until .*\d:\d\d\s[AP]M · 127\.0\.0\.1:\d+$/u);
      assert.match(tooltip, /Signs in with: token until /u);
      assert.match((await rowOf(second)).tooltip, /Signs in with: client secret \(HS256\)/u);
    });

    it('says so when it ends, without asking for anything, and asks for another then', async () => {
      const { tree } = await parts();
      const server = await serve();
      await connectWithToken(server, await token({ exp: now() + 2, jti: undefined }));
      await roots();
      const asked = server.seen.length;
      await once(tree.onDidChangeTreeData);
      const [notice, campaign] = await roots();
      assert.match((await rowOf(notice)).label, /^The token ended .*: set another$/u);
      assert.ok(campaign?.kind === 'campaign');
      const [failed] = await tree.getChildren(campaign);
      const { item, label, tooltip } = await rowOf(failed);
      assert.match(label, /^The token of this connection has expired \(it ended /u);
      assert.equal(item.command?.title, 'Set Token…');
      assert.match(tooltip, /• A token works until its end only/u);
      assert.equal(server.seen.length, asked);
      tree.refresh();
      assert.deepEqual(await roots(), []);
    });

    it('explains a token that works once, and offers what fits', async () => {
      const server = await serve({ enforceJti: true });
      await connectWithToken(server, await token());
      const [, campaign] = await roots();
      assert.ok(campaign?.kind === 'campaign');
      const { item, label, tooltip } = await rowOf((await (await parts()).tree.getChildren(campaign))[0]);
      assert.match(label, /^Kore\.ai takes this token for one request only/u);
      assert.match(tooltip, /enforces JTI, sign in with the client secret/u);
      assert.equal(item.command?.command, 'koreCampaigns.setSecret');
      assert.equal(item.contextValue, 'notice.failed.setToken.openSettings.openDocumentation.showLog');
    });

    it('is empty and asks for nothing while there is none', async () => {
      const server = await serve();
      await configure([{ ...entryFor(server), signIn: 'token' }]);
      assert.deepEqual(await roots(), []);
      assert.equal(server.seen.length, 0);
    });

    it('never sends the client secret that was kept before', async () => {
      const server = await serve();
      const [connection] = await configure([entryFor(server)]);
      assert.ok(connection);
      await signIn(connection, server.credentials.clientSecret);
      assert.equal((await roots()).length, 26);
      const asked = server.seen.length;
      const [withToken] = await configure([{ ...entryFor(server), signIn: 'token' }]);
      assert.equal((await roots()).length, 26, 'what was read stays');
      const { tree } = await parts();
      tree.refresh();
      assert.deepEqual(await roots(), []);
      assert.equal(server.seen.length, asked);
      const { secrets } = await parts();
      assert.ok(withToken);
      assert.equal(await secrets.get(withToken), undefined);
      await secrets.forget(connection);
    });
  });
});
