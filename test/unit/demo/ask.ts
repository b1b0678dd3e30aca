import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';
import { SignJWT } from 'jose';
import { sampleCredentials } from '../../../src/demo/sampleServer.ts';
import type { SampleServer } from '../../../src/demo/sampleServer.ts';

/** What the tests look at in an answer; every field only as far as the answer has it. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  json: {
    status?: string;
    message?: string;
    errors?: { msg: string; code: number }[];
    data: {
      results: Record<string, unknown>[];
      totalResults: number;
      totalPages: number;
      limit: number;
      [field: string]: unknown;
    };
  };
}

interface Ask {
  method?: string;
  body?: unknown;
  /** A string is sent as it is. */
  token?: string | null;
  headers?: OutgoingHttpHeaders;
}

export const { streamId, accountId } = sampleCredentials;
const { clientId, clientSecret } = sampleCredentials;

export const campaignPath = (rest: string, stream = streamId): string =>
  `/campaign/api/v2/public/${stream}/campaign/${rest}`;
export const listPath = campaignPath(`getAllCampaignDetails?accountId=${accountId}`);
export const contactsPath = (id: string): string => campaignPath(`${id}/status?view=contacts`);
export const statusPath = (id: string): string =>
  campaignPath(`${id}/status?accountId=${accountId}&view=status`);

export const now = (): number => Math.floor(Date.now() / 1000);

/** A token written out by hand from the documentation; `claims` replaces or, with undefined, removes. */
export function token(
  claims: Record<string, unknown> = {},
  alg = 'HS256',
  secret = clientSecret,
): Promise<string> {
  const all = { sub: 'test', appId: clientId, iat: now(), exp: now() + 300, jti: randomUUID(), ...claims };
  return new SignJWT(all).setProtectedHeader({ alg, typ: 'JWT' }).sign(new TextEncoder().encode(secret));
}

/** One request on a connection of its own, right in everything that is not replaced. */
export async function ask(server: SampleServer, path: string, options: Ask = {}): Promise<Answer> {
  const { method = 'POST', body = {}, headers = {} } = options;
  const auth = options.token === undefined ? await token() : options.token;
  const text = method === 'GET' ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const all: OutgoingHttpHeaders = {
    ...(auth === null ? {} : { auth }),
    iid: streamId,
    accountId,
    ...(method === 'GET'
      ? {}
      : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }),
    ...headers,
  };
  for (const name of Object.keys(all)) if (all[name] === undefined) Reflect.deleteProperty(all, name);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      new URL(server.origin),
      { method, path, headers: all, agent: false },
      (response) => {
        let answer = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (answer += chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: answer,
            json: (answer.startsWith('{') ? JSON.parse(answer) : {}) as Answer['json'],
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(text);
  });
}
