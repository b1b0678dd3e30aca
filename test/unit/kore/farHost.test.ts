import { equal } from 'node:assert/strict';
import type { Network } from '../../../src/kore/dispatcher.ts';
import { usualTimeouts } from '../../../src/kore/transport.ts';
import { undiciTransport } from '../../../src/kore/undiciTransport.ts';
import { click, firstPage, network, noPauses } from './api.ts';
import { privateAuthority } from './certificates.ts';
import { farHost } from './farHost.ts';

/** Longer than Node's own patience with one address, shorter than ours. */
const silence = 600;

describe('a host that takes a second to connect to', function () {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  const closers: (() => Promise<void>)[] = [];
  // Before the servers behind it are stopped.
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  const { sampleBehindFront, proxy, client } = network();

  async function far(port: number) {
    const host = await farHost(port, silence);
    closers.push(host.stop);
    return `${host.name}:${host.port}`;
  }

  /** How many requests it takes to get the list of campaigns. */
  async function requests(origin: string, way: Network = {}): Promise<number> {
    const transport = undiciTransport(usualTimeouts, way);
    closers.push(() => transport.close());
    const { api, notes } = client(origin, { transport, pauses: noPauses });
    equal((await api.campaigns(firstPage, click())).items.length, 26);
    return notes.length;
  }

  const proxyAt = (address: string, except: readonly string[] = []) => ({
    proxy: { address, from: 'http.proxy', except, authorization: undefined, strictSSL: false },
  });

  it('is reached with one request', async () => {
    const { port } = await sampleBehindFront();
    equal(await requests(`http://${await far(port)}`), 1);
  });

  it('is reached over TLS', async function () {
    const authority = privateAuthority('far.corp.test');
    if (!authority) return this.skip();
    const { port } = await sampleBehindFront(authority.server);
    equal(await requests(`https://${await far(port)}`, { certificates: [authority.ca] }), 1);
  });

  it('is reached without the proxy where it needs none', async () => {
    const { port } = await sampleBehindFront();
    const past = proxyAt('http://127.0.0.1:9', ['.corp.test']);
    equal(await requests(`http://${await far(port)}`, past), 1);
  });

  it('serves as a proxy', async () => {
    const { port } = await sampleBehindFront();
    const { address } = await proxy({ hosts: { 'kore.corp.test': port } });
    const way = proxyAt(`http://${await far(Number(new URL(address).port))}`);
    equal(await requests('http://kore.corp.test', way), 1);
  });

  it('serves as a proxy that is spoken to over TLS', async function () {
    const authority = privateAuthority();
    if (!authority) return this.skip();
    const { port } = await sampleBehindFront();
    const { address } = await proxy({ hosts: { 'kore.corp.test': port }, tls: authority.server });
    const way = proxyAt(`https://${await far(Number(new URL(address).port))}`);
    equal(await requests('http://kore.corp.test', way), 1);
  });
});
