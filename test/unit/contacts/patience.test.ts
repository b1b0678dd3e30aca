import { deepEqual, equal, ok } from 'node:assert/strict';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import { RequestScheduler } from '../../../src/kore/scheduler.ts';
import { until } from '../../support/until.ts';
import { failureOf, network } from '../kore/api.ts';
import { cacheOf } from './list.ts';

const [one = ''] = sampleCampaigns.map(({ id }) => id);
/** Between the patience of a click and that of the background, in seconds. */
const asksToWait = { status: 429, headers: { 'Retry-After': '1' }, body: {} };

describe('a page that a click and the background wait for together', () => {
  const { sample, client } = network();

  async function limited() {
    const server = await sample();
    const scheduler = new RequestScheduler(() => 10_000, 60_000, { click: 200, background: 60_000 });
    const { api } = client(server.origin, { scheduler });
    server.intercept(() => true, asksToWait);
    return { server, scheduler, pages: cacheOf({ api, scheduler }).contactsOf(one) };
  }

  it('comes to the background though the click has given up', async () => {
    const { server, pages } = await limited();
    const walking = pages.get(3, { priority: 'background' });
    const clicked = failureOf(pages.get(3, { priority: 'click' }));
    equal((await clicked).kind, 'rateLimited');
    equal((await walking).page, 3);
    equal(server.seen.length, 2);
  });

  it('does not keep a click waiting that comes while the background waits already', async () => {
    const { scheduler, pages } = await limited();
    const walking = pages.get(3, { priority: 'background' });
    await until('a long hold', () => scheduler.msHeldBack > 500);
    const begin = performance.now();
    equal((await failureOf(pages.get(3, { priority: 'click' }))).kind, 'rateLimited');
    ok(performance.now() - begin < 400);
    equal((await walking).page, 3);
  });

  it('comes to a click that joins late, however long the background has waited', async () => {
    const { scheduler, pages } = await limited();
    const walking = pages.get(3, { priority: 'background' });
    await until('a hold', () => scheduler.msHeldBack > 0);
    await until('the hold to be nearly over', () => scheduler.msHeldBack < 150);
    const both = await Promise.all([walking, pages.get(3, { priority: 'click' })]);
    deepEqual(
      both.map(({ page }) => page),
      [3, 3],
    );
  });
});
