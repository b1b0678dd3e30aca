import type { IncomingHttpHeaders } from 'node:http';
import { invalidCredentials, Refusal } from './refusal.ts';
import type { SampleCredentials } from './sampleCredentials.ts';
import { tokenCheck } from './tokenCheck.ts';
import type { TokenRules } from './tokenCheck.ts';

/**
 * Only programs on this machine may ask. A browser page that reached loopback would say so with `Origin` or
 * `Sec-Fetch-Site`; one that came through a host name of its own (DNS rebinding) shows it in `Host`.
 */
export function checkLoopback(headers: IncomingHttpHeaders, port: number): void {
  const isOurs = headers.host === `127.0.0.1:${port}` || headers.host === `localhost:${port}`;
  const isBrowserPage = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
  if (!isOurs || isBrowserPage) throw new Refusal(403, 'The sample server answers no browser pages.');
}

/**
 * The headers of every campaign request (all v2 pages: `auth`, `iid`, `accountId`, all required) against the one
 * app there is. Gives a function because it has to remember which tokens were used.
 */
export function accountCheck(
  credentials: SampleCredentials,
  rules: TokenRules,
  clock: () => number = Date.now,
): (headers: IncomingHttpHeaders, streamId: string) => Promise<void> {
  const checkToken = tokenCheck(credentials, rules, clock);
  return async (headers, streamId) => {
    if (streamId !== credentials.streamId) {
      throw /^st-[\w-]+$/.test(streamId) ? invalidCredentials() : new Refusal(400, 'Invalid StreamId');
    }
    await checkToken(headers['auth']);
    if (headers['iid'] !== streamId) throw invalidCredentials();
    // Two spellings of one header arrive as "id, id", and are refused here as well.
    if (headers['accountid'] !== credentials.accountId) throw invalidCredentials();
  };
}
