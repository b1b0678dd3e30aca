/** Signing algorithms that a secret can serve (Kore.ai, "App registration": HS256 for API scopes, HS512 for SDK apps). */
export const algorithms = ['HS256', 'HS512'] as const;
type Algorithm = (typeof algorithms)[number];

/** One Kore.ai app as its public API addresses it; every id is opaque and kept as given. */
export interface KoreApp {
  /** Scheme, name and port, such as `https://platform.kore.ai`; see {@link parseHost}. */
  readonly origin: string;
  /** `st-…`; the documentation also calls it bot id, app id and iid. */
  readonly streamId: string;
  readonly accountId: string;
  /** `cs-…`, of a JWT app under App Settings > Dev Tools. */
  readonly clientId: string;
  readonly algorithm: Algorithm;
}

/** The regions that Kore.ai's documentation names. Private clusters exist, so any other https host is as good. */
export const knownHosts = [
  { host: 'https://platform.kore.ai', region: 'United States' },
  { host: 'https://de-platform.kore.ai', region: 'Germany' },
  { host: 'https://eu-platform.kore.ai', region: 'Europe' },
  { host: 'https://jp-platform.kore.ai', region: 'Japan' },
] as const;

/** Whether a host name, as a URL holds it, is that of this machine itself. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/u.test(hostname);
}

/**
 * The origin that a person means by `text`: with or without `https://`, a trailing slash tolerated.
 * `http:` is for loopback alone, because a token sent in the clear can be read on the way.
 * @throws Error with a sentence for people when `text` is no such host
 */
export function parseHost(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw new Error('Enter the host of the platform, such as platform.kore.ai.');
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//iu.test(trimmed);
  let url: URL;
  try {
    url = new URL(hasScheme ? trimmed : `https://${trimmed}`);
  } catch (cause) {
    throw new Error(`"${trimmed}" is not a host name.`, { cause });
  }
  if (url.username || url.password) throw new Error('Leave user name and password out of the host.');
  if (url.pathname !== '/' || url.search || url.hash || /[?#]/u.test(trimmed)) {
    throw new Error('Enter the host alone, without a path or a query.');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new Error('Use https: a token sent over http can be read on the way.');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new Error('The host must be an https address.');
  return url.origin;
}

/** @returns what is wrong with an id that a person typed, as a sentence, or undefined when it may be right */
export function idProblem(text: string, what: string, prefix?: string): string | undefined {
  const id = text.trim();
  if (id === '') return `Enter the ${what}.`;
  if (!/^[\w-]+$/u.test(id)) return `The ${what} has only letters, digits, "-" and "_".`;
  if (prefix !== undefined && !id.startsWith(prefix)) return `The ${what} begins with "${prefix}".`;
  if (id === prefix) return `Enter the whole ${what}.`;
  return undefined;
}
