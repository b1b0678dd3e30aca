import dns from 'node:dns';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import { pause } from '../../support/pause.ts';
import { until } from '../../support/until.ts';

/** Runs on a thread of its own, which can sleep: its connections then stand in a queue, and more than two don't even get there. */
const relay = `
  const { connect, createServer } = require('node:net');
  const { parentPort, workerData: { target, awake } } = require('node:worker_threads');
  const server = createServer((socket) => {
    const other = connect(target, '127.0.0.1');
    socket.pipe(other).pipe(socket);
    for (const one of [socket, other]) one.on('error', () => one.destroy());
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(awake, 0, 0);
  });
`;

/** A host that takes a second to connect to. */
export interface FarHost {
  name: string;
  port: number;
  stop: () => Promise<void>;
}

/**
 * Makes a server of this machine a host far away, with two addresses of which the second one doesn't work. On Linux only: other systems
 * treat a full queue in another way.
 * @param target the server's port
 * @param silence milliseconds in which the host doesn't react; the system repeats its attempt to connect after one second
 */
export async function farHost(target: number, silence: number): Promise<FarHost> {
  const name = 'far.corp.test';
  const awake = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(relay, { eval: true, execArgv: [], workerData: { target, awake } });
  const [port] = (await once(worker, 'message')) as [number];
  let queued = 0;
  const queue = [0, 1, 2, 3].map(() => connect(port, '127.0.0.1', () => queued++));
  for (const socket of queue) socket.on('error', () => socket.destroy());
  await until('two connections to stand in the queue', () => queued === 2);

  const { lookup } = dns;
  const addresses = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  dns.lookup = ((asked: string, options: never, done: (error: null, found: typeof addresses) => void) =>
    asked === name ? done(null, addresses) : lookup(asked, options, done as never)) as never;
  void pause(silence, 'the host is far away').then(() => {
    Atomics.store(awake, 0, 1);
    Atomics.notify(awake, 0);
  });
  return {
    name,
    port,
    stop: async () => {
      dns.lookup = lookup;
      for (const socket of queue) socket.destroy();
      await worker.terminate();
    },
  };
}
