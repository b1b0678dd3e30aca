import { deepEqual, equal, ok } from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { RequestScheduler } from '../../../src/kore/scheduler.ts';
import { undiciTransport } from '../../../src/kore/undiciTransport.ts';
import { pause } from '../../support/pause.ts';
import { until } from '../../support/until.ts';
import { privateAuthority } from './certificates.ts';
import { click, drip, failureOf, firstPage, network, noPauses, success } from './api.ts';
import type { Answer } from './api.ts';

const short = { connect: 150, headers: 150, body: 150, whole: 10_000 };

describe('network', () => {
  const { sample, odd, client } = network();

  describe('failure', () => {
    async function failureAt(origin: string) {
      const { api, notes } = client(origin, { timeouts: short, pauses: noPauses });
      const error = await failureOf(api.contacts('cd-1', firstPage, click()));
      return { error, notes };
    }

    async function failureFrom(answer: Answer) {
      const { origin, received } = await odd(answer);
      return { ...(await failureAt(origin)), received };
    }

    it('of a refused connection: unreachable, not sent again', async () => {
      const server = await sample();
      await server.stop();
      const { error, notes } = await failureAt(server.origin);
      equal(error.kind, 'unreachable');
      equal(error.message, 'The host could not be reached (ECONNREFUSED).');
      equal(error.causes[0]?.concerns, 'host');
      deepEqual(
        notes.map(({ outcome }) => outcome),
        [{ error: error.message }],
      );
    });

    it('of an unknown host: unreachable, not sent again', async () => {
      const { error, notes } = await failureAt('https://kore-campaigns.invalid');
      ok(['unreachable', 'timedOut'].includes(error.kind));
      ok(/ENOTFOUND|EAI_AGAIN|TIMEOUT/u.test(error.message), error.message);
      // A machine without a network can't tell whether there's such a host, so it asks again.
      ok(!error.message.includes('ENOTFOUND') || notes.length === 1);
    });

    it('of a connection reset before the answer: unreachable, sent four times', async () => {
      const server = await sample();
      server.intercept(() => true, { kind: 'reset' }, 10);
      const { error } = await failureAt(server.origin);
      equal(error.kind, 'unreachable');
      ok(/ECONNRESET|UND_ERR_SOCKET/u.test(error.message), error.message);
      equal(server.seen.length, 4);
    });

    it('of a connection reset within the answer: unreachable, sent four times', async () => {
      const { error, received } = await failureFrom((response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"status":', () => response.socket?.resetAndDestroy());
      });
      equal(error.kind, 'unreachable');
      equal(received.length, 4);
    });

    it('of an answer shorter than it claims: cut off, sent four times', async () => {
      const { error, received } = await failureFrom((response) => {
        response.writeHead(200, { 'content-length': '1000', connection: 'close' });
        response.write('{"status":', () => response.socket?.end());
      });
      equal(error.kind, 'cutOff');
      equal(received.length, 4);
    });

    // undici looks at these timeouts twice a second only, so each takes place once here.
    for (const { what, stall, code } of [
      { what: 'silence', stall: () => undefined, code: 'UND_ERR_HEADERS_TIMEOUT' },
      {
        what: 'an answer that stops in the middle',
        stall: (response: ServerResponse) => void response.write('{"status":'),
        code: 'UND_ERR_BODY_TIMEOUT',
      },
    ]) {
      it(`of ${what}: timed out, sent again`, async () => {
        const { origin, received } = await odd((response, request) => {
          if (received.length === 1) stall(response);
          else success({ results: [] })(response, request);
        });
        const { api, notes } = client(origin, { timeouts: short, pauses: noPauses });
        await api.campaigns(firstPage, click());
        deepEqual(notes[0]?.outcome, { error: `The host did not answer in time (${code}).` });
        equal(received.length, 2);
      });
    }

    it('of an answer that drips without an end: timed out', async () => {
      const { origin } = await odd((response) => drip(response));
      const { api, notes } = client(origin, { timeouts: { ...short, whole: 200 }, pauses: noPauses });
      const error = await failureOf(api.campaigns(firstPage, click()));
      equal(error.kind, 'timedOut');
      equal(notes.length, 4);
    });

    it('of a server that speaks no HTTP: not the API', async () => {
      const server = createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n').resume());
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { error } = await failureAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      server.close();
      equal(error.kind, 'notAnApiAnswer');
    });

    it('of a certificate that nobody vouches for: named, and no token is sent', async function () {
      const authority = privateAuthority();
      if (!authority) this.skip();
      let requests = 0;
      const server = createTlsServer(authority.server, (_, response) => {
        requests++;
        response.end();
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { error } = await failureAt(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
      server.close();
      equal(error.kind, 'untrustedCertificate');
      equal(
        error.message,
        'The certificate of the host is not trusted here (UNABLE_TO_VERIFY_LEAF_SIGNATURE).',
      );
      equal(requests, 0);
    });

    it('tells nothing of the request', async () => {
      let token = '';
      const { error, notes } = await failureFrom((response, { headers }) => {
        token = String(headers['auth']);
        response.socket?.resetAndDestroy();
      });
      const told = [error.message, error.stack, JSON.stringify(error), JSON.stringify(notes)].join('\n');
      ok(token && !told.includes('eyJ'));
    });
  });

  describe('cancel', () => {
    const reason = new Error('cancelled by the person');

    it('before the call sends nothing', async () => {
      const { origin, received } = await odd(success({ results: [] }));
      const { api, notes } = client(origin);
      equal(await failureOf(api.campaigns(firstPage, click(AbortSignal.abort(reason)))), reason);
      deepEqual([received, notes], [[], []]);
    });

    it('while the call is queued sends nothing', async () => {
      const { origin, received } = await odd(success({ results: [] }));
      const { api } = client(origin, { scheduler: new RequestScheduler(() => 1) });
      await api.campaigns(firstPage, click());
      const abort = new AbortController();
      const queued = failureOf(api.campaigns(firstPage, click(abort.signal)));
      abort.abort(reason);
      equal(await queued, reason);
      equal(received.length, 1);
    });

    it('while the secret is asked for sends nothing', async () => {
      const { origin, received } = await odd(success({ results: [] }));
      const abort = new AbortController();
      const secret = () => {
        abort.abort(reason);
        return Promise.resolve('secret');
      };
      equal(
        await failureOf(client(origin, { secret }).api.campaigns(firstPage, click(abort.signal))),
        reason,
      );
      equal(received.length, 0);
    });

    for (const [stage, answer] of Object.entries<Answer>({
      'the answer is awaited': () => undefined,
      'the answer is read': (response) => void response.write('{'),
    })) {
      it(`while ${stage} ends the request, and is not sent again`, async () => {
        let gone = 0;
        const { origin, received } = await odd((response, request) => {
          response.once('close', () => gone++);
          answer(response, request);
        });
        const { api, notes } = client(origin, { pauses: noPauses });
        const abort = new AbortController();
        const failure = failureOf(api.campaigns(firstPage, click(abort.signal)));
        await until('the request arrives', () => received.length > 0);
        await pause(20, 'the answer is on its way');
        abort.abort(reason);
        equal(await failure, reason);
        await until('the connection is closed', () => gone > 0);
        await pause(20, "a request that mustn't be sent would be sent by then");
        equal(received.length, 1);
        deepEqual(
          notes.map(({ outcome }) => outcome),
          [{ error: 'cancelled' }],
        );
      });
    }
  });

  describe('transport', () => {
    it('uses a connection again', async () => {
      const ports = new Set<number | undefined>();
      const { origin } = await odd((response, request) => {
        ports.add(response.socket?.remotePort);
        success({ results: [] })(response, request);
      });
      const { api } = client(origin);
      for (let count = 0; count < 5; count++) await api.campaigns(firstPage, click());
      equal(ports.size, 1);
    });

    it('may be closed before it was used', async () => {
      await undiciTransport().close();
    });

    it('ends what is under way when it is closed', async () => {
      const { origin, received } = await odd(() => undefined);
      const transport = undiciTransport();
      const { api } = client(origin, { transport, pauses: noPauses });
      const failure = failureOf(api.campaigns(firstPage, click()));
      await until('the request arrives', () => received.length > 0);
      await transport.close();
      equal((await failure).kind, 'unreachable');
    });
  });
});
