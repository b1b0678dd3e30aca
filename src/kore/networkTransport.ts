import { isDeepStrictEqual } from 'node:util';
import { isLoopback } from './app.ts';
import type { Network } from './dispatcher.ts';
import { KoreError } from './errors.ts';
import { fetchTransport } from './fetchTransport.ts';
import { parseNoProxy } from './noProxy.ts';
import { orAborted } from './orAborted.ts';
import { proxyName } from './proxy.ts';
import { usualTimeouts, type Transport } from './transport.ts';
import { undiciTransport, type UndiciTransport } from './undiciTransport.ts';

/** What may carry requests: connections of our own, VS Code's `fetch`, or the second where the first cannot connect. */
export const transportChoices = ['auto', 'undici', 'vscode'] as const;

/** How hosts are reached from here, and by what. */
export interface NetworkSettings extends Network {
  readonly transport: (typeof transportChoices)[number];
}

/** What stands while the settings do. */
interface Ways {
  readonly settings: NetworkSettings;
  readonly own: UndiciTransport;
  /** Origins that our own connections did not reach, but VS Code did. */
  readonly throughVSCode: Set<string>;
}

/**
 * A transport that follows the network settings.
 * @param settings read before each request, so that a change applies at once; requests under way end as they began
 * @param log receives which way is taken, and why; in sentences without a password
 */
export function networkTransport(
  settings: () => NetworkSettings | Promise<NetworkSettings>,
  log: (sentence: string) => void,
  timeouts = usualTimeouts,
): Transport {
  /** For hosts on this machine, which no proxy and no setting has anything to do with. */
  const local = undiciTransport(timeouts);
  const vscode = fetchTransport(timeouts);
  const open = new Set<UndiciTransport>([local]);
  const closing = new AbortController();
  let ways: Ways | undefined;

  async function currentWays(): Promise<Ways> {
    const now = await settings();
    closing.signal.throwIfAborted();
    if (ways && isDeepStrictEqual(now, ways.settings)) return ways;
    if (ways) finish(ways.own);
    ways = { settings: now, own: undiciTransport(timeouts, now), throughVSCode: new Set() };
    open.add(ways.own);
    log(inWords(now));
    return ways;
  }

  function finish(old: UndiciTransport): void {
    const forget = () => open.delete(old);
    // It fails only where the end of the window came first.
    old.finish().then(forget, forget);
  }

  return {
    async send(request, signal) {
      const { origin, hostname } = request.url;
      if (isLoopback(hostname)) return local.send(request, signal);
      const { settings, own, throughVSCode } = await orAborted(currentWays(), signal);
      if (settings.transport === 'undici') return own.send(request, signal);
      if (settings.transport === 'vscode') return vscode.send(request, signal);
      try {
        if (!throughVSCode.has(origin)) return await own.send(request, signal);
      } catch (error) {
        if (!(error instanceof KoreError) || !error.unsent) throw error;
        log(`${origin}: ${error.message} Trying it through VS Code.`);
      }
      try {
        const answer = await vscode.send(request, signal);
        if (!throughVSCode.has(origin)) log(`${origin}: reached through VS Code, and from now on so.`);
        throughVSCode.add(origin);
        return answer;
      } catch (error) {
        // The machine may have moved to another network: the next request tries both again.
        if (error instanceof KoreError && !error.passing) throughVSCode.delete(origin);
        throw error;
      }
    },
    async close() {
      closing.abort(new Error('The window was closed.'));
      await Promise.all([vscode, ...open].map((transport) => transport.close()));
    },
  };
}

function inWords({ transport, proxy, certificates }: NetworkSettings): string {
  if (transport === 'vscode') return 'Requests go through VS Code, as koreCampaigns.network.transport says.';
  const way = proxy ? `through the proxy ${proxyName(proxy)}` : 'without a proxy';
  const except = proxy && proxy.except.length > 0 ? `, but not to ${proxy.except.join(', ')}` : '';
  const unknown = parseNoProxy(proxy?.except ?? []).unknown;
  const ignored =
    unknown.length > 0
      ? `. These entries of http.noProxy or NO_PROXY are in no known form and were ignored: ${unknown.join(', ')}`
      : '';
  const trust = certificates ? `; ${certificates.length} certificate authorities are trusted` : '';
  const unverified = proxy?.strictSSL === false ? '; certificates behind the proxy are not verified' : '';
  const otherwise = transport === 'auto' ? '; where that fails to connect, through VS Code' : '';
  return `Requests go ${way}${except}${trust}${unverified}${otherwise}${ignored}.`;
}
