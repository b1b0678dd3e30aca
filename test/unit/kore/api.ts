import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { KoreApp } from '../../../src/kore/app.ts';
import { CampaignApi } from '../../../src/kore/campaignApi.ts';
import type { CallOptions, CampaignApiParts, RequestNote } from '../../../src/kore/campaignApi.ts';
import type { KoreError } from '../../../src/kore/errors.ts';
import { RequestScheduler } from '../../../src/kore/scheduler.ts';
import { undiciTransport } from '../../../src/kore/undiciTransport.ts';
import type { Timeouts } from '../../../src/kore/transport.ts';
import { sampleCredentials, startSampleServer } from '../../../src/demo/sampleServer.ts';
import type { SampleServer, SampleServerOptions } from '../../../src/demo/sampleServer.ts';
import { pause } from '../../support/pause.ts';
import type { Credentials } from './certificates.ts';
import { startFront } from './front.ts';
import { startForwardProxy } from './forwardProxy.ts';
import type { ForwardProxy, ForwardProxyOptions } from './forwardProxy.ts';

/** A request as a test's own server took it. */
export interface Received {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  body: string;
  /** When it came, on the monotonic clock. */
  at: number;
}

/** A server whose answers are odd in a way that the sample server's never are. */
export interface OddServer {
  origin: string;
  received: Received[];
}

/** May return a promise, for an answer that takes its time. */
export type Answer = (response: ServerResponse, request: Received) => unknown;

/** A client for one app, and what it told the log. */
export interface Client {
  api: CampaignApi;
  notes: RequestNote[];
  scheduler: RequestScheduler;
}

export interface ClientOptions extends Partial<Omit<CampaignApiParts, 'app'>> {
  app?: Partial<KoreApp>;
  timeouts?: Timeouts;
}

export const { clientSecret } = sampleCredentials;

/** For `describe`: servers and clients that are gone after each test. */
export function network() {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  async function sample(options?: SampleServerOptions): Promise<SampleServer> {
    const server = await startSampleServer({ requestsPerMinute: Infinity, ...options });
    closers.push(() => server.stop());
    return server;
  }

  async function odd(answer: Answer): Promise<OddServer> {
    const received: Received[] = [];
    const server = createServer((request, response) => {
      const { method = '', url = '', headers, rawHeaders } = request;
      const one = { method, url, headers, rawHeaders, body: '', at: performance.now() };
      received.push(one);
      text(request).then(
        (body) => {
          one.body = body;
          return answer(response, one);
        },
        () => undefined,
      );
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closers.push(async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    });
    return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
  }

  /** A sample server that bears any host name, and TLS. */
  async function sampleBehindFront(tls?: Credentials): Promise<{ server: SampleServer; port: number }> {
    const server = await sample();
    const front = await startFront(server.origin, tls);
    closers.push(() => front.stop());
    return { server, port: front.port };
  }

  async function proxy(options: ForwardProxyOptions = {}): Promise<ForwardProxy> {
    const one = await startForwardProxy(options);
    closers.push(() => one.stop());
    return one;
  }

  function client(origin: string, options: ClientOptions = {}): Client {
    const { app, timeouts, ...parts } = options;
    const { streamId, accountId, clientId } = sampleCredentials;
    const notes: RequestNote[] = [];
    const transport = undiciTransport(timeouts);
    closers.push(() => transport.close());
    // The pauses themselves take milliseconds; on a busy machine, the requests between them take longer.
    const patience = parts.pauses === noPauses ? { click: 1_000, background: 1_000 } : undefined;
    const scheduler = parts.scheduler ?? new RequestScheduler(() => 10_000, 60_000, patience);
    const api = new CampaignApi({
      app: { origin, streamId, accountId, clientId, signIn: 'secret', algorithm: 'HS256', ...app },
      secret: () => Promise.resolve(clientSecret),
      transport,
      scheduler,
      note: (note) => notes.push(note),
      ...parts,
    });
    return { api, notes, scheduler };
  }

  return { sample, sampleBehindFront, odd, proxy, client };
}

export function click(signal = new AbortController().signal): CallOptions {
  return { signal, turn: { priority: 'click' } };
}

export const firstPage = { page: 1, limit: 100 };

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export function success(data: unknown): Answer {
  return (response) => sendJson(response, { status: 'success', data });
}

/** The error that a promise is rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<KoreError> {
  const failure: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure === undefined) throw new Error('It did not fail.');
  return failure as KoreError;
}

/** Sends a space every 20 ms, for so many milliseconds or until the connection closes. */
export async function drip(response: ServerResponse, ms = Infinity): Promise<void> {
  const end = performance.now() + ms;
  while (!response.destroyed && performance.now() < end) {
    response.write(' ');
    await pause(20, 'the answer comes slowly');
  }
}

/** Retries at once. */
export const noPauses = { backoff: [0, 0, 0], rateLimit: 2 };
