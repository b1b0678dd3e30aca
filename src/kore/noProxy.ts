import { BlockList, isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** Decides whether a host, without brackets, and a port match one entry. */
type Matcher = (host: string, port: number) => boolean;

/** A list of hosts that are connected to without the proxy. */
export interface NoProxy {
  /** Whether an entry matches a URL. */
  readonly matches: (url: URL) => boolean;
  /** Entries in no known form, which match nothing. */
  readonly unknown: readonly string[];
}

/**
 * Parses entries of `http.noProxy` or `NO_PROXY`. Known forms: `*`; a name, which stands for all names below it too and may begin with
 * `.` or `*.`; an IPv4 or IPv6 address; a range of addresses such as `10.0.0.0/8`. Names and addresses may end with `:port`, an IPv6
 * address with a port has brackets. VS Code itself knows names, addresses and ports.
 */
export function parseNoProxy(entries: readonly string[]): NoProxy {
  const parsed = entries.map((entry) => ({ entry, matcher: matcherOf(entry.toLowerCase()) }));
  return {
    matches: ({ hostname, port, protocol }) => {
      const host = hostname.replace(/^\[|\]$/gu, '');
      const number = Number(port) || (protocol === 'https:' ? 443 : 80);
      return parsed.some(({ matcher }) => matcher?.(host, number));
    },
    unknown: parsed.flatMap(({ entry, matcher }) => (matcher ? [] : [entry])),
  };
}

function matcherOf(entry: string): Matcher | undefined {
  if (entry === '*') return () => true;
  if (entry.includes('/')) return rangeMatcher(entry);
  if (isIP(entry) === 6) return addressMatcher(entry);
  const [, address, name = '', digits] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d{1,5}))?$/u.exec(entry) ?? [];
  const matcher = address === undefined ? nameMatcher(name) : addressMatcher(address);
  const wanted = digits === undefined ? undefined : Number(digits);
  return matcher && ((host, port) => (wanted === undefined || port === wanted) && matcher(host, port));
}

function addressMatcher(address: string): Matcher | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : listMatcher((list) => list.addAddress(address, family(version)));
}

function rangeMatcher(entry: string): Matcher | undefined {
  const [, address = '', digits] = /^\[?([\d.]+|[\da-f:.]+)\]?\/(\d{1,3})$/u.exec(entry) ?? [];
  const version = isIP(address);
  const prefix = Number(digits);
  if (version === 0 || prefix > (version === 4 ? 32 : 128)) return undefined;
  return listMatcher((list) => list.addSubnet(address, prefix, family(version)));
}

function nameMatcher(name: string): Matcher | undefined {
  if (isIP(name) === 4) return addressMatcher(name);
  const domain = domainToASCII(name.replace(/^\*?\./u, ''));
  if (domain === '' || domain.includes('*')) return undefined;
  return (host) => host === domain || host.endsWith(`.${domain}`);
}

function listMatcher(fill: (list: BlockList) => void): Matcher {
  const list = new BlockList();
  fill(list);
  return (host) => {
    const version = isIP(host);
    return version !== 0 && list.check(host, family(version));
  };
}

function family(version: number): 'ipv4' | 'ipv6' {
  return version === 4 ? 'ipv4' : 'ipv6';
}
