import { deepEqual, equal } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { KoreError } from '../../../src/kore/errors.ts';
import type { Timeouts } from '../../../src/kore/transport.ts';
import { until } from '../../support/until.ts';
import { noPauses } from '../kore/api.ts';
import { cacheOf } from '../contacts/list.ts';
import { campaigns, soonTimedOut } from './campaign.ts';
import { readAll } from './reading.ts';
import { leaksIn, tally } from './tally.ts';

describe('a walk over a campaign of a host that takes connections and never says a word', () => {
  const { client } = campaigns();
  let server: Server;
  const connections: Socket[] = [];

  beforeEach(async () => {
    server = createServer((socket) => connections.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.close();
    for (const socket of connections.splice(0)) socket.destroy();
  });

  function silent(timeouts?: Timeouts) {
    // Over TLS it is the server's turn first.
    const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { api, notes, scheduler } = client(origin, { pauses: noPauses, ...(timeouts && { timeouts }) });
    const cache = cacheOf({ api, scheduler });
    return { pages: cache.contactsOf('cd-1'), notes };
  }

  it('stops', async () => {
    const { pages, notes } = silent(soonTimedOut);
    const { error } = await readAll(pages);
    equal(error instanceof KoreError && error.kind, 'timedOut');
    equal(notes.length, 4);
    await tally('stall while connecting', connections.length, { leaked: leaksIn([error, ...notes], []) });
  });

  it('ends with a cancel, the request with it', async () => {
    const { pages, notes } = silent();
    const abort = new AbortController();
    const reading = readAll(pages, abort.signal);
    await until('a connection is attempted', () => connections.length === 1);
    abort.abort(new Error('cancelled by the person'));
    equal((await reading).error, abort.signal.reason);
    await until('the request is noted', () => notes.length === 1);
    deepEqual(notes[0]?.outcome, { error: 'cancelled' });
    await tally('cancel', 1, { late: notes.length - 1 });
  });
});
