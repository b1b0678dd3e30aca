import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { pipeline } from 'node:stream';
import { isSampleServer, startSampleServer } from '../../../src/demo/sampleServer.ts';
import type { SampleServer, SampleServerOptions } from '../../../src/demo/sampleServer.ts';
import { pause } from '../../support/pause.ts';
import { ask, listPath, token } from './ask.ts';
import type { Answer } from './ask.ts';

const portOf = (origin: string): number => Number(new URL(origin).port);

describe('sample server', () => {
  const servers: SampleServer[] = [];
  const start = async (options?: SampleServerOptions): Promise<SampleServer> => {
    const server = await startSampleServer(options);
    servers.push(server);
    return server;
  };
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())));

  const list = async (server: SampleServer): Promise<Answer> =>
    ask(server, listPath, { body: { type: 'voice' }, token: await token() });

  describe('start and stop', () => {
    it('takes a free port on loopback, or the one it is told', async () => {
      const { origin } = await start();
      ok(/^http:\/\/127\.0\.0\.1:\d+$/.test(origin));
      await servers.pop()?.stop();
      equal((await start({ port: portOf(origin) })).origin, origin);
    });

    it('rejects when the port is taken', async () => {
      const { origin } = await start();
      await rejects(startSampleServer({ port: portOf(origin) }), { code: 'EADDRINUSE' });
    });

    it('cannot be reached by another address of this machine', async () => {
      const { origin } = await start();
      const own = Object.values(networkInterfaces()).flatMap((list = []) =>
        list.map(({ address }) => address),
      );
      const all = process.platform === 'linux' ? [...own, '127.0.0.2'] : own;
      for (const address of all.filter((one) => one !== '127.0.0.1')) {
        await rejects(once(connect(portOf(origin), address), 'connect'), address);
      }
    });

    it('stops with connections open: idle, silent, stalled, waiting', async () => {
      const server = await start({ latency: 60_000 });
      const agent = new Agent({ keepAlive: true });
      const silent = connect(portOf(server.origin), '127.0.0.1');
      await once(silent, 'connect');
      const waiting = list(server).catch((error: unknown) => error);
      server.intercept(() => true, { kind: 'stall' });
      const unfinished = httpRequest(server.origin, { agent, method: 'POST', path: listPath });
      unfinished.on('error', () => undefined);
      unfinished.setHeader('Content-Length', 10);
      unfinished.write('{');
      while (server.seen.length < 2) await new Promise(setImmediate);

      await server.stop();
      await server.stop();
      ok((await waiting) instanceof Error);
      const next = await start({ port: portOf(server.origin) });
      equal((await list(next)).status, 200);
      silent.destroy();
      agent.destroy();
    });

    it('takes no client that leaves amiss', async () => {
      const server = await start({ requestsPerMinute: Infinity });
      const request = httpRequest(server.origin, { method: 'POST', path: listPath });
      request.on('error', () => undefined);
      request.setHeader('Content-Length', 100);
      request.write('{');
      while (server.seen.length < 1) await new Promise(setImmediate);
      request.destroy();
      equal((await list(server)).status, 200);
    });
  });

  describe('rate limit', () => {
    it('refuses more than so many in a minute, and says for how long', async () => {
      const server = await start({ requestsPerMinute: 3 });
      for (let count = 0; count < 3; count += 1) equal((await list(server)).status, 200);
      const refused = await list(server);
      equal(refused.status, 429);
      const msg = "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.";
      deepEqual(refused.json.errors, [{ msg, code: 429 }]);
      const wait = Number(refused.headers['retry-after']);
      ok(wait > 50 && wait <= 60);
    });

    it('is 60 when nothing is said', async () => {
      const server = await start();
      const statuses = await Promise.all(Array.from({ length: 61 }, () => list(server)));
      equal(statuses.filter(({ status }) => status === 429).length, 1);
    });

    it('does not count the marker, nor a request without the right token', async () => {
      const server = await start({ requestsPerMinute: 1 });
      await isSampleServer(server.origin);
      equal((await ask(server, listPath, { token: 'x' })).status, 401);
      equal((await list(server)).status, 200);
    });
  });

  describe('what tests can do', () => {
    it('sees requests, answered or refused', async () => {
      const server = await start();
      await list(server);
      await ask(server, '/nowhere?a=1', { body: { b: 2 } });
      deepEqual(
        server.seen.map(({ method, path, query, body, status }) => [
          method,
          path + '?' + query,
          body,
          status,
        ]),
        [
          ['POST', listPath, { type: 'voice' }, 200],
          ['POST', '/nowhere?a=1', undefined, 404],
        ],
      );
      ok(Math.abs((server.seen[0]?.at ?? 0) - Date.now()) < 5_000);
    });

    it('answers something else so many times', async () => {
      const server = await start();
      server.intercept(({ query }) => query.includes('view=contacts'), { status: 404 });
      server.intercept(({ query }) => query.includes('accountId'), { status: 503, body: 'down' }, 2);
      const later = { status: 429, headers: { 'Retry-After': '7' }, body: { status: 'error' } };
      server.intercept(() => true, later);
      const answers = [await list(server), await list(server), await list(server), await list(server)];
      deepEqual(
        answers.map(({ status }) => status),
        [503, 503, 429, 200],
      );
      equal(answers[0]?.text, 'down');
      equal(answers[2]?.headers['retry-after'], '7');
      deepEqual(answers[2].json, { status: 'error' });
      deepEqual(
        server.seen.map(({ status }) => status),
        [503, 503, 429, 200],
      );
    });

    it('lets a token be used up by a fault, so that a retry needs a new one', async () => {
      const server = await start();
      server.intercept(() => true, { status: 503 });
      const once = await token();
      const request = { body: { type: 'voice' }, token: once };
      equal((await ask(server, listPath, request)).status, 503);
      equal((await ask(server, listPath, request)).status, 401);
    });

    it('breaks a connection', async () => {
      const server = await start();
      server.intercept(() => true, { kind: 'reset' });
      await rejects(list(server), { code: 'ECONNRESET' });
      equal((await list(server)).status, 200);
      equal(server.seen[0]?.status, 0);
    });

    it('keeps silent until it is stopped', async () => {
      const server = await start();
      server.intercept(() => true, { kind: 'stall' });
      let settled = false;
      const stalled = list(server)
        .catch((error: unknown) => error)
        .finally(() => (settled = true));
      await pause(100, 'an answer would come by then');
      equal(settled, false);
      await server.stop();
      ok((await stalled) instanceof Error);
    });

    it('waits before each answer', async () => {
      const server = await start({ latency: 80 });
      const before = performance.now();
      await list(server);
      ok(performance.now() - before >= 79);
    });

    it('remembers the last 5,000 requests', async () => {
      const server = await start();
      const host = new URL(server.origin).host;
      const socket = connect(portOf(server.origin), '127.0.0.1').resume();
      const paths = Array.from({ length: 5_010 }, (_, index) => `/${index}`);
      socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`).join(''));
      while (server.seen.at(-1)?.path !== '/5009') await new Promise(setImmediate);
      equal(server.seen.length, 5_000);
      equal(server.seen[0]?.path, '/10');
      socket.destroy();
    });
  });

  describe('marker', () => {
    it('tells a sample server, without a token', async () => {
      const { origin } = await start();
      deepEqual(await (await fetch(origin)).json(), { 'kore-campaign-explorer': 'sample-server' });
      equal(await isSampleServer(origin), true);
    });

    it('is not counted among the requests', async () => {
      const server = await start();
      await isSampleServer(server.origin);
      deepEqual(server.seen, []);
    });

    it('is missing where nothing or something else answers, or nothing comes', async () => {
      const { origin } = await start();
      await servers.pop()?.stop();
      equal(await isSampleServer(origin), false);
      equal(await isSampleServer('not an origin'), false);
      equal(await isSampleServer('https://127.0.0.1:1'), false);

      const other = createServer((request, response) => {
        const kind = request.headers.host?.startsWith('localhost') ? 'silent' : 'endless';
        if (kind === 'endless') pipeline(endless(), response, () => undefined);
      });
      other.listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      equal(await isSampleServer(`http://127.0.0.1:${port}`), false);
      equal(await isSampleServer(`http://localhost:${port}`), false);
      other.closeAllConnections();
      other.close();
    });
  });
});

function* endless(): Generator<string> {
  for (;;) yield '{}'.repeat(1000);
}
