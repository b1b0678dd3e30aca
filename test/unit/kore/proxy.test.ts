import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Network } from '../../../src/kore/dispatcher.ts';
import { proxyFrom, proxyName } from '../../../src/kore/proxy.ts';
import type { Proxy, ProxySettings } from '../../../src/kore/proxy.ts';
import { usualTimeouts } from '../../../src/kore/transport.ts';
import { undiciTransport } from '../../../src/kore/undiciTransport.ts';
import { click, failureOf, firstPage, network, noPauses } from './api.ts';
import { privateAuthority, type PrivateAuthority } from './certificates.ts';
import { basic } from './forwardProxy.ts';

const unset: ProxySettings = {
  proxy: '',
  proxySupport: 'override',
  noProxy: [],
  proxyAuthorization: '',
  proxyStrictSSL: true,
};

function proxyAt(address: string, settings: Partial<ProxySettings> = {}): Proxy {
  const proxy = proxyFrom({ ...unset, proxy: address, ...settings }, {});
  ok(proxy);
  return proxy;
}

describe('proxy', () => {
  describe('of the settings', () => {
    const chosen = (settings: Partial<ProxySettings>, environment: Record<string, string> = {}) =>
      proxyFrom({ ...unset, ...settings }, environment);

    it('goes before the environment', () => {
      const proxy = chosen({ proxy: ' http://one:3128 ' }, { HTTPS_PROXY: 'http://two:3128' });
      deepEqual([proxy?.address, proxy?.from], ['http://one:3128', 'http.proxy']);
    });

    for (const [name, environment] of Object.entries({
      https_proxy: { https_proxy: 'http://it', HTTPS_PROXY: 'http://b', http_proxy: 'http://c' },
      HTTPS_PROXY: { https_proxy: '', HTTPS_PROXY: 'http://it', http_proxy: 'http://c' },
      http_proxy: { http_proxy: 'http://it', HTTP_PROXY: 'http://b' },
      HTTP_PROXY: { HTTP_PROXY: 'http://it' },
    })) {
      it(`is else taken from ${name}`, () => {
        const proxy = chosen({}, environment);
        deepEqual([proxy?.address, proxy?.from], ['http://it', name]);
      });
    }

    it('needs no scheme', () => {
      equal(chosen({}, { HTTPS_PROXY: 'proxy.corp.test:3128' })?.address, 'http://proxy.corp.test:3128');
    });

    it('is none where nothing names one, or the support for proxies is off', () => {
      equal(chosen({}), undefined);
      equal(chosen({ proxy: 'http://one', proxySupport: 'off' }, { HTTPS_PROXY: 'http://two' }), undefined);
    });

    it('has the exceptions of the settings, or else of the environment', () => {
      const proxy = 'http://one';
      deepEqual(chosen({ proxy, noProxy: ['a', ' .b '] }, { NO_PROXY: 'c' })?.except, ['a', '.b']);
      deepEqual(chosen({ proxy }, { NO_PROXY: 'c, .d:8443,' })?.except, ['c', '.d:8443']);
      deepEqual(chosen({ proxy }, { no_proxy: 'c', NO_PROXY: 'd' })?.except, ['c']);
    });

    it('is none where everything is an exception', () => {
      equal(chosen({ proxy: 'http://one', noProxy: ['a', '*'] }), undefined);
      equal(chosen({ proxy: 'http://one' }, { NO_PROXY: '*' }), undefined);
    });

    it('is named without its password', () => {
      equal(proxyName(proxyAt('http://jane:secret@proxy:3128')), 'http://proxy:3128 (http.proxy)');
      equal(proxyName(proxyAt('http://jane:secret@pro xy')), 'an unreadable address (http.proxy)');
    });
  });

  describe('on the way', () => {
    const { sampleBehindFront, odd, proxy, client } = network();
    const closers: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of closers.splice(0)) await close();
    });

    /** A client for a host, as the network lets it be reached. */
    function through(origin: string, way: Network) {
      const transport = undiciTransport(usualTimeouts, way);
      closers.push(() => transport.close());
      return client(origin, { transport, pauses: noPauses });
    }

    async function campaigns(origin: string, way: Network): Promise<number> {
      return (await through(origin, way).api.campaigns(firstPage, click())).items.length;
    }

    function failure(origin: string, way: Network) {
      return failureOf(through(origin, way).api.campaigns(firstPage, click()));
    }

    it('leads to a host that it alone can find', async () => {
      const { port } = await sampleBehindFront();
      const { address, asked } = await proxy({ hosts: { 'kore.corp.test': port } });
      equal(await campaigns('http://kore.corp.test', { proxy: proxyAt(address) }), 26);
      deepEqual(asked, ['kore.corp.test:80']);
      equal((await failure('http://kore.corp.test', {})).kind, 'unreachable');
    });

    it('is asked for one tunnel, however many requests go through it', async () => {
      const { port } = await sampleBehindFront();
      const { address, asked } = await proxy({ hosts: { 'kore.corp.test': port } });
      const { api } = through('http://kore.corp.test', { proxy: proxyAt(address) });
      for (let count = 0; count < 5; count++) await api.campaigns(firstPage, click());
      equal(asked.length, 1);
    });

    it('is not used for its exceptions', async () => {
      const { port } = await sampleBehindFront();
      const { address, asked } = await proxy({ hosts: { 'kore.corp.test': port } });
      for (const [noProxy, used] of [
        ['kore.corp.test', false],
        ['.corp.test', false],
        ['corp.test', false],
        ['*.corp.test', false],
        ['KORE.corp.TEST', false],
        ['kore.corp.test:80', false],
        ['kore.corp.test:443', true],
        ['other.test', true],
        ['ore.corp.test', true],
        ['kore', true],
      ] as const) {
        asked.length = 0;
        const way = { proxy: proxyAt(address, { noProxy: ['unrelated.test', noProxy] }) };
        const reached = await campaigns('http://kore.corp.test', way).catch(() => 0);
        deepEqual([noProxy, reached, asked.length], [noProxy, used ? 26 : 0, used ? 1 : 0]);
      }
    });

    describe('that asks for a password', () => {
      async function askingProxy() {
        const { server, port } = await sampleBehindFront();
        const hosts = { 'kore.corp.test': port };
        return { server, ...(await proxy({ hosts, password: 'jane:open sesame' })) };
      }
      const withPassword = (address: string, password: string) =>
        address.replace('//', `//jane:${encodeURIComponent(password)}@`);

      it('gets it from http.proxyAuthorization', async () => {
        const { address } = await askingProxy();
        const way = { proxy: proxyAt(address, { proxyAuthorization: basic('jane:open sesame') }) };
        equal(await campaigns('http://kore.corp.test', way), 26);
      });

      it('gets it from the address', async () => {
        const { address } = await askingProxy();
        const way = { proxy: proxyAt(withPassword(address, 'open sesame')) };
        equal(await campaigns('http://kore.corp.test', way), 26);
      });

      for (const [what, settings] of Object.entries({
        none: {},
        'the wrong one': { proxyAuthorization: basic('jane:guess') },
      })) {
        it(`and gets ${what} is named, with what to do, and asked once`, async () => {
          const { address, asked, server } = await askingProxy();
          const error = await failure('http://kore.corp.test', { proxy: proxyAt(address, settings) });
          equal(error.kind, 'proxyAuthentication');
          equal(error.message, 'The proxy of this network asks for a password (HTTP 407).');
          ok(error.causes[0]?.text.includes('http.proxyAuthorization'));
          ok(error.unsent);
          equal(asked.length, 1);
          equal(server.seen.length, 0);
        });
      }

      it('and refuses the one in the address does not make us tell it', async () => {
        const { address } = await askingProxy();
        const error = await failure('http://kore.corp.test', {
          proxy: proxyAt(withPassword(address, 'guess')),
        });
        equal(error.kind, 'proxyAuthentication');
        ok(!`${error.message}${error.stack}${JSON.stringify(error)}`.includes('guess'));
      });
    });

    describe('that fails', () => {
      it('because nothing listens there is named', async () => {
        const { address, stop } = await proxy();
        await stop();
        const error = await failure('http://kore.corp.test', { proxy: proxyAt(address) });
        equal(error.message, 'The proxy of this network could not be used (ECONNREFUSED).');
        ok(error.unsent && !error.passing);
      });

      it('because it cannot find the host is named', async () => {
        const { address } = await proxy();
        const error = await failure('http://kore.corp.test', { proxy: proxyAt(address) });
        equal(error.message, 'The proxy of this network could not be used (it answered with status 502).');
        ok(error.unsent && !error.passing);
      });

      for (const address of ['http://', 'ftp://proxy:21', 'socks5://proxy:1080', 'http://pro xy:3128']) {
        it(`because "${address}" is no address of one is named`, async () => {
          const error = await failure('http://kore.corp.test', { proxy: proxyAt(address) });
          equal(
            error.message,
            'The proxy of this network could not be used (not an address of an http or https proxy).',
          );
          ok(error.unsent);
        });
      }

      it('because it says nothing is given up as soon as a host that cannot be connected to', async () => {
        const { address } = await proxy({ silent: true });
        const transport = undiciTransport({ ...usualTimeouts, connect: 200 }, { proxy: proxyAt(address) });
        closers.push(() => transport.close());
        const request = { method: 'GET', url: new URL('http://kore.corp.test'), headers: {} } as const;
        const error = await failureOf(transport.send(request, new AbortController().signal));
        equal(error.kind, 'timedOut');
        ok(error.unsent && error.passing);
      });
    });

    it('that a request may have gone through makes it no unsent one', async () => {
      const { origin, received } = await odd((response) => response.socket?.resetAndDestroy());
      const { address } = await proxy({ hosts: { 'kore.corp.test': Number(new URL(origin).port) } });
      const error = await failure('http://kore.corp.test', { proxy: proxyAt(address) });
      equal(error.kind, 'unreachable');
      ok(!error.unsent && error.passing);
      equal(received.length, 4);
    });

    describe('and certificates', () => {
      let authority: PrivateAuthority;
      before(function () {
        const made = privateAuthority();
        if (!made) this.skip();
        authority = made;
      });

      const secureSample = () => sampleBehindFront(authority.server);
      const trusted = () => [authority.ca];

      it('of a private authority are trusted where it is', async () => {
        const { port } = await secureSample();
        equal(await campaigns(`https://127.0.0.1:${port}`, { certificates: trusted() }), 26);
      });

      it('of a private authority are named where it is not, and nothing is sent', async () => {
        const { port, server } = await secureSample();
        const { ca } = privateAuthority() ?? {};
        ok(ca);
        for (const certificates of [undefined, [ca]]) {
          const error = await failure(`https://127.0.0.1:${port}`, { certificates });
          equal(error.kind, 'untrustedCertificate');
          ok(error.causes[0]?.text.includes('certificate store'));
          ok(error.unsent && !error.passing);
        }
        equal(server.seen.length, 0);
      });

      it('for another host are named', async () => {
        const { port } = await secureSample();
        const error = await failure(`https://localhost:${port}`, { certificates: trusted() });
        equal(
          error.message,
          'The certificate of the host is not trusted here (ERR_TLS_CERT_ALTNAME_INVALID).',
        );
      });

      it('are verified through a tunnel too', async () => {
        const { port, server } = await secureSample();
        const { address, asked } = await proxy({ hosts: { 'kore.corp.test': port } });
        const way = { proxy: proxyAt(address) };
        equal((await failure('https://kore.corp.test', way)).kind, 'untrustedCertificate');
        equal(server.seen.length, 0);
        equal(await campaigns('https://kore.corp.test', { ...way, certificates: trusted() }), 26);
        deepEqual(asked, ['kore.corp.test:443', 'kore.corp.test:443']);
      });

      it('are those of the host through a tunnel, not of any other', async () => {
        const { port } = await secureSample();
        const { address } = await proxy({ hosts: { 'other.corp.test': port } });
        const way = { proxy: proxyAt(address), certificates: trusted() };
        equal((await failure('https://other.corp.test', way)).kind, 'untrustedCertificate');
      });

      it('of the proxy itself are verified', async () => {
        const { port } = await secureSample();
        const { address } = await proxy({ hosts: { 'kore.corp.test': port }, tls: authority.server });
        const way = { proxy: proxyAt(address) };
        const error = await failure('https://kore.corp.test', way);
        equal(
          error.message,
          'The proxy of this network could not be used (UNABLE_TO_VERIFY_LEAF_SIGNATURE).',
        );
        equal(await campaigns('https://kore.corp.test', { ...way, certificates: trusted() }), 26);
      });

      it('are not verified behind a proxy where http.proxyStrictSSL is off, but elsewhere they are', async () => {
        const { port } = await secureSample();
        const { address } = await proxy({ hosts: { 'kore.corp.test': port }, tls: authority.server });
        const lax = { proxyStrictSSL: false };
        equal(await campaigns('https://kore.corp.test', { proxy: proxyAt(address, lax) }), 26);
        const past = { proxy: proxyAt(address, { ...lax, noProxy: ['127.0.0.1'] }) };
        equal((await failure(`https://127.0.0.1:${port}`, past)).kind, 'untrustedCertificate');
      });
    });
  });
});
