import { equal, ok } from 'node:assert/strict';
import { connect } from 'node:net';
import { startSampleServer } from '../../../src/demo/sampleServer.ts';
import type { SampleServer, SampleServerOptions } from '../../../src/demo/sampleServer.ts';
import type { SampleFault } from '../../../src/demo/faults.ts';
import { pause } from '../../support/pause.ts';
import { accountId, ask, listPath, now, streamId, token } from './ask.ts';

const body = JSON.stringify({ type: 'voice' });

describe('sample server, with faults', () => {
  const servers: SampleServer[] = [];
  const start = async (options?: SampleServerOptions): Promise<SampleServer> => {
    const server = await startSampleServer(options);
    servers.push(server);
    return server;
  };
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())));

  /** What arrives of an answer under a fault, byte for byte, and how its connection ends. */
  async function received(fault: SampleFault) {
    const server = await start();
    server.intercept(() => true, fault);
    const { host, port } = new URL(server.origin);
    const socket = connect(Number(port), '127.0.0.1').setEncoding('utf8');
    const got = { text: '', end: '' };
    socket.on('data', (text: string) => (got.text += text));
    const closed = new Promise<void>((resolve) => {
      socket.on('error', (error: NodeJS.ErrnoException) => (got.end = error.code ?? ''));
      socket.on('close', () => resolve());
    });
    const headers = [
      `POST ${listPath} HTTP/1.1`,
      `Host: ${host}`,
      `auth: ${await token()}`,
      `iid: ${streamId}`,
      `accountId: ${accountId}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ];
    socket.write(`${headers.join('\r\n')}\r\n\r\n${body}`);
    await Promise.race([closed, pause(150, 'the server keeps the connection open')]);
    socket.destroy();
    return { ...got, status: server.seen[0]?.status };
  }

  const half = /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n\{"status":"success"[^]*[^}]$/u;
  const whole = /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n\{"status":"success"[^]*\}$/u;
  const stages = { start: /^$/u, headers: /^HTTP\/1\.1 200 OK\r\n[^]*[^\n]$/u, body: half } as const;

  for (const [at, text] of Object.entries(stages) as [keyof typeof stages, RegExp][]) {
    it(`breaks at the ${at}`, async () => {
      const got = await received({ kind: 'reset', at });
      ok(text.test(got.text), got.text);
      equal(got.end, 'ECONNRESET');
      equal(got.status, 0);
    });

    it(`falls silent at the ${at}`, async () => {
      const got = await received({ kind: 'stall', at });
      ok(text.test(got.text), got.text);
      equal(got.end, '');
      equal(got.status, 0);
    });
  }

  it('breaks when all was sent', async () => {
    const got = await received({ kind: 'reset', at: 'end' });
    ok(whole.test(got.text), got.text);
    equal(got.end, 'ECONNRESET');
    equal(got.status, 200);
  });

  it('changes the real answer', async () => {
    const got = await received({
      kind: 'change',
      change: (answer) => ({ ...answer, headers: { 'X-Changed': 'yes' }, body: 'nothing' }),
    });
    ok(/X-Changed: yes\r\n[^]*\r\n\r\n[^]*nothing/u.test(got.text), got.text);
  });

  it('sends as much as told', async () => {
    const server = await start();
    server.intercept(() => true, { kind: 'flood', bytes: 3 * 1024 * 1024 });
    equal((await ask(server, listPath, { body })).text.length, 3 * 1024 * 1024);
  });

  it('has another minute when told so', async () => {
    const server = await start({ requestsPerMinute: 1, minute: 200 });
    equal((await ask(server, listPath, { body })).status, 200);
    equal((await ask(server, listPath, { body })).status, 429);
    await pause(220, 'the minute of the server is over');
    equal((await ask(server, listPath, { body })).status, 200);
  });

  it('has another clock when told so', async () => {
    const server = await start({ clock: () => Date.now() + 3_600_000 });
    equal((await ask(server, listPath, { body })).status, 401);
    const later = { iat: now() + 3_600, exp: now() + 3_900 };
    equal((await ask(server, listPath, { body, token: await token(later) })).status, 200);
  });
});
