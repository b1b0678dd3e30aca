import { createSecureContext } from 'node:tls';
import type * as Undici from 'undici';
import { KoreError } from './errors.ts';
import { proxyError } from './networkError.ts';
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
 * Connections to hosts, straight or through the proxy. A host of `http:` gets a tunnel as well, but those that are ever asked are on this
 * machine, where no proxy is used (see `parseHost`).
 * @throws KoreError `proxyFailed` when the proxy's address is none, or is that of a proxy of another kind (SOCKS)
 */
export function dispatcherFor(
  { Agent, EnvHttpProxyAgent, Pool, buildConnector }: typeof Undici,
  { proxy, certificates }: Network,
  timeouts: Timeouts,
): Undici.Dispatcher {
  const stages = { headersTimeout: timeouts.headers, bodyTimeout: timeouts.body, connections: 8 };
  const connect = { timeout: timeouts.connect, ...trusting(certificates) };
  if (!proxy) return new Agent({ ...stages, connect });

  if (!/^https?:\/\/[^/]/iu.test(proxy.address) || !URL.canParse(proxy.address))
    throw new KoreError('proxyFailed', { said: 'not an address of an http or https proxy', unsent: true });
  const tls = { ...connect, rejectUnauthorized: proxy.strictSSL };
  const connectToProxy = namingTheProxy(buildConnector(tls));
  return new EnvHttpProxyAgent({
    ...stages,
    connect,
    requestTls: tls,
    proxyTls: tls,
    // Left undefined, an option would be taken from the environment. Without one of its own, https goes where http goes.
    httpProxy: proxy.address,
    httpsProxy: '',
    noProxy: proxy.except.join(','),
    ...(proxy.authorization === undefined ? {} : { token: proxy.authorization }),
    // To be connected means that the proxy has answered too. undici would give it five minutes.
    clientFactory: (origin) =>
      new Pool(origin, { connect: connectToProxy, headersTimeout: timeouts.connect }),
  });
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
