import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { SampleCampaign } from '../../../src/demo/sampleTypes.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import { sampleCredentials } from '../../../src/demo/sampleServer.ts';
import { requestLine } from '../../../src/kore/requestLine.ts';
import { click, firstPage, network, noPauses, sendJson, success } from './api.ts';
import type { Received } from './api.ts';

const { streamId, accountId, clientId, clientSecret } = sampleCredentials;
const base = `/campaign/api/v2/public/${streamId}/campaign`;
const emptyPage = { results: [], page: 1, limit: 100, totalPages: 0, totalResults: 0 };

function sampleOf(contacts: number): SampleCampaign {
  const found = sampleCampaigns.find(({ contactCount }) => contactCount === contacts);
  if (!found) throw new Error(`No sample campaign has ${contacts} contacts.`);
  return found;
}

describe('campaign API', () => {
  const { sample, odd, client } = network();

  describe('against the sample server', () => {
    it('lists campaigns, all pages', async () => {
      const { api } = client((await sample()).origin);
      const first = await api.campaigns({ page: 1, limit: 20 }, click());
      const second = await api.campaigns({ page: 2, limit: 20 }, click());
      deepEqual([first.totalPages, first.totalResults, first.limit], [2, 26, 20]);
      deepEqual([second.page, second.items.length], [2, 6]);
      const ids = [...first.items, ...second.items].map(({ id }) => id);
      deepEqual(ids.toSorted(), sampleCampaigns.map(({ id }) => id).toSorted());
    });

    it('lists the campaigns of a query, in its order', async () => {
      const server = await sample();
      const { api } = client(server.origin);
      const query = {
        filters: { status: ['Active', 'Stopped'], priority: [1, 3] },
        sortBy: { name: 'desc' },
      } as const;
      const { items } = await api.campaigns({ page: 1, limit: 50, query }, click());
      deepEqual(
        items.map(({ name }) => name),
        ['Payment reminders November', 'Insurance claim status', 'Fraud alert call-backs'],
      );
      deepEqual(server.seen[0]?.body, { type: 'voice', skip: 0, page: 1, limit: 50, ...query });
    });

    it('reads every field of a listed campaign', async () => {
      const { api } = client((await sample()).origin);
      const { items } = await api.campaigns({ page: 1, limit: 50 }, click());
      const expected = sampleOf(2_400);
      deepEqual(
        items.find(({ id }) => id === expected.id),
        {
          id: expected.id,
          name: expected.name,
          description: expected.description,
          status: 'Paused',
          dialingMode: 'Progressive',
          priority: '2',
          connection: 'Default Queue',
          contactLists: expected.contactLists,
          createdAt: expected.createdAt,
          updatedAt: expected.updatedAt,
          campaignInstanceUpdatedAt: expected.updatedAt,
        },
      );
    });

    it('reads a campaign that has only what it cannot do without', async () => {
      const { api } = client((await sample()).origin);
      const { items } = await api.campaigns({ page: 1, limit: 50 }, click());
      const bare = items.find(({ name }) => name === 'Imported from the old dialler');
      deepEqual([bare?.description, bare?.createdAt, bare?.contactLists], ['', '', []]);
    });

    it('reads a page of contacts', async () => {
      const { api } = client((await sample()).origin);
      const page = await api.contacts(sampleOf(1_234).id, firstPage, click());
      deepEqual(
        [page.items.length, page.page, page.limit, page.totalPages, page.totalResults],
        [100, 1, 100, 13, 1_234],
      );
      ok(Math.abs(page.fetchedAt - Date.now()) < 5_000);
    });

    it('reads a campaign without contacts as one empty page', async () => {
      const { api } = client((await sample()).origin);
      const page = await api.contacts(sampleOf(0).id, firstPage, click());
      deepEqual([page.items.length, page.totalPages, page.totalResults], [0, 1, 0]);
    });

    it('reads the last page of 100,000 contacts', async () => {
      const { api } = client((await sample()).origin);
      const page = await api.contacts(sampleOf(100_000).id, { page: 1_000, limit: 100 }, click());
      deepEqual([page.items.length, page.page, page.totalPages], [100, 1_000, 1_000]);
    });

    it('reads a page beyond the end as one without contacts', async () => {
      const { api } = client((await sample()).origin);
      const page = await api.contacts(sampleOf(101).id, { page: 3, limit: 100 }, click());
      deepEqual([page.items.length, page.page, page.totalPages, page.totalResults], [0, 3, 2, 101]);
    });

    it('takes over a smaller limit of the server', async () => {
      const { api } = client((await sample({ maxContactsLimit: 20 })).origin);
      const page = await api.contacts(sampleOf(101).id, firstPage, click());
      deepEqual([page.items.length, page.limit, page.totalPages], [20, 20, 6]);
    });

    it('reads a status', async () => {
      const { api } = client((await sample()).origin);
      const { id, name } = sampleOf(2_400);
      deepEqual(await api.campaignStatus(id, click()), { id, name, status: 'Paused' });
    });

    it('reads a campaign by its id', async () => {
      const { api } = client((await sample()).origin);
      const { id, name, priority, contactLists } = sampleOf(2_400);
      const read = await api.campaign(id, click());
      deepEqual([read.id, read.name, read.priority, read.contactLists], [id, name, priority, contactLists]);
    });

    it('signs with HS512 where the app says so', async () => {
      const { api } = client((await sample()).origin, { app: { algorithm: 'HS512' } });
      equal((await api.campaigns(firstPage, click())).totalResults, 26);
    });
  });

  describe('what it sends', () => {
    it('asks for campaigns as documented', async () => {
      const { origin, received } = await odd(success({ results: [] }));
      await client(origin).api.campaigns({ page: 3, limit: 50 }, click());
      const [request] = received;
      deepEqual(
        [request?.method, request?.url],
        ['POST', `${base}/getAllCampaignDetails?accountId=${accountId}`],
      );
      deepEqual(JSON.parse(request?.body ?? ''), { type: 'voice', skip: 100, page: 3, limit: 50 });
    });

    it('asks for contacts as documented, without the account in the query', async () => {
      const { origin, received } = await odd(success(emptyPage));
      await client(origin).api.contacts('cd-1', firstPage, click());
      const [request] = received;
      deepEqual([request?.method, request?.url], ['POST', `${base}/cd-1/status?view=contacts`]);
      equal(request?.body, '{"page":1,"limit":100}');
    });

    it('asks for a status as documented', async () => {
      const { origin, received } = await odd(success({ id: 'cd-1' }));
      await client(origin).api.campaignStatus('cd-1', click());
      const [request] = received;
      deepEqual(
        [request?.method, request?.url, request?.body],
        ['POST', `${base}/cd-1/status?accountId=${accountId}&view=status`, '{}'],
      );
    });

    it('asks for a campaign as documented, without a body', async () => {
      const { origin, received } = await odd(success({ _id: 'cd-1' }));
      await client(origin).api.campaign('cd-1', click());
      const [request] = received;
      deepEqual(
        [request?.method, request?.url, request?.body],
        ['GET', `${base}/cd-1?accountId=${accountId}`, ''],
      );
    });

    it('sends each header once, and no other than these', async () => {
      const { origin, received } = await odd(success(emptyPage));
      await client(origin).api.contacts('cd-1', firstPage, click());
      const [request] = received;
      const names = request?.rawHeaders
        .filter((_, index) => index % 2 === 0)
        .map((name) => name.toLowerCase());
      deepEqual(names?.toSorted(), [
        'accept',
        'accept-encoding',
        'accountid',
        'auth',
        'connection',
        'content-length',
        'content-type',
        'host',
        'iid',
      ]);
      equal(request?.headers['iid'], streamId);
      equal(request.headers['accountid'], accountId);
      equal(request.headers['content-type'], 'application/json');
    });

    it('keeps an id within its segment of the path', async () => {
      const { origin, received } = await odd(success(emptyPage));
      await client(origin).api.contacts('../a/b?c#d e', firstPage, click());
      equal(received[0]?.url, `${base}/..%2Fa%2Fb%3Fc%23d%20e/status?view=contacts`);
    });

    for (const id of ['', '.', '..', '\ud83d']) {
      it(`sends nothing for ${JSON.stringify(id)}, which cannot be an id`, async () => {
        const { origin, received } = await odd(success(emptyPage));
        await rejects(client(origin).api.contacts(id, firstPage, click()), { kind: 'rejectedInput' });
        equal(received.length, 0);
      });
    }

    it('asks for no page of its own accord: one call, one request', async () => {
      const server = await sample();
      await client(server.origin).api.contacts(sampleOf(100_000).id, firstPage, click());
      equal(server.seen.length, 1);
    });
  });

  describe('token', () => {
    const claimsOf = (request: Received | undefined) => decodeJwt(String(request?.headers['auth']));

    it('carries the documented claims and lives minutes', async () => {
      const { origin, received } = await odd(success(emptyPage));
      await client(origin).api.contacts('cd-1', firstPage, click());
      const claims = claimsOf(received[0]);
      const { iat = 0, exp = 0 } = claims;
      deepEqual(Object.keys(claims).toSorted(), ['appId', 'exp', 'iat', 'jti', 'sub']);
      equal(claims['appId'], clientId);
      ok(claims.sub);
      ok(Math.abs(iat + 60 - Date.now() / 1_000) < 10);
      ok(Math.abs(exp - 300 - Date.now() / 1_000) < 10);
      ok(exp - iat >= 60 && exp - iat <= 3_600);
    });

    for (const algorithm of ['HS256', 'HS512'] as const) {
      it(`tells ${algorithm} in its header`, async () => {
        const { origin, received } = await odd(success(emptyPage));
        await client(origin, { app: { algorithm } }).api.contacts('cd-1', firstPage, click());
        deepEqual(decodeProtectedHeader(String(received[0]?.headers['auth'])), {
          alg: algorithm,
          typ: 'JWT',
        });
      });
    }

    it('is another one for each request', async () => {
      const { origin, received } = await odd(success(emptyPage));
      const { api } = client(origin);
      for (let count = 0; count < 3; count++) await api.contacts('cd-1', firstPage, click());
      equal(new Set(received.map((request) => claimsOf(request).jti)).size, 3);
    });

    it('is another one for each retry', async () => {
      const { origin, received } = await odd((response) => {
        if (received.length < 3) response.writeHead(429, { 'retry-after': '0' }).end();
        else sendJson(response, { status: 'success', data: emptyPage });
      });
      await client(origin, { pauses: noPauses }).api.contacts('cd-1', firstPage, click());
      equal(new Set(received.map((request) => claimsOf(request).jti)).size, 3);
    });

    it('is signed with the secret of the moment', async () => {
      const { origin } = await sample();
      let secret = 'an old secret';
      const { api } = client(origin, { secret: () => Promise.resolve(secret) });
      await rejects(api.campaigns(firstPage, click()), { kind: 'refusedToken' });
      secret = clientSecret;
      await api.campaigns(firstPage, click());
    });
  });

  describe('what it tells the log', () => {
    it('is a line for each request', async () => {
      const server = await sample();
      const { api, notes } = client(server.origin);
      const { id } = sampleOf(1_234);
      await api.contacts(id, { page: 7, limit: 100 }, click());
      const [note] = notes;
      deepEqual([notes.length, note?.retries, note?.page, note && 'status' in note.outcome], [1, 0, 7, true]);
      ok(note && note.ms > 0);
      equal(
        requestLine({ ...note, ms: 12.4, outcome: { status: 200, bytes: 30 } }),
        `POST ${server.origin}${base}/${id}/status?view=contacts (page 7): 200, 30 bytes in 12 ms`,
      );
    });

    it('counts bytes, not characters', async () => {
      const { origin } = await odd(success({ id: 'ü' }));
      const { api, notes } = client(origin);
      await api.campaignStatus('cd-1', click());
      deepEqual(notes[0]?.outcome, {
        status: 200,
        bytes: '{"status":"success","data":{"id":"ü"}}'.length + 1,
      });
    });

    it('names a retry and what went wrong', () => {
      const note = {
        method: 'GET',
        origin: 'https://a.b',
        path: '/c',
        page: undefined,
        ms: 1_000,
        retries: 2,
      };
      equal(
        requestLine({ ...note, outcome: { error: 'It broke.' } }),
        'GET https://a.b/c: It broke in 1000 ms, retry 2',
      );
    });

    it('leaves out the account, the token, the secret and the contacts', async () => {
      const server = await sample();
      const { api, notes } = client(server.origin);
      const { items } = await api.contacts(sampleOf(101).id, firstPage, click());
      await api.campaignStatus(sampleOf(101).id, click());
      const told = JSON.stringify(notes) + notes.map(requestLine).join('\n');
      for (const hidden of [accountId, clientSecret, 'eyJ', items[0]?.phoneNumber ?? ''])
        ok(hidden && !told.includes(hidden), hidden);
    });
  });
});
