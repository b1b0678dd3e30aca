/** The proxy between this machine and the hosts. */
export interface Proxy {
  /** With its scheme. May hold a password, so a log gets {@link proxyName} instead. */
  readonly address: string;
  /** Where the address stands: a setting or an environment variable. */
  readonly from: string;
  /** Hosts that are connected to without the proxy, as they were entered; see `parseNoProxy`. */
  readonly except: readonly string[];
  /** Value of the header `Proxy-Authorization`. */
  readonly authorization: string | undefined;
  /** Whether certificates are verified on a connection that goes through the proxy: its own one, and the one it lets through. */
  readonly strictSSL: boolean;
}

/** VS Code's own settings of these names below `http`, as they stand there; what is not set is empty. */
export interface ProxySettings {
  readonly proxy: string;
  readonly proxySupport: string;
  readonly noProxy: readonly string[];
  readonly proxyAuthorization: string;
  readonly proxyStrictSSL: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** In the order in which VS Code looks at them. */
const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/** The proxy that the settings name, or else the environment; undefined where none is to be used for any host. */
export function proxyFrom(settings: ProxySettings, environment: Environment): Proxy | undefined {
  if (settings.proxySupport === 'off') return undefined;
  const named = [
    { from: 'http.proxy', address: settings.proxy.trim() },
    ...proxyVariables.map((from) => ({ from, address: environment[from]?.trim() ?? '' })),
  ].find(({ address }) => address !== '');
  const except = exceptions(settings, environment);
  if (!named || except.includes('*')) return undefined;
  return {
    // In the environment the scheme is often left out.
    address: named.address.includes('://') ? named.address : `http://${named.address}`,
    from: named.from,
    except,
    authorization: settings.proxyAuthorization || undefined,
    strictSSL: settings.proxyStrictSSL,
  };
}

/** The proxy's address without user name and password, and where it stands. */
export function proxyName({ address, from }: Proxy): string {
  if (!URL.canParse(address)) return `an unreadable address (${from})`;
  const { protocol, host } = new URL(address);
  return `${protocol}//${host} (${from})`;
}

/** The setting hides the environment, as in VS Code. */
function exceptions({ noProxy }: ProxySettings, environment: Environment): readonly string[] {
  const listed = noProxy.length > 0 ? noProxy : [variable(environment, 'no_proxy')];
  return listed.flatMap((hosts) => hosts.split(/[\s,]+/u)).filter((host) => host !== '');
}

function variable(environment: Environment, name: string): string {
  return environment[name] || environment[name.toUpperCase()] || '';
}
