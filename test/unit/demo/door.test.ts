import { deepEqual, equal, match } from 'node:assert/strict';
import { startSampleServer } from '../../../src/demo/sampleServer.ts';
import type { SampleServer } from '../../../src/demo/sampleServer.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../../src/demo/sampleTypes.ts';
import {
  accountId,
  ask,
  campaignPath,
  contactsPath,
  listPath,
  now,
  statusPath,
  streamId,
  token,
} from './ask.ts';
import type { Answer } from './ask.ts';

const someId = sampleCampaigns[0]?.id ?? '';
const list = { type: 'voice' };

function isRefused(answer: Answer, status: number, message: string | RegExp, code = status): void {
  equal(answer.status, status, answer.text);
  const [error] = answer.json.errors ?? [];
  if (typeof message === 'string') equal(error?.msg, message);
  else match(error?.msg ?? '', message);
  equal(error?.code, code);
}

const isBadCredentials = (answer: Answer): void => isRefused(answer, 401, 'Invalid SDK credentials', 4002);

describe('sample server, at the door', () => {
  let server: SampleServer;
  before(async () => void (server = await startSampleServer({ requestsPerMinute: Infinity })));
  after(() => server.stop());

  const askWith = async (claims: Record<string, unknown>, alg?: string, secret?: string): Promise<Answer> =>
    ask(server, listPath, { body: list, token: await token(claims, alg, secret) });

  describe('token', () => {
    it('takes HS256 and HS512', async () => {
      equal((await askWith({})).status, 200);
      equal((await askWith({}, 'HS512')).status, 200);
    });

    it('takes the minimal token of the documentation any number of times', async () => {
      const minimal = await token({ iat: undefined, exp: undefined, jti: undefined });
      equal((await ask(server, listPath, { body: list, token: minimal })).status, 200);
      equal((await ask(server, listPath, { body: list, token: minimal })).status, 200);
    });

    it('refuses HS384, which no page lists', async () => isBadCredentials(await askWith({}, 'HS384')));
    it('refuses another secret', async () => isBadCredentials(await askWith({}, 'HS256', 'x'.repeat(40))));
    it('refuses a missing token', async () => isBadCredentials(await ask(server, listPath, { token: null })));
    it('refuses another client id', async () => isBadCredentials(await askWith({ appId: 'cs-other' })));
    it('refuses a missing or empty sub', async () => {
      isBadCredentials(await askWith({ sub: undefined }));
      isBadCredentials(await askWith({ sub: '' }));
    });

    it('refuses a tampered token', async () => {
      const [head, , signature] = (await token()).split('.');
      const claims = Buffer.from(JSON.stringify({ sub: 'x', appId: 'cs-x' })).toString('base64url');
      isBadCredentials(await ask(server, listPath, { token: [head, claims, signature].join('.') }));
    });

    it('refuses what is not a token, a Bearer prefix included', async () => {
      isRefused(await ask(server, listPath, { token: 'abc' }), 401, 'Invalid JWT token', 4002);
      isRefused(
        await ask(server, listPath, { token: `Bearer ${await token()}` }),
        401,
        'Invalid JWT token',
        4002,
      );
    });

    it('refuses an unsigned token', async () => {
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const unsigned = `${part({ alg: 'none' })}.${part({ sub: 'x', appId: 'cs-x' })}.`;
      isBadCredentials(await ask(server, listPath, { token: unsigned }));
    });

    it('refuses an expired token', async () => {
      isRefused(await askWith({ exp: now() - 1 }), 401, 'error verifying the jwt: jwt expired');
    });

    it('refuses a token from the future, allowing clocks a minute', async () => {
      equal((await askWith({ iat: now() + 50 })).status, 200);
      isRefused(await askWith({ iat: now() + 90 }), 401, /iat/);
    });

    it('refuses a jti without an exp within the hour', async () => {
      const text = 'error verifying the jwt: if "jti" claim "exp" must be <= 1 hour(s)';
      equal((await askWith({ exp: now() + 3600 })).status, 200);
      isRefused(await askWith({ exp: now() + 3700 }), 401, text);
      isRefused(await askWith({ exp: undefined }), 401, text);
    });

    it('takes each jti once', async () => {
      const once = await token();
      equal((await ask(server, listPath, { body: list, token: once })).status, 200);
      const again = await ask(server, listPath, { body: list, token: once });
      isRefused(again, 401, 'error verifying the jwt: possibly a replay');
    });
  });

  describe('account', () => {
    it('refuses another or missing iid and accountId header', async () => {
      isBadCredentials(await ask(server, listPath, { body: list, headers: { iid: 'st-other' } }));
      isBadCredentials(await ask(server, listPath, { body: list, headers: { iid: undefined } }));
      isBadCredentials(await ask(server, listPath, { body: list, headers: { accountId: 'f'.repeat(24) } }));
      isBadCredentials(await ask(server, listPath, { body: list, headers: { accountId: undefined } }));
    });

    it('refuses the account header sent twice', async () => {
      isBadCredentials(
        await ask(server, listPath, { body: list, headers: { accountId: [accountId, accountId] } }),
      );
    });

    it('refuses another stream, and one that cannot be a stream', async () => {
      const other = 'st-00000000-0000-5000-8000-000000000000';
      const path = (stream: string): string =>
        campaignPath(`getAllCampaignDetails?accountId=${accountId}`, stream);
      isBadCredentials(await ask(server, path(other), { body: list, headers: { iid: other } }));
      isRefused(await ask(server, path('x'), { body: list, headers: { iid: 'x' } }), 400, 'Invalid StreamId');
    });

    it('wants the account in the query, except for contacts', async () => {
      isRefused(await ask(server, campaignPath('getAllCampaignDetails'), { body: list }), 412, /accountId/);
      isRefused(await ask(server, campaignPath(`${someId}/status?view=status`)), 412, /accountId/);
      isRefused(await ask(server, campaignPath(someId), { method: 'GET' }), 412, /accountId/);
      isRefused(
        await ask(server, campaignPath(`${someId}?accountId=x`), { method: 'GET' }),
        412,
        /accountId/,
      );
      equal((await ask(server, contactsPath(someId))).status, 200);
    });
  });

  describe('path and method', () => {
    it('knows no other path', async () => {
      isRefused(await ask(server, '/x'), 404, 'Not Found');
      isRefused(await ask(server, listPath.replace('/v2/', '/v9/')), 404, 'Not Found');
      isRefused(await ask(server, `${server.origin}/`, { method: 'GET' }), 404, 'Not Found');
      isRefused(await ask(server, '/', { method: 'POST' }), 404, 'Not Found');
      isRefused(await ask(server, contactsPath('cd-none')), 404, 'Campaign not found');
    });

    it('knows a campaign by the id that its path spells', async () => {
      const id = 'cd-1/../..%2f<b>';
      const campaigns = [{ ...(sampleCampaigns[0] as SampleCampaign), id }];
      const other = await startSampleServer({ campaigns });
      const answer = await ask(other, contactsPath(encodeURIComponent(id)));
      await other.stop();
      equal(answer.status, 200);
      isRefused(await ask(server, contactsPath('%')), 404, 'Not Found');
    });

    it('takes each path with its one method', async () => {
      for (const path of [listPath, contactsPath(someId), statusPath(someId)]) {
        isRefused(await ask(server, path, { method: 'GET' }), 405, 'Method Not Allowed');
        isRefused(await ask(server, path, { method: 'PUT' }), 405, 'Method Not Allowed');
      }
      isRefused(
        await ask(server, campaignPath(`${someId}?accountId=${accountId}`)),
        405,
        'Method Not Allowed',
      );
    });

    it('wants a view', async () => {
      isRefused(await ask(server, campaignPath(`${someId}/status?accountId=${accountId}`)), 412, /"view"/);
      isRefused(await ask(server, campaignPath(`${someId}/status?view=all`)), 412, /"view"/);
    });
  });

  describe('body', () => {
    const contacts = (body: unknown): Promise<Answer> => ask(server, contactsPath(someId), { body });
    const campaigns = (body: object): Promise<Answer> =>
      ask(server, listPath, { body: { ...list, ...body } });
    const isInvalid = (answer: Answer, why: RegExp): void => {
      isRefused(answer, 412, /^Validation errors\/ Invalid arguments: /);
      match(answer.json.errors?.[0]?.msg ?? '', why);
    };

    it('must be JSON, and say so', async () => {
      const headers = { 'Content-Type': 'text/plain' };
      isRefused(await ask(server, listPath, { body: list, headers }), 415, /Content-Type/);
      isRefused(await ask(server, listPath, { body: '{' }), 400, /JSON/);
      const charset = { 'Content-Type': 'application/json; charset=utf-8' };
      equal((await ask(server, listPath, { body: list, headers: charset })).status, 200);
    });

    it('may have 64 KB', async () => {
      equal((await ask(server, listPath, { body: JSON.stringify(list).padEnd(64 * 1024) })).status, 200);
      isRefused(await ask(server, listPath, { body: ' '.repeat(64 * 1024 + 1) }), 413, /Large/);
      isRefused(await ask(server, listPath, { body: ' '.repeat(3_000_000) }), 413, /Large/);
    });

    it('of the contacts has a page from 1 and a limit from 1 to 100', async () => {
      for (const page of [0, -1, 1.5, '1', null, '']) isInvalid(await contacts({ page }), /"page"/);
      for (const limit of [0, 101, 2.5, '100', null, '']) isInvalid(await contacts({ limit }), /"limit"/);
      isInvalid(await contacts({ skip: 0 }), /"skip" is not allowed/);
      isInvalid(await contacts([]), /object/);
      equal((await contacts({ page: 1, limit: 100 })).status, 200);
      equal((await contacts('')).status, 200);
    });

    it('of the status is empty', async () => {
      isInvalid(await ask(server, statusPath(someId), { body: { page: 1 } }), /"page" is not allowed/);
    });

    it('of the list is as the page reads', async () => {
      isInvalid(await ask(server, listPath, { body: {} }), /"type"/);
      isInvalid(await ask(server, listPath, { body: '' }), /object/);
      isInvalid(await campaigns({ type: 'email' }), /"type"/);
      isInvalid(await campaigns({ limit: '50' }), /"limit"/);
      isInvalid(await campaigns({ page: 0 }), /"page"/);
      isInvalid(await campaigns({ skip: -1 }), /"skip"/);
      isInvalid(await campaigns({ page: 2, skip: 0, limit: 10 }), /disagree/);
      isInvalid(await campaigns({ startDate: '2026-10-01' }), /"startDate"/);
      isInvalid(await campaigns({ endDate: '2026-13-01T00:00:00.000Z' }), /"endDate"/);
      isInvalid(await campaigns({ sortBy: { createdAt: 'down' } }), /"sortBy.createdAt"/);
      isInvalid(await campaigns({ sortBy: { status: 'asc' } }), /"status" is not allowed/);
      isInvalid(await campaigns({ filters: { status: ['Rerun'] } }), /"filters.status"/);
      isInvalid(await campaigns({ filters: { status: 'Ready' } }), /"filters.status"/);
      isInvalid(await campaigns({ filters: { priority: ['5'] } }), /"filters.priority"/);
      isInvalid(await campaigns({ filters: { dialingMode: ['Power'] } }), /"filters.dialingMode"/);
      isInvalid(await campaigns({ filters: { name: ['x'] } }), /"name" is not allowed/);
      equal((await campaigns({ limit: '', page: '', skip: '' })).status, 200);
    });
  });

  describe('who may ask', () => {
    it('answers to its own two names only', async () => {
      const at = (host: string): Promise<Answer> => ask(server, listPath, { body: list, headers: { host } });
      const own = new URL(server.origin).port;
      equal((await at(`localhost:${own}`)).status, 200);
      equal((await at(`127.0.0.1:${own}`)).status, 200);
      isRefused(await at(`attacker.example:${own}`), 403, /browser/);
      isRefused(await at('127.0.0.1:1'), 403, /browser/);
      isRefused(await at('127.0.0.1'), 403, /browser/);
      equal((await ask(server, '/', { method: 'GET', headers: { host: 'attacker.example' } })).status, 403);
    });

    it('refuses browser pages', async () => {
      for (const headers of [
        { origin: server.origin },
        { origin: 'null' },
        { 'sec-fetch-site': 'same-origin' },
      ]) {
        isRefused(await ask(server, listPath, { body: list, headers }), 403, /browser/);
        equal((await ask(server, '/', { method: 'GET', headers })).status, 403);
      }
    });
  });

  it('takes the headers in any case', async () => {
    const headers = { iid: undefined, accountId: undefined, IID: streamId, ACCOUNTID: accountId };
    equal((await ask(server, listPath, { body: list, headers })).status, 200);
  });

  it('keeps no header of what it has seen', async () => {
    await ask(server, listPath, { body: list });
    deepEqual(Object.keys(server.seen.at(-1) ?? {}), ['method', 'path', 'query', 'body', 'status', 'at']);
  });
});
