import { deepEqual, equal, rejects } from 'node:assert/strict';
import type { SampleServerOptions } from '../../../src/demo/sampleServer.ts';
import { RequestScheduler } from '../../../src/kore/scheduler.ts';
import { pause } from '../../support/pause.ts';
import { until } from '../../support/until.ts';
import { click, clientSecret, firstPage, network, noPauses } from './api.ts';

describe('a credential that is replaced', () => {
  const { sample, client } = network();

  /** A client whose secret a test may change. */
  async function changing(options: SampleServerOptions = {}, scheduler?: RequestScheduler) {
    const server = await sample(options);
    const credential = { secret: 'not the right one' };
    const secret = () => Promise.resolve(credential.secret);
    const made = client(server.origin, { pauses: noPauses, secret, ...(scheduler && { scheduler }) });
    return { server, credential, ...made };
  }

  it('while a request waits for its turn serves that request', async () => {
    const ceiling = { perMinute: 1 };
    const scheduler = new RequestScheduler(() => ceiling.perMinute);
    const { api, credential, server } = await changing({}, scheduler);
    await scheduler.run({ priority: 'click' }, new AbortController().signal, () => Promise.resolve());
    const waiting = api.campaigns(firstPage, click());
    await pause(20, 'a request that waits would be sent by then');
    equal(server.seen.length, 0);
    credential.secret = clientSecret;
    ceiling.perMinute = 10;
    scheduler.startNext();
    equal((await waiting).page, 1);
    equal(server.seen.length, 1);
  });

  it('while a request is under way makes a refusal worth another try', async () => {
    const { api, credential, server, notes } = await changing({ latency: 200 });
    const refused = api.campaigns(firstPage, click());
    await until('the first request', () => server.seen.length === 1);
    credential.secret = clientSecret;
    equal((await refused).page, 1);
    deepEqual(
      notes.flatMap(({ outcome }) => ('status' in outcome ? [outcome.status] : [])),
      [401, 200],
    );
  });

  it('by none fails as one that is missing', async () => {
    const { api, credential } = await changing();
    credential.secret = '';
    await rejects(api.campaigns(firstPage, click()), { kind: 'notSignedIn' });
  });
});
