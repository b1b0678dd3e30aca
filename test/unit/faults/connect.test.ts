import { equal } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { AppCache } from '../../../src/contacts/appCache.ts';
import { KoreError } from '../../../src/kore/errors.ts';
import { noPauses } from '../kore/api.ts';
import { noOverflow } from '../contacts/list.ts';
import { campaigns, soonTimedOut } from './campaign.ts';
import { readAll } from './reading.ts';
import { leaksIn, tally } from './tally.ts';

describe('a walk over a whole campaign', () => {
  const { client } = campaigns();

  it('stops when a host takes connections and never says a word', async () => {
    let connections = 0;
    const server = createServer(() => connections++);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      // Over TLS it is the server's turn first.
      const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { api, notes, scheduler } = client(origin, { timeouts: soonTimedOut, pauses: noPauses });
      const cache = new AppCache(
        api,
        () => 100,
        noOverflow,
        () => scheduler.startNext(),
      );
      const { error, rows } = await readAll(cache.contactsOf('cd-1'));
      equal(error instanceof KoreError && error.kind, 'timedOut');
      equal(rows.length, 0);
      equal(notes.length, 4);
      await tally('stall while connecting', connections, { leaked: leaksIn([error, ...notes], []) });
    } finally {
      server.close();
    }
  });
});
