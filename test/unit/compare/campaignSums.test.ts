import { deepEqual, equal, match } from 'node:assert/strict';
import type { OpenConnection } from '../../../src/connections/opened.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import type { SampleServer } from '../../../src/demo/sampleServer.ts';
import { CampaignSums } from '../../../src/views/compare/campaignSums.ts';
import { pause } from '../../support/pause.ts';
import { until } from '../../support/until.ts';
import { cacheOf } from '../contacts/list.ts';
import { network, noPauses } from '../kore/api.ts';

const october = sampleCampaigns.find(({ name }) => name === 'Payment reminders October');
const id = october?.id ?? '';

describe('the sums of a side', () => {
  const { sample, client } = network();

  async function side(options: { isWatching?: boolean; latency?: number } = {}) {
    const { isWatching = true, latency = 0 } = options;
    const server = await sample({ latency });
    const { api, scheduler } = client(server.origin, { pauses: noPauses });
    const cache = cacheOf({ api, scheduler });
    const open = { api, scheduler, cache } as OpenConnection;
    const logged: string[] = [];
    let changes = 0;
    const sums = new CampaignSums(open, id, {
      changed: () => changes++,
      isWatching: () => isWatching,
      log: ({ message }) => logged.push(message),
    });
    return { server, pages: cache.contactsOf(id), sums, logged, changes: () => changes };
  }

  const asked = ({ seen }: SampleServer) => seen.map(({ body }) => (body as { page: number }).page);
  const contacts = (sums: CampaignSums) => sums.counted.summary.contacts;

  it('begin with the first page, once', async () => {
    const { server, sums, changes } = await side();
    await Promise.all([sums.begin(), sums.begin()]);
    await sums.begin();
    deepEqual([asked(server), contacts(sums), sums.counted.isWhole], [[1], 100, false]);
    equal(changes() > 0, true);
  });

  it('begin with nothing where any page is here', async () => {
    const { server, pages, sums } = await side();
    await pages.get(13, { priority: 'click' });
    await sums.begin();
    deepEqual([asked(server), contacts(sums)], [[13], 34]);
  });

  it('are those of the whole campaign when all is loaded', async () => {
    const { server, sums } = await side();
    await sums.begin();
    await sums.loadAll();
    deepEqual([contacts(sums), sums.counted.isWhole, sums.loading.state], [1_234, true, 'done']);
    equal(asked(server).length, 13);
  });

  it('keep what was loaded when a person stops', async () => {
    const { server, sums } = await side({ latency: 20 });
    const loading = sums.loadAll();
    await until('two pages are loaded', () => contacts(sums) >= 200);
    sums.stopLoading();
    await loading;
    equal(sums.loading.state, 'idle');
    const kept = contacts(sums);
    equal(kept >= 200 && kept < 1_234, true);
    const requests = server.seen.length;
    await sums.begin();
    equal(server.seen.length, requests);
  });

  it('begin anew with a refresh, and read no further', async () => {
    const { pages, sums } = await side({ latency: 20 });
    const loading = sums.loadAll();
    await until('two pages are loaded', () => contacts(sums) >= 200);
    pages.forget();
    equal(contacts(sums), 0);
    await loading;
    await until('the first page is loaded again', () => contacts(sums) === 100);
    deepEqual([pages.count, sums.loading.state], [1, 'idle']);
  });

  it('begin again with a refresh while the first page is under way, and are whole only with all pages', async () => {
    const { server, pages, sums } = await side();
    server.intercept(() => true, { kind: 'stall' });
    const first = sums.begin();
    await until('the sums to follow', () => server.seen.length === 1);
    pages.forget();
    await first;
    await until('the sums to follow', () => contacts(sums) === 100);
    deepEqual([sums.failure, sums.counted.isWhole, asked(server)], [undefined, false, [1, 1]]);
  });

  it('are read again at once where all is loaded again right after a refresh', async () => {
    const { pages, sums } = await side({ latency: 20 });
    const loading = sums.loadAll();
    await until('the sums to follow', () => contacts(sums) >= 200);
    pages.forget();
    await Promise.all([loading, sums.loadAll()]);
    deepEqual([contacts(sums), sums.loading.state], [1_234, 'done']);
  });

  it('ask for nothing after a refresh that nobody watches', async () => {
    const { server, pages, sums } = await side({ isWatching: false });
    await sums.begin();
    pages.forget();
    // Time for a request to be sent.
    await pause(100, "a request that mustn't be sent would be sent by then");
    deepEqual(asked(server), [1]);
  });

  it('say why there are none, and begin when they are asked again', async () => {
    const { server, sums, logged } = await side();
    const refused = { status: 404, body: { errors: [{ msg: 'Campaign not found', code: 404 }] } };
    server.intercept(() => true, refused);
    await sums.begin();
    match(sums.failure?.message ?? '', /HTTP 404: Campaign not found/u);
    equal(logged.length, 1);
    await sums.begin();
    deepEqual([sums.failure, contacts(sums)], [undefined, 100]);
  });

  it('are told of no more once nobody wants them', async () => {
    const { pages, sums, changes } = await side();
    sums.dispose();
    const before = changes();
    await pages.get(1, { priority: 'click' });
    equal(changes(), before);
  });
});
