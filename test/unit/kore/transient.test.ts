import { deepEqual, equal, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { fetchTransport } from '../../../src/kore/fetchTransport.ts';
import { networkError, proxyError } from '../../../src/kore/networkError.ts';
import { type Transport } from '../../../src/kore/transport.ts';
import type { Turn } from '../../../src/kore/scheduler.ts';
import { undiciTransport } from '../../../src/kore/undiciTransport.ts';
import { click, failureOf, firstPage, network, noPauses, sendJson } from './api.ts';
import { until } from '../../support/until.ts';

const page = { status: 'success', data: { results: [{ phoneNumber: '15550100001' }, {}], page: 1 } };
const json = Buffer.from(JSON.stringify(page));
const half = json.subarray(0, json.length / 2);
const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n';
const sized = (bytes: Uint8Array, headers = '') => `${head}${headers}Content-Length: ${bytes.length}\r\n\r\n`;
const zipped = (bytes: Uint8Array, encoding: string) => [
  sized(bytes, `Content-Encoding: ${encoding}\r\n`),
  bytes,
];
const cut = (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 9);

/** A response as bytes on the wire, after which the connection is closed. */
const cutOff: Record<string, readonly (string | Uint8Array)[]> = {
  'below its Content-Length': [sized(json), half],
  'within a chunk': [head, 'Transfer-Encoding: chunked\r\n\r\n', 'fff\r\n', half],
  'between two chunks': [
    head,
    'Transfer-Encoding: chunked\r\n\r\n',
    `${half.length.toString(16)}\r\n`,
    half,
    '\r\n',
  ],
  'where the end of the connection is the end of the body': [head, '\r\n', half],
  'with a Content-Length to match': [sized(half), half],
  'before its last bracket': [sized(json.subarray(0, -1)), json.subarray(0, -1)],
  'within an escape': [sized(Buffer.from('{"a":"\\')), '{"a":"\\'],
  'to nothing': [sized(Buffer.alloc(0))],
  'within its gzip': zipped(cut(gzipSync(json, { level: 0 })), 'gzip'),
  'within its deflate': zipped(cut(deflateSync(json)), 'deflate'),
  'within its gzip and below its Content-Length': [
    sized(gzipSync(json), 'Content-Encoding: gzip\r\n'),
    gzipSync(json).subarray(0, 40),
  ],
  'within its headers': ['HTTP/1.1 200 OK\r\nContent-Ty'],
};

/** Codes that a request may fail with, and whether it's sent again: to any host, and to one that has answered before. */
const codes: Record<string, readonly [boolean, boolean]> = {
  ECONNRESET: [true, true],
  EPIPE: [true, true],
  UND_ERR_SOCKET: [true, true],
  EAI_AGAIN: [true, true],
  ENETUNREACH: [true, true],
  EHOSTUNREACH: [true, true],
  ENETDOWN: [true, true],
  ETIMEDOUT: [true, true],
  UND_ERR_CONNECT_TIMEOUT: [true, true],
  ENOTFOUND: [false, true],
  ECONNREFUSED: [false, true],
  EPROTO: [false, true],
  ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC: [false, true],
  CERT_HAS_EXPIRED: [false, false],
  ERR_TLS_CERT_ALTNAME_INVALID: [false, false],
  EACCES: [false, false],
};

const failed = (code: string) => Object.assign(new Error(`failed: ${code}`), { code });

describe('a transient failure', () => {
  const { odd, sample, client } = network();

  describe('is a response that is cut off', () => {
    let server: Server | undefined;
    afterEach(() => server?.close());

    /** Closes the connection in the middle of so many responses, then answers in full. */
    async function cutting(parts: readonly (string | Uint8Array)[], times: number) {
      let requests = 0;
      const listening = (server = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => {
          const whole = requests++ >= times;
          for (const part of whole ? [sized(json), json] : parts) socket.write(part);
          socket.end();
        });
      }));
      listening.listen(0, '127.0.0.1');
      await once(listening, 'listening');
      const { port } = listening.address() as AddressInfo;
      return { origin: `http://127.0.0.1:${port}`, requests: () => requests };
    }

    for (const [where, parts] of Object.entries(cutOff)) {
      for (const [name, transport] of Object.entries({ undici: undiciTransport, fetch: fetchTransport })) {
        it(`${where}, over ${name}: the request is sent again`, async () => {
          const { origin, requests } = await cutting(parts, 2);
          const { api } = client(origin, { pauses: noPauses, transport: transport() });
          equal((await api.contacts('cd-1', firstPage, click())).items.length, 2);
          equal(requests(), 3);
        });
      }
    }

    it('and stays so: the error says so', async () => {
      const { origin, requests } = await cutting(cutOff['with a Content-Length to match'] ?? [], Infinity);
      const { api } = client(origin, { pauses: noPauses });
      const error = await failureOf(api.contacts('cd-1', firstPage, click()));
      deepEqual([error.kind, error.message], ['cutOff', 'The response was cut off (HTTP 200).']);
      equal(requests(), 4);
    });
  });

  for (const text of ['<html>', 'null', '[]', '"text"', '{"a": oops}', '{]', '}']) {
    it(`is no response of ${text}`, async () => {
      const { origin, received } = await odd((response) => response.end(text));
      const error = await failureOf(client(origin, { pauses: noPauses }).api.campaigns(firstPage, click()));
      deepEqual([error.kind, received.length], ['notAnApiAnswer', 1]);
    });
  }

  for (const status of [408, 425, 502, 503, 504, 522]) {
    it(`is the HTTP status ${status}`, async () => {
      const { origin, received } = await odd((response) =>
        received.length === 1 ? response.writeHead(status).end() : sendJson(response, page),
      );
      await client(origin, { pauses: noPauses }).api.campaigns(firstPage, click());
      equal(received.length, 2);
    });
  }

  describe('by its code', () => {
    /** Fails the requests of these numbers with a code; the others reach the host. */
    function failing(code: string, numbers: readonly number[]): Transport & { sent: () => number } {
      const real = undiciTransport();
      let sent = 0;
      return {
        send: (request, signal) =>
          numbers.includes(++sent)
            ? Promise.reject(networkError(failed(code), true))
            : real.send(request, signal),
        close: () => real.close(),
        sent: () => sent,
      };
    }

    for (const [code, [atFirst, afterSuccess]] of Object.entries(codes)) {
      it(`${code} is sent again ${atFirst ? 'always' : afterSuccess ? 'once the host has answered' : 'never'}`, async () => {
        const { origin } = await odd((response) => sendJson(response, page));
        const fresh = failing(code, [1]);
        const first = client(origin, { pauses: noPauses, transport: fresh }).api.campaigns(
          firstPage,
          click(),
        );
        equal(
          await first.then(
            () => true,
            () => false,
          ),
          atFirst,
        );
        equal(fresh.sent(), atFirst ? 2 : 1);

        const known = failing(code, [2]);
        const { api } = client(origin, { pauses: noPauses, transport: known });
        await api.campaigns(firstPage, click());
        equal(
          await api.campaigns(firstPage, click()).then(
            () => true,
            () => false,
          ),
          afterSuccess,
        );
        equal(known.sent(), afterSuccess ? 3 : 2);
      });

      it(`${code} of the proxy's own connection is the same`, () => {
        const { passing, passingAfterSuccess } = proxyError(failed(code));
        deepEqual([passing, passingAfterSuccess], code.includes('CERT') ? [false, false] : codes[code]);
      });
    }

    it('is what a proxy answers that cannot reach a host it reached before, and no refusal', () => {
      const passing = (status: number) =>
        networkError(new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`)).passingAfterSuccess;
      deepEqual([502, 503, 504, 408].map(passing), [true, true, true, true]);
      deepEqual([407, 403, 404, 500].map(passing), [false, false, false, false]);
    });

    it('is a success only where the API itself answered before', async () => {
      const { origin } = await odd((response) => response.writeHead(404).end());
      const transport = failing('ENOTFOUND', [2]);
      const { api } = client(origin, { pauses: noPauses, transport });
      await failureOf(api.campaigns(firstPage, click()));
      equal((await failureOf(api.campaigns(firstPage, click()))).kind, 'unreachable');
      equal(transport.sent(), 2);
    });
  });

  it('is a server that restarts', async () => {
    const first = await sample();
    const { api, notes } = client(first.origin, { pauses: { backoff: [0, 20, 500], rateLimit: 0 } });
    await api.campaigns(firstPage, click());
    await first.stop();
    const again = api.campaigns(firstPage, click());
    while (notes.length < 2) await new Promise(setImmediate);
    await sample({ port: Number(new URL(first.origin).port) });
    ok((await again).items.length > 0);
  });

  describe('that lasts', () => {
    const pauses = { backoff: [0, 0, 0], outage: [0, 0], rateLimit: 0 };

    for (const [priority, sends] of [
      ['background', 6],
      ['click', 4],
    ] as const) {
      it(`is waited out by a request with the priority ${priority} for ${sends} sendings`, async () => {
        const server = await sample();
        const { api, notes } = client(server.origin, { pauses });
        await api.campaigns(firstPage, click());
        await server.stop();
        const options = { signal: new AbortController().signal, turn: { priority } };
        equal((await failureOf(api.campaigns(firstPage, options))).kind, 'unreachable');
        equal(notes.length - 1, sends);
      });
    }

    it('is tried again soon when a click joins a request of the background that waits', async () => {
      const server = await sample();
      const anHour = 3_600_000;
      const { api, notes } = client(server.origin, { pauses: { ...pauses, outage: [anHour] } });
      await api.campaigns(firstPage, click());
      await server.stop();
      const turn: Turn = { priority: 'background' };
      const asked = failureOf(api.campaigns(firstPage, { signal: new AbortController().signal, turn }));
      await until('four sendings that failed', () => notes.length === 5);
      turn.priority = 'click';
      equal((await asked).kind, 'unreachable');
      equal(notes.length, 6);
    });
  });
});
