import { deepEqual, equal, ok } from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { fetchTransport } from '../../../src/kore/fetchTransport.ts';
import type { Timeouts } from '../../../src/kore/transport.ts';
import { pause } from '../../support/pause.ts';
import { until } from '../../support/until.ts';
import { click, drip, failureOf, firstPage, network, noPauses, success } from './api.ts';
import type { Answer, Client } from './api.ts';

const short: Timeouts = { connect: 100, headers: 200, body: 300, whole: 10_000 };

describe('the transport over fetch', () => {
  const { sample, odd, client } = network();

  function over(origin: string, timeouts?: Timeouts) {
    const transport = fetchTransport(timeouts);
    return { transport, ...client(origin, { transport, pauses: noPauses }) };
  }

  async function failureFrom(answer: Answer, timeouts?: Timeouts) {
    const { origin, received } = await odd(answer);
    const { api, notes } = over(origin, timeouts);
    return { error: await failureOf(api.campaigns(firstPage, click())), notes, received };
  }

  it('asks and is answered as the other one is', async () => {
    const server = await sample();
    const [own, viaFetch] = [client(server.origin), over(server.origin)];
    const campaigns = async ({ api }: Client) => (await api.campaigns(firstPage, click())).items;
    deepEqual(await campaigns(viaFetch), await campaigns(own));
    const [one, other] = server.seen;
    deepEqual(other?.body, one?.body);
    deepEqual(viaFetch.notes[0]?.outcome, own.notes[0]?.outcome);
  });

  it('reads a compressed answer', async () => {
    const { origin } = await odd((response) =>
      response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(gzipSync('{"status":"success","data":{"results":[]}}')),
    );
    deepEqual((await over(origin).api.campaigns(firstPage, click())).items, []);
  });

  it('follows no redirect', async () => {
    const other = await odd(success({ results: [] }));
    const { error, received } = await failureFrom((response) =>
      response.writeHead(307, { location: other.origin }).end(),
    );
    deepEqual([error.kind, error.status], ['notAnApiAnswer', 307]);
    deepEqual([received.length, other.received.length], [1, 0]);
  });

  it('gives fetch no dispatcher', async () => {
    const { origin } = await odd(success({ results: [] }));
    const real = globalThis.fetch;
    let given: RequestInit | undefined;
    globalThis.fetch = (input, init) => real(input, (given = init));
    try {
      await over(origin).api.campaigns(firstPage, click());
    } finally {
      globalThis.fetch = real;
    }
    ok(given && !('dispatcher' in given));
  });

  for (const [what, answer] of Object.entries<Answer>({
    silence: () => undefined,
    'an answer that stops in the middle': (response) => void response.write('{'),
  })) {
    it(`of ${what} says that it timed out`, async () => {
      const { error, notes } = await failureFrom(answer, short);
      equal(error.message, 'The host did not answer in time (through VS Code).');
      equal(notes.length, 4);
    });
  }

  it('bears an answer that comes slowly, but not without an end', async () => {
    const slowly: Answer = async (response) => {
      await drip(response, 700);
      response.end('{"status":"success","data":{"results":[]}}');
    };
    const { origin } = await odd(slowly);
    deepEqual((await over(origin, short).api.campaigns(firstPage, click())).items, []);
    const { error } = await failureFrom(slowly, { ...short, whole: 400 });
    equal(error.kind, 'timedOut');
  });

  it('gives the body a time of its own', async () => {
    const { origin } = await odd(async (response) => {
      await pause(600, 'the headers come late');
      response.writeHead(200).flushHeaders();
      await pause(600, 'the body comes late');
      response.end('{"status":"success","data":{"results":[]}}');
    });
    const timeouts = { connect: 500, headers: 500, body: 1_000, whole: 10_000 };
    const { api, notes } = over(origin, timeouts);
    await api.campaigns(firstPage, click());
    equal(notes.length, 1);
  });

  it('refuses an answer beyond all measure', async () => {
    const { error } = await failureFrom((response) => response.end(Buffer.alloc(33 * 1024 * 1024)));
    equal(error.kind, 'notAnApiAnswer');
  });

  it('of a broken compression says that it is not the API', async () => {
    const { error } = await failureFrom((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip at all'),
    );
    equal(error.kind, 'notAnApiAnswer');
  });

  it('of a reset says that the host is unreachable, and never that nothing was sent', async () => {
    const { error, received } = await failureFrom((response) => response.socket?.resetAndDestroy());
    deepEqual([error.kind, error.passing, error.unsent], ['unreachable', true, false]);
    equal(received.length, 4);
  });

  it('ends at once when it is cancelled', async () => {
    let gone = false;
    const { origin, received } = await odd((response) => response.on('close', () => (gone = true)));
    const abort = new AbortController();
    const reason = new Error('cancelled by the person');
    const failure = failureOf(over(origin).api.campaigns(firstPage, click(abort.signal)));
    await until('the request arrives', () => received.length > 0);
    abort.abort(reason);
    equal(await failure, reason);
    await until('the connection is closed', () => gone);
    await pause(20, "a request that mustn't be sent would be sent by then");
    equal(received.length, 1);
  });

  it('ends what is under way when it is closed', async () => {
    const { origin, received } = await odd(() => undefined);
    const { api, transport } = over(origin);
    const failure = failureOf(api.campaigns(firstPage, click()));
    await until('the request arrives', () => received.length > 0);
    await transport.close();
    equal((await failure).kind, 'unreachable');
  });
});
