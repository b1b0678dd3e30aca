import { deepEqual, equal, ok } from 'node:assert/strict';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { KoreError } from '../../../src/kore/errors.ts';
import type { KoreErrorKind } from '../../../src/kore/errors.ts';
import { requestLine } from '../../../src/kore/requestLine.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import { RequestScheduler } from '../../../src/kore/scheduler.ts';
import { clientSecret, click, failureOf, firstPage, network, noPauses, sendJson, success } from './api.ts';
import type { Answer } from './api.ts';

const errors = (msg: string, code = 4002) => ({ errors: [{ msg, code }] });
const html = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in.</body></html>';
const limitReached = "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.";

interface Case {
  readonly what: string;
  readonly status: number;
  /** Text is sent as HTML, anything else as JSON. */
  readonly body: unknown;
  readonly kind: KoreErrorKind;
  readonly message: string;
}

const cases: readonly Case[] = [
  {
    what: '401 with the text for bad credentials',
    status: 401,
    body: errors('Invalid SDK credentials'),
    kind: 'refusedToken',
    message: 'Kore.ai refused the sign-in (HTTP 401: Invalid SDK credentials).',
  },
  {
    what: '401 with the text for a malformed token',
    status: 401,
    body: errors('Invalid JWT token'),
    kind: 'refusedToken',
    message: 'Kore.ai cannot read the token (HTTP 401: Invalid JWT token).',
  },
  {
    what: '401 without any text',
    status: 401,
    body: '',
    kind: 'refusedToken',
    message: 'Kore.ai refused the sign-in (HTTP 401).',
  },
  {
    what: '403 that says "unauthorized"',
    status: 403,
    body: { message: 'Unauthorized' },
    kind: 'refusedToken',
    message: 'Kore.ai refused the sign-in (HTTP 403: Unauthorized).',
  },
  {
    what: '401 with the text for a missing scope',
    status: 401,
    body: errors('Permission denied. Scope is incorrect!'),
    kind: 'wrongScope',
    message:
      'Kore.ai does not let this client read campaigns (HTTP 401: Permission denied. Scope is incorrect!).',
  },
  {
    what: '401 with that text under another key',
    status: 401,
    body: { errors: [{ message: 'Permission denied. Scope is incorrect!', code: 4002 }] },
    kind: 'wrongScope',
    message:
      'Kore.ai does not let this client read campaigns (HTTP 401: Permission denied. Scope is incorrect!).',
  },
  {
    what: '403 as JSON',
    status: 403,
    body: { status: 'error', message: 'Forbidden' },
    kind: 'wrongScope',
    message: 'Kore.ai does not let this client read campaigns (HTTP 403: Forbidden).',
  },
  {
    what: '403 about values',
    status: 403,
    body: errors('Invalid values in the body', 403),
    kind: 'rejectedInput',
    message: 'Kore.ai did not accept the request (HTTP 403: Invalid values in the body).',
  },
  {
    what: '403 as HTML',
    status: 403,
    body: html,
    kind: 'notAnApiAnswer',
    message: 'What answered is not the campaign API (HTTP 403).',
  },
  {
    what: '404 as JSON',
    status: 404,
    body: errors('Campaign not found', 404),
    kind: 'notFound',
    message: 'Kore.ai does not know what was asked for (HTTP 404: Campaign not found).',
  },
  {
    what: '404 as HTML',
    status: 404,
    body: html,
    kind: 'notFound',
    message: 'Kore.ai does not know what was asked for (HTTP 404).',
  },
  {
    what: '404 as HTML that happens to hold words of Kore.ai',
    status: 404,
    body: '<table><th scope="col">Unauthorized JWT, rate limit</th></table>',
    kind: 'notFound',
    message: 'Kore.ai does not know what was asked for (HTTP 404).',
  },
  {
    what: '412',
    status: 412,
    body: errors('Validation errors/ Invalid arguments', 412),
    kind: 'rejectedInput',
    message: 'Kore.ai did not accept the request (HTTP 412: Validation errors/ Invalid arguments).',
  },
  {
    what: '405',
    status: 405,
    body: errors('Method Not Allowed', 405),
    kind: 'rejectedInput',
    message: 'Kore.ai did not accept the request (HTTP 405: Method Not Allowed).',
  },
  {
    what: '400',
    status: 400,
    body: errors('Invalid StreamId', 400),
    kind: 'rejectedInput',
    message: 'Kore.ai did not accept the request (HTTP 400: Invalid StreamId).',
  },
  {
    what: '400 as HTML',
    status: 400,
    body: html,
    kind: 'notAnApiAnswer',
    message: 'What answered is not the campaign API (HTTP 400).',
  },
  {
    what: '429',
    status: 429,
    body: errors(limitReached, 429),
    kind: 'rateLimited',
    message: `Kore.ai asks to slow down (HTTP 429: ${limitReached}).`,
  },
  {
    what: '429 as HTML',
    status: 429,
    body: html,
    kind: 'rateLimited',
    message: 'Kore.ai asks to slow down (HTTP 429).',
  },
  {
    what: 'the text for the rate limit in a 200',
    status: 200,
    body: { status: 'failure', message: limitReached },
    kind: 'rateLimited',
    message: `Kore.ai asks to slow down (HTTP 200: ${limitReached}).`,
  },
  {
    what: 'the text for the rate limit in a 403',
    status: 403,
    body: errors('Rate limit for this API has been reached. Please try again later', 403),
    kind: 'rateLimited',
    message:
      'Kore.ai asks to slow down (HTTP 403: Rate limit for this API has been reached. Please try again later).',
  },
  {
    what: '403 that is no JSON, but says the rate limit',
    status: 403,
    body: 'Rate limit exceeded',
    kind: 'rateLimited',
    message: 'Kore.ai asks to slow down (HTTP 403).',
  },
  {
    what: '500',
    status: 500,
    body: { status: 'error', error: 'Something broke' },
    kind: 'serverFailed',
    message: 'Kore.ai could not answer (HTTP 500: Something broke).',
  },
  ...[502, 503, 504].map((status) => ({
    what: `${status} as HTML`,
    status,
    body: html,
    kind: 'serverFailed' as const,
    message: `Kore.ai could not answer (HTTP ${status}).`,
  })),
  {
    what: '200 as HTML',
    status: 200,
    body: html,
    kind: 'notAnApiAnswer',
    message: 'What answered is not the campaign API (HTTP 200: text/html instead of a JSON object).',
  },
  ...['failure', 'error', 'Failed'].map((status) => ({
    what: `200 with the status "${status}"`,
    status: 200,
    body: { status, message: 'Campaign is locked', data: { results: [] } },
    kind: 'serverFailed' as const,
    message: 'Kore.ai could not answer (HTTP 200: Campaign is locked).',
  })),
  {
    what: '200 with errors',
    status: 200,
    body: { ...errors('Invalid SDK credentials'), data: { results: [] } },
    kind: 'refusedToken',
    message: 'Kore.ai refused the sign-in (HTTP 200: Invalid SDK credentials).',
  },
  {
    what: '200 without data',
    status: 200,
    body: { status: 'success' },
    kind: 'notAnApiAnswer',
    message: 'What answered is not the campaign API (the answer has no list of results).',
  },
  ...[[], null, 7, 'text'].map((body) => ({
    what: `200 with the JSON ${JSON.stringify(body)}`,
    status: 200,
    body: body === 'text' ? '"text"' : body,
    kind: 'notAnApiAnswer' as const,
    message: '',
  })),
  {
    what: '302 as HTML',
    status: 302,
    body: html,
    kind: 'notAnApiAnswer',
    message: 'What answered is not the campaign API (HTTP 302).',
  },
  {
    what: '304',
    status: 304,
    body: '',
    kind: 'notAnApiAnswer',
    message: 'What answered is not the campaign API (HTTP 304).',
  },
];

/** Whatever else the fields of an error body are, they are no reason to fail in another way. */
const oddBodies = [
  { errors: null },
  { errors: 'Invalid' },
  { errors: [null] },
  { errors: ['Invalid'] },
  { errors: [{ msg: 7, message: {} }] },
  { message: { text: 'Invalid' }, error: ['Invalid'], status: 7 },
];

describe('answers that are failures', () => {
  const { sample, odd, client } = network();

  async function failureFrom(answer: Answer) {
    const { origin } = await odd(answer);
    // Nobody waits for what puts a request off.
    const scheduler = new RequestScheduler(() => 10_000, 60_000, { click: 0, background: 0 });
    const { api, notes } = client(origin, { scheduler, pauses: { ...noPauses, rateLimit: 1_000 } });
    const error = await failureOf(api.contacts('cd-1', firstPage, click()));
    return { error, notes };
  }

  for (const { what, status, body, kind, message } of cases) {
    it(`${what}: ${kind}`, async () => {
      const { error } = await failureFrom((response) => {
        if (typeof body === 'string') response.writeHead(status, { 'content-type': 'text/html' }).end(body);
        else sendJson(response, body, status);
      });
      ok(error instanceof KoreError);
      equal(error.kind, kind);
      if (message) equal(error.message, message);
      if (status !== 200) equal(error.status, status);
    });
  }

  for (const body of oddBodies) {
    it(`400 with ${JSON.stringify(body)}: rejectedInput`, async () => {
      const { error } = await failureFrom((response) => sendJson(response, body, 400));
      equal(error.kind, 'rejectedInput');
      equal(error.message, 'Kore.ai did not accept the request (HTTP 400).');
    });
  }

  it('reads what the first of several errors says', async () => {
    const body = { errors: [{ msg: 'First' }, { msg: 'Second' }], message: 'Third', error: 'Fourth' };
    const { error } = await failureFrom((response) => sendJson(response, body, 400));
    equal(error.message, 'Kore.ai did not accept the request (HTTP 400: First).');
    const other = await failureFrom((response) => sendJson(response, { ...body, errors: [] }, 400));
    equal(other.error.message, 'Kore.ai did not accept the request (HTTP 400: Third).');
  });

  it('of the sample server for each wrong id are told apart', async () => {
    const { origin } = await sample();
    const kindWith = async (app: object, id = 'cd-1') =>
      (await failureOf(client(origin, { app }).api.contacts(id, firstPage, click()))).kind;
    equal(await kindWith({ clientId: 'cs-other' }), 'refusedToken');
    equal(await kindWith({ streamId: 'st-other' }), 'refusedToken');
    equal(await kindWith({ accountId: 'other' }), 'refusedToken');
    equal(await kindWith({ streamId: 'other' }), 'rejectedInput');
    equal(await kindWith({}), 'notFound');
    equal((await failureOf(client(origin).api.campaigns({ page: 1, limit: 0 }, click()))).status, 412);
  });

  it('of a query that is not accepted say so, those of the whole list do not', async () => {
    const { origin } = await sample();
    const { api } = client(origin);
    const query = { filters: { status: ['Deleted'] } };
    const error = await failureOf(api.campaigns({ ...firstPage, query }, click()));
    deepEqual([error.kind, error.status], ['refusedFilter', 412]);
    ok(
      error.message.startsWith(
        'Kore.ai did not accept the filter or the sort order (HTTP 412: Validation errors',
      ),
    );
    const other = await failureOf(api.campaigns({ page: 1, limit: 0, query: {} }, click()));
    equal(other.kind, 'rejectedInput');
  });

  it('without a secret sends nothing', async () => {
    const { origin, received } = await odd(success({ results: [] }));
    for (const secret of [undefined, '']) {
      const { api, notes } = client(origin, { secret: () => Promise.resolve(secret) });
      const error = await failureOf(api.campaigns(firstPage, click()));
      equal(error.kind, 'notSignedIn');
      equal(error.message, 'The client secret of this connection is not known here.');
      deepEqual(notes, []);
    }
    deepEqual(received, []);
  });

  describe('body', () => {
    for (const [encoding, compress] of Object.entries({
      gzip: gzipSync,
      deflate: deflateSync,
      br: brotliCompressSync,
    })) {
      it(`in ${encoding} is read`, async () => {
        const text = JSON.stringify({ status: 'success', data: { results: [{ uniqueId: 'a' }] } });
        const { origin } = await odd((response) => {
          response.writeHead(200, { 'content-encoding': encoding }).end(compress(text));
        });
        const { api, notes } = client(origin);
        equal((await api.contacts('cd-1', firstPage, click())).items[0]?.uniqueId, 'a');
        deepEqual(notes[0]?.outcome, { status: 200, bytes: text.length });
      });
    }

    it('of an error in gzip is read', async () => {
      const { error } = await failureFrom((response) => {
        const body = gzipSync(JSON.stringify(errors('Permission denied. Scope is incorrect!')));
        response.writeHead(401, { 'content-encoding': 'gzip' }).end(body);
      });
      equal(error.kind, 'wrongScope');
    });

    it('that only claims to be gzip is not the API', async () => {
      const { error } = await failureFrom((response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end('{"status":"success"}');
      });
      equal(error.kind, 'notAnApiAnswer');
    });

    it('that is encrypted is not the API', async () => {
      const { error } = await failureFrom((response) => {
        response
          .writeHead(200, { 'content-type': 'application/jose' })
          .end('eyJhbGciOiJSU0EtT0FFUCJ9.a.b.c.d');
      });
      equal(error.kind, 'notAnApiAnswer');
      ok(error.message.includes('application/jose instead of a JSON object'));
      ok(!error.message.includes('eyJ'));
    });

    it('that has no content type is not the API', async () => {
      const { error } = await failureFrom((response) => response.writeHead(200).end('OK'));
      equal(error.kind, 'notAnApiAnswer');
      ok(error.message.includes('no content type'));
    });

    it('that is empty was cut off, but not where no content was promised', async () => {
      const { error } = await failureFrom((response) => response.writeHead(200).end());
      equal(error.kind, 'cutOff');
      const { error: noContent } = await failureFrom((response) => response.writeHead(204).end());
      equal(noContent.kind, 'notAnApiAnswer');
    });

    it('that is JSON without its end was cut off', async () => {
      const { error } = await failureFrom((response) => {
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"status":"success","data":{"res');
      });
      equal(error.kind, 'cutOff');
    });

    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      it(`that is nested beyond all measure in ${open} is not the API`, async () => {
        const nested = (levels: number) => `${open.repeat(levels)}1${close.repeat(levels)}`;
        const answering = (levels: number) =>
          odd((response) => response.end(`{"data":{"results":[{"phoneNumber":${nested(levels)}}]}}`));
        const error = await failureOf(
          client((await answering(97)).origin).api.contacts('cd-1', firstPage, click()),
        );
        equal(error.kind, 'notAnApiAnswer');
        ok(error.message.includes('JSON nested beyond all measure'));
        const { items } = await client((await answering(96)).origin).api.contacts('cd-1', firstPage, click());
        equal(items[0]?.phoneNumber, nested(96));
      });
    }

    it('beyond all measure is not read to its end', async () => {
      let sent = 0;
      const { error } = await failureFrom((response) => {
        const chunk = Buffer.alloc(1024 * 1024, ' ');
        const more = (): void => {
          while (!response.destroyed && sent < 200) {
            sent++;
            if (!response.write(chunk)) return void response.once('drain', more);
          }
          response.end();
        };
        more();
      });
      equal(error.kind, 'notAnApiAnswer');
      equal(error.passing, false);
      ok(sent < 100, `${sent} MB`);
    });

    it('beyond all measure once decompressed is not read to its end', async () => {
      const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024, ' '), { level: 1 });
      const { error } = await failureFrom((response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
      );
      equal(error.kind, 'notAnApiAnswer');
    });

    it('of a few MB is read', async () => {
      const results = Array.from({ length: 100 }, () => ({ uniqueId: 'a'.repeat(30_000) }));
      const { origin } = await odd(success({ results }));
      const page = await client(origin).api.contacts('cd-1', firstPage, click());
      equal(page.items[99]?.uniqueId.length, 30_000);
    });
  });

  describe('redirect', () => {
    for (const status of [301, 302, 303, 307, 308]) {
      it(`${status} is not followed, so that no other host sees the token`, async () => {
        const other = await odd(success({ results: [] }));
        const { error } = await failureFrom((response) =>
          response.writeHead(status, { location: `${other.origin}/elsewhere` }).end(),
        );
        equal(error.kind, 'notAnApiAnswer');
        equal(other.received.length, 0);
      });
    }
  });

  describe('what they tell', () => {
    /** Everything of an error and of the log that anybody gets to see. */
    async function toldBy(answer: Answer): Promise<string> {
      const { error, notes } = await failureFrom(answer);
      return [
        error.message,
        error.stack,
        JSON.stringify(error),
        JSON.stringify(notes),
        ...notes.map(requestLine),
      ].join('\n');
    }

    it('is one line of plain text', async () => {
      const { error } = await failureFrom((response) =>
        sendJson(response, { message: 'a\nb\u202ec [d](command:e)\u0000\u001b[1m' }, 400),
      );
      equal(error.message, 'Kore.ai did not accept the request (HTTP 400: a b c [d] (command:e) [1m).');
    });

    it('is short', async () => {
      const { error } = await failureFrom((response) =>
        sendJson(response, { message: 'a'.repeat(5_000) }, 400),
      );
      ok(error.message.length < 250);
    });

    it('leaves out a token that the server repeats', async () => {
      let token = '';
      const told = await toldBy((response, { headers }) => {
        token = String(headers['auth']);
        sendJson(response, { message: `Invalid JWT: ${token}` }, 401);
      });
      ok(token.length > 100);
      for (const part of token.split('.')) ok(!told.includes(part.slice(0, 20)));
    });

    it('leaves out a phone number that the server repeats', async () => {
      for (const number of ['15550100001', '+1 (555) 010-0001', '+44 7700 900123', '555-010-0001']) {
        const told = await toldBy((response) =>
          sendJson(response, { message: `Cannot dial ${number} now` }, 400),
        );
        ok(!told.includes(number) && told.includes('Cannot dial'), told);
      }
    });

    it('keeps ids, dates and small numbers that the server names', async () => {
      const message = `Campaign ${sampleCampaigns[0]?.id ?? ''} failed on 2026-11-24 with code 4002, 1000 of 2000`;
      const told = await toldBy((response) => sendJson(response, { message }, 400));
      ok(told.includes(message), told);
    });

    it('leaves out rows that come with a failure', async () => {
      const body = { status: 'failure', data: { results: [{ phoneNumber: '15550100001' }] } };
      ok(!(await toldBy((response) => sendJson(response, body))).includes('15550100001'));
    });

    it('leaves out a body that is no JSON', async () => {
      ok(!(await toldBy((response) => response.end('15550100001 eyJ'))).includes('15550100001'));
    });

    it('leaves out the secret and the token', async () => {
      const told = await toldBy((response) => sendJson(response, errors('Invalid SDK credentials'), 401));
      ok(!told.includes(clientSecret) && !told.includes('eyJ'));
    });
  });
});
