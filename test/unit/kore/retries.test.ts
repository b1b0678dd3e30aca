import { deepEqual, equal, ok } from 'node:assert/strict';
import { RequestScheduler, type Turn } from '../../../src/kore/scheduler.ts';
import { pause } from '../../support/pause.ts';
import { until } from '../../support/until.ts';
import { click, failureOf, firstPage, network, noPauses, sendJson, success } from './api.ts';
import type { Answer, OddServer } from './api.ts';

const page: Answer = success({ results: [] });

describe('retry', () => {
  const { odd, sample, client } = network();

  /** A server that answers `first` so many times, then a page. */
  async function failing(first: Answer, times = Infinity): Promise<OddServer> {
    const server = await odd((response, request) =>
      (server.received.length <= times ? first : page)(response, request),
    );
    return server;
  }

  const answering =
    (status: number, headers: Record<string, string> = {}): Answer =>
    (response) =>
      response.writeHead(status, headers).end();

  for (const status of [408, 502, 503, 504]) {
    it(`after ${status} is made three times`, async () => {
      const { origin, received } = await failing(answering(status));
      const { api, notes } = client(origin, { pauses: noPauses });
      const error = await failureOf(api.campaigns(firstPage, click()));
      deepEqual([error.status, error.passing, received.length], [status, true, 4]);
      deepEqual(
        notes.map(({ retries }) => retries),
        [0, 1, 2, 3],
      );
    });
  }

  for (const status of [400, 401, 403, 404, 405, 412, 500, 501, 302]) {
    it(`after ${status} is not made`, async () => {
      const { origin, received } = await failing((response) => sendJson(response, {}, status));
      const error = await failureOf(client(origin, { pauses: noPauses }).api.campaigns(firstPage, click()));
      deepEqual([error.passing, received.length], [false, 1]);
    });
  }

  it('after an answer that is not the API is not made', async () => {
    const { origin, received } = await failing((response) => response.end('<html>'));
    await failureOf(client(origin, { pauses: noPauses }).api.campaigns(firstPage, click()));
    equal(received.length, 1);
  });

  it('after another page than asked is not made', async () => {
    const { origin, received } = await failing(success({ results: [], page: 2 }));
    await failureOf(client(origin, { pauses: noPauses }).api.contacts('cd-1', firstPage, click()));
    equal(received.length, 1);
  });

  it('gives the answer of the fourth sending', async () => {
    const { origin, received } = await failing(answering(503), 3);
    const { items } = await client(origin, { pauses: noPauses }).api.campaigns(firstPage, click());
    deepEqual([items.length, received.length], [0, 4]);
  });

  it('sends the same request', async () => {
    const { origin, received } = await failing(answering(503), 1);
    await client(origin, { pauses: noPauses }).api.contacts('cd-1', { page: 3, limit: 50 }, click());
    deepEqual([received[1]?.url, received[1]?.body], [received[0]?.url, received[0]?.body]);
  });

  it('is taken by a server that accepts each token once', async () => {
    const server = await sample();
    server.intercept(() => true, { status: 503 });
    server.intercept(() => true, { status: 429, headers: { 'Retry-After': '0' } });
    server.intercept(() => true, { kind: 'reset' });
    equal(
      (await client(server.origin, { pauses: noPauses }).api.campaigns(firstPage, click())).totalResults,
      26,
    );
    deepEqual(
      server.seen.map(({ status }) => status),
      [503, 429, 0, 200],
    );
  });

  it('waits a while by default', async () => {
    const { origin, received } = await failing(answering(503), 1);
    await client(origin).api.campaigns(firstPage, click());
    const waited = (received[1]?.at ?? 0) - (received[0]?.at ?? 0);
    ok(waited > 200, String(waited));
  });

  it('waits longer each time', async () => {
    const { origin, received } = await failing(answering(503));
    // Jitter is a half at least and one and a half at most.
    const pauses = { backoff: [20, 100, 400], rateLimit: 0 };
    await failureOf(client(origin, { pauses }).api.campaigns(firstPage, click()));
    const waits = received.slice(1).map(({ at }, index) => at - (received[index]?.at ?? 0));
    ok(
      waits.every((wait, index) => wait > (pauses.backoff[index] ?? 0) / 2 - 2),
      String(waits),
    );
  });

  it('asks the scheduler for a turn of its own', async () => {
    const { origin, received } = await failing(answering(503), 1);
    const scheduler = new RequestScheduler(() => 1, 1_000);
    await client(origin, { scheduler, pauses: noPauses }).api.campaigns(firstPage, click());
    // The window begins when the first one is sent, which may be a while before it arrives.
    ok((received[1]?.at ?? 0) - (received[0]?.at ?? 0) > 500);
  });

  it('lets others go on meanwhile, except where the service asks to slow down', async () => {
    const { origin, received } = await failing(answering(503), 1);
    const { api } = client(origin, { pauses: { backoff: [150], rateLimit: 0 } });
    const first = api.campaigns(firstPage, click());
    await until('the request arrives', () => received.length >= 1);
    await api.campaigns(firstPage, click());
    equal(received.length, 2);
    await first;
    equal(received.length, 3);
  });

  describe('after a rate limit', () => {
    /** How long the client waited when it was told so. */
    async function pauseAfter(header: () => Record<string, string>, rateLimit = 0): Promise<number> {
      const { origin, received } = await failing((response) => response.writeHead(429, header()).end(), 1);
      await client(origin, { pauses: { backoff: [], rateLimit } }).api.campaigns(firstPage, click());
      equal(received.length, 2);
      return (received[1]?.at ?? 0) - (received[0]?.at ?? 0);
    }

    /** What sends to a server that always says so, as patient as told, in ms. */
    async function putOff(answer: Answer, patience: { click: number; background: number }) {
      const { origin, received } = await failing(answer);
      const scheduler = new RequestScheduler(() => 10_000, 60_000, patience);
      const { api, notes } = client(origin, { scheduler, pauses: { backoff: [], rateLimit: 200 } });
      return { api, notes, received, scheduler };
    }

    it('waits for the seconds of Retry-After', async () => {
      const waited = await pauseAfter(() => ({ 'retry-after': '1' }));
      ok(waited >= 995, String(waited));
    });

    it('waits until the date of Retry-After', async () => {
      // A date has whole seconds, so that it is 1 to 2 of them away.
      const waited = await pauseAfter(() => ({ 'retry-after': new Date(Date.now() + 1_500).toUTCString() }));
      ok(waited > 400, String(waited));
    });

    it('reads that date by the clock of the server', async () => {
      const hour = 3_600_000;
      for (const skew of [-hour, hour]) {
        const waited = await pauseAfter(() => ({
          date: new Date(1e12 + skew).toUTCString(),
          'retry-after': new Date(1e12 + skew + 1_000).toUTCString(),
        }));
        ok(waited >= 995, String(waited));
      }
    });

    for (const value of ['soon', '', '0', new Date(0).toUTCString()]) {
      it(`waits its own time when told "${value}"`, async () => {
        const waited = await pauseAfter(() => ({ 'retry-after': value }), 200);
        ok(waited >= 155, String(waited));
      });
    }

    it('waits its own time when told nothing', async () => {
      const waited = await pauseAfter(() => ({}), 200);
      ok(waited >= 155, String(waited));
    });

    it('waits twice as long each time', async () => {
      const { origin, received } = await failing(answering(429), 3);
      await client(origin, { pauses: { backoff: [], rateLimit: 50 } }).api.campaigns(firstPage, click());
      const waits = received.slice(1).map(({ at }, index) => at - (received[index]?.at ?? 0));
      // Jitter is a fifth.
      ok(waits.length === 3 && waits.every((wait, index) => wait >= 40 * 2 ** index - 2), String(waits));
    });

    it('sends as often as it takes, beside the four times that something may break', async () => {
      const { origin, received } = await odd((response) => {
        if (received.length === 8) sendJson(response, { data: { results: [] } });
        else response.writeHead(received.length % 2 === 1 ? 429 : 503).end();
      });
      const scheduler = new RequestScheduler(() => 10_000);
      const { api, notes } = client(origin, { scheduler, pauses: noPauses });
      await api.campaigns(firstPage, click());
      deepEqual(
        notes.map(({ retries }) => retries),
        [0, 1, 2, 3, 4, 5, 6, 7],
      );
    });

    it('gives up when a person has waited for too long in all', async () => {
      const { api, received } = await putOff(answering(429), { click: 1_000, background: 60_000 });
      const error = await failureOf(api.campaigns(firstPage, click()));
      deepEqual([error.kind, error.status], ['rateLimited', 429]);
      // 200, 400, and then 800 would be too much.
      equal(received.length, 3);
    });

    it('is more patient in the background', async () => {
      const { api, received } = await putOff(answering(429), { click: 300, background: 2_000 });
      const error = await failureOf(
        api.campaigns(firstPage, { ...click(), turn: { priority: 'background' } }),
      );
      equal(error.kind, 'rateLimited');
      ok(received.length >= 4, String(received.length));
    });

    it('is impatient once a person waits for what was in the background', async () => {
      const { api, received, scheduler } = await putOff(answering(429, { 'retry-after': '5' }), {
        click: 1_000,
        background: 60_000,
      });
      const turn: Turn = { priority: 'background' };
      const failure = failureOf(api.campaigns(firstPage, { ...click(), turn }));
      await until('the scheduler holds back', () => scheduler.msHeldBack > 0);
      await pause(20, 'the request waits in the background');
      turn.priority = 'click';
      scheduler.startNext();
      equal((await failure).kind, 'rateLimited');
      equal(received.length, 1);
    });

    it('gives up at once when it should wait for more than a minute', async () => {
      const { origin, received } = await failing(answering(429, { 'retry-after': '61' }));
      const error = await failureOf(client(origin).api.campaigns(firstPage, click()));
      deepEqual([error.kind, error.retryAfter, received.length], ['rateLimited', 61_000, 1]);
    });

    it('gives up at once in the background when it should wait for more than a quarter of an hour', async () => {
      const { origin, received } = await failing(answering(429, { 'retry-after': '901' }));
      const turn: Turn = { priority: 'background' };
      const error = await failureOf(client(origin).api.campaigns(firstPage, { ...click(), turn }));
      deepEqual([error.retryAfter, received.length], [901_000, 1]);
    });

    it('tells a person at once who comes while others wait for longer', async () => {
      const { origin, received } = await failing(answering(429, { 'retry-after': '300' }));
      const { api, scheduler } = client(origin);
      const abort = new AbortController();
      const waiting = failureOf(
        api.campaigns(firstPage, { signal: abort.signal, turn: { priority: 'background' } }),
      );
      await until('the scheduler holds back', () => scheduler.msHeldBack > 0);
      const error = await failureOf(api.campaigns(firstPage, click()));
      deepEqual([error.kind, received.length], ['rateLimited', 1]);
      abort.abort(new Error('over'));
      await waiting;
    });

    it('lets nobody else of the account go on meanwhile', async () => {
      const { origin, received } = await failing(answering(429), 1);
      const { api } = client(origin, { pauses: { backoff: [], rateLimit: 200 } });
      const first = api.campaigns(firstPage, click());
      await until('the request arrives', () => received.length >= 1);
      await pause(20, 'the answer arrives');
      await api.campaigns(firstPage, click());
      ok((received[1]?.at ?? 0) - (received[0]?.at ?? 0) > 155);
      await first;
    });
  });

  describe('pause', () => {
    const reason = new Error('cancelled by the person');

    for (const [what, answer] of Object.entries({
      backoff: answering(503),
      'rate limit': answering(429, { 'retry-after': '30' }),
    })) {
      it(`of the ${what} ends with a cancel, and nothing more is sent`, async () => {
        const { origin, received } = await failing(answer);
        const abort = new AbortController();
        const failure = failureOf(
          client(origin, { pauses: { backoff: [30_000], rateLimit: 0 } }).api.campaigns(
            firstPage,
            click(abort.signal),
          ),
        );
        await until('the request arrives', () => received.length >= 1);
        await pause(30, 'the request waits for its retry');
        abort.abort(reason);
        equal(await failure, reason);
        equal(received.length, 1);
      });
    }
  });
});
