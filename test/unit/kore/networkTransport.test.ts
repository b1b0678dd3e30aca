import { deepEqual, equal } from 'node:assert/strict';
import { fetch as fetchOfUndici, ProxyAgent } from 'undici';
import { networkTransport, type NetworkSettings } from '../../../src/kore/networkTransport.ts';
import type { Proxy } from '../../../src/kore/proxy.ts';
import { until } from '../../support/until.ts';
import { click, failureOf, firstPage, network, noPauses, sendJson, success } from './api.ts';

function proxyAt(address: string, except: readonly string[] = []): Proxy {
  return { address, from: 'http.proxy', except, authorization: undefined, strictSSL: true };
}

/** Nothing can be reached through it. */
const nowhere = proxyAt('http://127.0.0.1:9');

describe('the network transport', () => {
  const { sample, sampleBehindFront, odd, proxy, client } = network();
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  /** What carries requests under settings that a test may change. */
  function carried(first: NetworkSettings) {
    const log: string[] = [];
    const now = { settings: first };
    const transport = networkTransport(
      () => now.settings,
      (sentence) => log.push(sentence),
    );
    closers.push(() => transport.close());
    const ask = (origin: string, signal?: AbortSignal) =>
      client(origin, { transport, pauses: noPauses }).api.campaigns(firstPage, click(signal));
    return { now, log, ask, transport };
  }

  /** A host that a proxy alone can find. */
  async function corporate() {
    const { server, port } = await sampleBehindFront();
    return { server, port, origin: 'http://kore.corp.test', ...(await proxy({ hosts: hostsAt(port) })) };
  }
  const hostsAt = (port: number) => ({ 'kore.corp.test': port });
  const portOf = ({ origin }: { origin: string }) => Number(new URL(origin).port);

  /** Makes `fetch` find its own way, as VS Code does. */
  function vscodeGoesThrough(address: string): void {
    const real = globalThis.fetch;
    const dispatcher = new ProxyAgent(address);
    globalThis.fetch = ((url: URL, init: object) =>
      fetchOfUndici(url, { ...init, dispatcher })) as unknown as typeof fetch;
    closers.push(() => {
      globalThis.fetch = real;
      return dispatcher.destroy();
    });
  }

  it('never takes a proxy to this machine', async () => {
    const { address, asked } = await proxy();
    const server = await sample();
    for (const transport of ['auto', 'undici', 'vscode'] as const) {
      const { ask, log } = carried({ transport, proxy: proxyAt(address) });
      vscodeGoesThrough(address);
      equal((await ask(server.origin)).items.length, 26);
      equal((await ask(server.origin.replace('127.0.0.1', 'localhost'))).items.length, 26);
      deepEqual(log, []);
    }
    deepEqual(asked, []);
  });

  describe('when settings change', () => {
    it('takes the new way at once', async () => {
      const { origin, port, ...first } = await corporate();
      const second = await proxy({ hosts: hostsAt(port) });
      const { now, ask } = carried({ transport: 'undici', proxy: proxyAt(first.address) });
      await ask(origin);
      now.settings = { transport: 'undici', proxy: proxyAt(second.address) };
      await ask(origin);
      await ask(origin);
      deepEqual([first.asked.length, second.asked.length], [1, 1]);
    });

    it('keeps the connections where they are equal to those before', async () => {
      const { origin, address, asked } = await corporate();
      const { now, ask, log } = carried({ transport: 'undici', proxy: proxyAt(address) });
      await ask(origin);
      now.settings = { transport: 'undici', proxy: proxyAt(address) };
      await ask(origin);
      deepEqual([asked.length, log.length], [1, 1]);
    });

    it('lets what is under way end on the old way, and then closes that', async () => {
      const held: (() => void)[] = [];
      const host = await odd((response, request) => {
        const answer = () => success({ results: [{ _id: `answer ${held.length}` }] })(response, request);
        held.push(answer);
        if (held.length > 1) answer();
      });
      const [first, second] = [
        await proxy({ hosts: hostsAt(portOf(host)) }),
        await proxy({ hosts: hostsAt(portOf(host)) }),
      ];
      const { now, ask } = carried({ transport: 'undici', proxy: proxyAt(first.address) });
      const underWay = ask('http://kore.corp.test');
      await until('the request arrives', () => host.received.length > 0);
      now.settings = { transport: 'undici', proxy: proxyAt(second.address) };
      equal((await ask('http://kore.corp.test')).items[0]?.id, 'answer 2');
      equal(first.connections.size, 1);
      held[0]?.();
      await underWay;
      await until('the connection over the first proxy is closed', () => first.connections.size === 0);
      equal(second.connections.size, 1);
    });

    it('ends everything, the old way too, when it is closed', async () => {
      const host = await odd(() => undefined);
      const { address } = await proxy({ hosts: hostsAt(portOf(host)) });
      const { now, ask, transport } = carried({ transport: 'undici', proxy: proxyAt(address) });
      const old = failureOf(ask('http://kore.corp.test'));
      await until('the first request arrives', () => host.received.length === 1);
      now.settings = { transport: 'undici', proxy: proxyAt(address, ['other.test']) };
      const recent = failureOf(ask('http://kore.corp.test'));
      await until('the second request arrives', () => host.received.length === 2);
      await transport.close();
      deepEqual([(await old).kind, (await recent).kind], ['unreachable', 'unreachable']);
    });

    it('forgives a proxy that was no proxy', async () => {
      const { origin, address } = await corporate();
      const { now, ask } = carried({ transport: 'undici', proxy: proxyAt('nonsense://') });
      equal((await failureOf(ask(origin))).kind, 'proxyFailed');
      now.settings = { transport: 'undici', proxy: proxyAt(address) };
      equal((await ask(origin)).items.length, 26);
    });
  });

  describe('set to', () => {
    it('"vscode" goes through VS Code alone', async () => {
      const { origin, address, asked, server } = await corporate();
      const own = await proxy();
      vscodeGoesThrough(address);
      const { ask, log } = carried({ transport: 'vscode', proxy: proxyAt(own.address) });
      equal((await ask(origin)).items.length, 26);
      deepEqual([own.asked.length, asked.length, server.seen.length], [0, 1, 1]);
      deepEqual(log, ['Requests go through VS Code, as koreCampaigns.network.transport says.']);
    });

    it('"undici" never goes through VS Code', async () => {
      const { origin, address, asked } = await corporate();
      vscodeGoesThrough(address);
      const { ask } = carried({ transport: 'undici', proxy: nowhere });
      equal((await failureOf(ask(origin))).kind, 'proxyFailed');
      equal(asked.length, 0);
    });

    it('"auto" goes its own way where it can', async () => {
      const { origin, address } = await corporate();
      const vscode = await proxy();
      vscodeGoesThrough(vscode.address);
      const { ask, log } = carried({ transport: 'auto', proxy: proxyAt(address) });
      equal((await ask(origin)).items.length, 26);
      equal(vscode.asked.length, 0);
      deepEqual(log, [
        `Requests go through the proxy ${address} (http.proxy); where that fails to connect, through VS Code.`,
      ]);
    });
  });

  describe('set to "auto", where it cannot connect', () => {
    it('goes through VS Code, says why, and keeps to it for this origin', async () => {
      const { origin, address, server } = await corporate();
      vscodeGoesThrough(address);
      const own = await proxy();
      const { ask, log } = carried({ transport: 'auto', proxy: proxyAt(own.address) });
      for (let count = 0; count < 3; count++) equal((await ask(origin)).items.length, 26);
      deepEqual([own.asked.length, server.seen.length], [1, 3]);
      deepEqual(log.slice(1), [
        `${origin}: The proxy of this network could not be used (it answered with status 502). Trying it through VS Code.`,
        `${origin}: reached through VS Code, and from now on so.`,
      ]);
    });

    for (const [what, way] of Object.entries<Partial<NetworkSettings>>({
      'a host that cannot be found': {},
      'a proxy that is not there': { proxy: nowhere },
      'an address that is no proxy': { proxy: proxyAt('nonsense://') },
    })) {
      it(`because of ${what}, goes through VS Code`, async () => {
        const { origin, address } = await corporate();
        vscodeGoesThrough(address);
        equal((await carried({ transport: 'auto', ...way }).ask(origin)).items.length, 26);
      });
    }

    it('begins anew when settings change', async () => {
      const { origin, address, asked } = await corporate();
      const vscode = await proxy({ hosts: { 'kore.corp.test': (await sampleBehindFront()).port } });
      vscodeGoesThrough(vscode.address);
      const { now, ask } = carried({ transport: 'auto', proxy: nowhere });
      await ask(origin);
      now.settings = { transport: 'auto', proxy: proxyAt(address) };
      await ask(origin);
      deepEqual([vscode.asked.length, asked.length], [1, 1]);
    });

    it('begins anew when VS Code does not get through any more', async () => {
      const { origin, port } = await corporate();
      const vscode = await proxy({ hosts: hostsAt(port) });
      vscodeGoesThrough(vscode.address);
      const own = await proxy();
      const { ask } = carried({ transport: 'auto', proxy: proxyAt(own.address) });
      await ask(origin);
      equal(own.asked.length, 1);
      await vscode.stop();
      equal((await failureOf(ask(origin))).kind, 'unreachable');
      await failureOf(ask(origin));
      deepEqual(own.asked, ['kore.corp.test:80', 'kore.corp.test:80']);
    });

    it('keeps to VS Code though a request was cancelled', async () => {
      const host = await odd((response, request) => {
        if (host.received.length !== 2) success({ results: [] })(response, request);
      });
      const vscode = await proxy({ hosts: hostsAt(portOf(host)) });
      vscodeGoesThrough(vscode.address);
      const own = await proxy();
      const { ask } = carried({ transport: 'auto', proxy: proxyAt(own.address) });
      await ask('http://kore.corp.test');
      const abort = new AbortController();
      const cancelled = failureOf(ask('http://kore.corp.test', abort.signal));
      await until('the second request arrives', () => host.received.length === 2);
      abort.abort(new Error('cancelled by the person'));
      await cancelled;
      await ask('http://kore.corp.test');
      equal(own.asked.length, 1);
    });

    it('fails as VS Code fails', async () => {
      const { origin, port } = await corporate();
      const vscode = await proxy({ hosts: hostsAt(port), password: 'jane:open sesame' });
      vscodeGoesThrough(vscode.address);
      const error = await failureOf(carried({ transport: 'auto', proxy: nowhere }).ask(origin));
      equal(error.kind, 'proxyAuthentication');
    });

    it('asks nothing of VS Code once it is closed', async () => {
      const { origin, address, asked } = await corporate();
      vscodeGoesThrough(address);
      const silent = await proxy({ silent: true });
      const { ask, transport } = carried({ transport: 'auto', proxy: proxyAt(silent.address) });
      const failure = failureOf(ask(origin));
      await until('the proxy is asked', () => silent.asked.length > 0);
      await transport.close();
      await failure;
      equal(asked.length, 0);
    });
  });

  describe('set to "auto", where it did connect', () => {
    it('takes an answer for an answer, and a broken one for a broken one', async () => {
      const answers = [
        (response: Parameters<typeof sendJson>[0]) => sendJson(response, {}, 500),
        (response: Parameters<typeof sendJson>[0]) => void response.socket?.resetAndDestroy(),
        (response: Parameters<typeof sendJson>[0]) =>
          void response.write('{', () => response.socket?.resetAndDestroy()),
      ];
      for (const answer of answers) {
        const host = await odd((response) => answer(response));
        const [own, vscode] = [
          await proxy({ hosts: hostsAt(portOf(host)) }),
          await proxy({ hosts: hostsAt(portOf(host)) }),
        ];
        vscodeGoesThrough(vscode.address);
        await failureOf(
          carried({ transport: 'auto', proxy: proxyAt(own.address) }).ask('http://kore.corp.test'),
        );
        equal(vscode.asked.length, 0);
      }
    });
  });
});
