import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import * as vscode from 'vscode';
import { privateAuthority, type Credentials, type PrivateAuthority } from '../unit/kore/certificates.ts';
import {
  basic,
  startForwardProxy,
  type ForwardProxy,
  type ForwardProxyOptions,
} from '../unit/kore/forwardProxy.ts';
import { startFront } from '../unit/kore/front.ts';
import { cleanUp, configure, entryFor, parts, plain, serve, setUserSetting, signIn } from './parts.ts';

/** What the runner has put among the system's certificate authorities. */
const authority = JSON.parse(
  readFileSync(process.env['HOST_TESTS_AUTHORITY'] ?? '', 'utf8'),
) as PrivateAuthority | null;

describe('corporate networks', () => {
  const stops: (() => Promise<void>)[] = [];
  let trusted: PrivateAuthority;

  before(async function () {
    const { getCACertificates } = tls as unknown as { getCACertificates: (of: 'system') => string[] };
    // Without openssl there is none, and only on Linux does the system's store take one from a file.
    if (!authority || !getCACertificates('system').some((pem) => pem.trim() === authority.ca.trim()))
      this.skip();
    trusted = authority;
    // VS Code reads the system's certificates by a program of its own else.
    await setUserSetting('http.systemCertificatesNode', true);
  });

  afterEach(async () => {
    await cleanUp();
    for (const stop of stops.splice(0)) await stop();
  });

  after(() => setUserSetting('http.systemCertificatesNode', undefined));

  const ourSetting = 'koreCampaigns.network.transport';

  /**
   * A connection to `https://kore.corp.test`, which only a proxy can find, and that proxy.
   *
   * @param settings given the proxy, those in force before there is a connection, so that no request sees some of them
   */
  async function corporate(
    settings: (proxy: ForwardProxy) => Record<string, unknown>,
    options: ForwardProxyOptions = {},
    shown: Credentials = trusted.server,
  ) {
    const server = await serve();
    const front = await startFront(server.origin, shown);
    const proxy = await startForwardProxy({ hosts: { 'kore.corp.test': front.port }, ...options });
    stops.push(proxy.stop, front.stop);
    for (const [name, value] of Object.entries(settings(proxy))) await setUserSetting(name, value);
    const [connection] = await configure([{ ...entryFor(server), host: 'https://kore.corp.test' }]);
    assert.ok(connection);
    await signIn(connection, server.credentials.clientSecret);
    return { proxy, throughVSCode: () => front.received.map((headers) => 'sec-fetch-mode' in headers) };
  }

  async function rootsAnew() {
    const { tree } = await parts();
    await vscode.commands.executeCommand('koreCampaigns.refresh');
    return tree.getChildren();
  }

  /** What went wrong instead of a list of campaigns, and its likely causes. */
  async function told(): Promise<string> {
    const { tree } = await parts();
    const [first] = await rootsAnew();
    assert.ok(first);
    return plain(tree.resolveTreeItem(tree.getTreeItem(first), first).tooltip);
  }

  for (const transport of ['undici', 'vscode', 'auto'] as const) {
    it(`are passed through the proxy of the settings with "${transport}"`, async () => {
      const { proxy, throughVSCode } = await corporate(({ address }) => ({
        [ourSetting]: transport,
        'http.proxy': address,
      }));
      assert.equal((await rootsAnew()).length, 26);
      // Once a connection: the view may ask for the same at the same time.
      assert.deepEqual([...new Set(proxy.asked)], ['kore.corp.test:443']);
      assert.deepEqual([...new Set(throughVSCode())], [transport === 'vscode']);
    });
  }

  it('are passed through VS Code with "auto" where our own connection fails', async () => {
    const { throughVSCode } = await corporate(({ address }) => ({
      'http.proxy': address,
      // To us this means every name below, and to VS Code one that begins with a star.
      'http.noProxy': ['*.corp.test'],
    }));
    assert.equal((await rootsAnew()).length, 26);
    assert.deepEqual([...new Set(throughVSCode())], [true]);
    await setUserSetting(ourSetting, 'undici');
    assert.match(await told(), /^The host could not be reached \((ENOTFOUND|EAI_AGAIN)\)/u);
  });

  it('take a changed setting at once', async () => {
    const { proxy } = await corporate(() => ({}));
    assert.match(await told(), /^The host could not be reached/u);
    await setUserSetting('http.proxy', proxy.address);
    assert.equal((await rootsAnew()).length, 26);
  });

  it('that ask for a password are named until it is set', async () => {
    await corporate(({ address }) => ({ [ourSetting]: 'undici', 'http.proxy': address }), {
      password: 'jane:open sesame',
    });
    assert.match(
      await told(),
      /^The proxy of this network asks for a password \(HTTP 407\)\.[^]*http\.proxyAuthorization/u,
    );
    await setUserSetting('http.proxyAuthorization', basic('jane:open sesame'));
    assert.equal((await rootsAnew()).length, 26);
  });

  it('with a certificate authority that nobody here knows are named', async () => {
    const stranger = privateAuthority();
    assert.ok(stranger);
    const { throughVSCode } = await corporate(
      ({ address }) => ({ 'http.proxy': address }),
      {},
      stranger.server,
    );
    for (const transport of ['undici', 'vscode', 'auto']) {
      await setUserSetting(ourSetting, transport);
      assert.match(await told(), /^The certificate of the host is not trusted here/u);
    }
    assert.deepEqual(throughVSCode(), []);
  });
});
