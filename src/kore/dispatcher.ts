import { createSecureContext } from 'node:tls';
import type * as Undici from 'undici';
import { KoreError } from './errors.ts';
import { proxyError } from './networkError.ts';
import { parseNoProxy } from './noProxy.ts';
import type { Proxy } from './proxy.ts';
import type { Timeouts } from './transport.ts';

/** How hosts are reached from here. */
export interface Network {
  /** Undefined: straight. */
  readonly proxy?: Proxy | undefined;
  /** The certificate authorities that are trusted, as PEM; undefined: those that Node trusts by itself. */
  readonly certificates?: readonly string[] | undefined;
}

/**
 * A dispatcher that connects directly, or through the proxy except to the hosts that need none. Requests to `http:` hosts are tunneled
 * too, but the extension sends those to this machine only, without a proxy (see `parseHost`).
 * @throws KoreError `proxyFailed` when the proxy's address isn't one, or is that of another kind of proxy (SOCKS)
 */
export function dispatcherFor(
  undici: typeof Undici,
  network: Network,
  timeouts: Timeouts,
): Undici.Dispatcher {
  const { proxy, certificates } = network;
  const stages = { headersTimeout: timeouts.headers, bodyTimeout: timeouts.body, connections: 8 };
  const connect = {
    timeout: timeouts.connect,
    // Of a host's addresses, each but the last gets this long. Node's 250 ms are too short for hosts on another continent; a quarter
    // leaves time for one lost packet, and for the address after one that doesn't answer.
    autoSelectFamilyAttemptTimeout: Math.ceil(timeouts.connect / 4),
    ...trusting(certificates),
  };
  const direct = new undici.Agent({ ...stages, connect });
  if (!proxy) return direct;

  if (!/^https?:\/\/[^/]/iu.test(proxy.address) || !URL.canParse(proxy.address))
    throw new KoreError('proxyFailed', { said: 'not an address of an http or https proxy', unsent: true });
  const tls = { ...connect, rejectUnauthorized: proxy.strictSSL };
  const connectToProxy = namingTheProxy(undici.buildConnector(tls));
  const proxied = new undici.ProxyAgent({
    ...stages,
    uri: proxy.address,
    requestTls: tls,
    proxyTls: tls,
    ...(proxy.authorization === undefined ? {} : { token: proxy.authorization }),
    // Connecting includes the proxy's answer. undici's default for that is five minutes.
    clientFactory: (origin) =>
      new undici.Pool(origin, { connect: connectToProxy, headersTimeout: timeouts.connect }),
  });
  const noProxy = parseNoProxy(proxy.except);
  return eitherOf(undici, (origin) => (noProxy.matches(origin) ? direct : proxied), [direct, proxied]);
}

/** A dispatcher that hands each request to one of several, by its origin, and closes them all. */
function eitherOf(
  { Dispatcher }: typeof Undici,
  choose: (origin: URL) => Undici.Dispatcher,
  all: readonly Undici.Dispatcher[],
): Undici.Dispatcher {
  return new (class extends Dispatcher {
    override dispatch(
      options: Undici.Dispatcher.DispatchOptions,
      handler: Undici.Dispatcher.DispatchHandler,
    ): boolean {
      return choose(new URL(String(options.origin))).dispatch(options, handler);
    }
    override async close(): Promise<void> {
      await Promise.all(all.map((one) => one.close()));
    }
    override async destroy(): Promise<void> {
      await Promise.all(all.map((one) => one.destroy()));
    }
  })();
}

/** One context for all connections: reading hundreds of certificates takes tens of milliseconds, each time. */
function trusting(certificates: readonly string[] | undefined) {
  if (!certificates) return {};
  const ca = [...certificates];
  // `ca` itself is for VS Code, which adds its own certificates to a connection that has none.
  return { ca, secureContext: createSecureContext({ ca }) };
}

/** A failure on the way to the proxy must not look like one of the host. */
function namingTheProxy(connect: Undici.buildConnector.connector): Undici.buildConnector.connector {
  return (options, done) =>
    connect(options, (...[error, socket]) => (error ? done(proxyError(error), null) : done(null, socket)));
}
