import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppCache } from '../../src/contacts/appCache.ts';
import { RequestScheduler } from '../../src/kore/scheduler.ts';
import { clientOf } from './client.ts';
import { exportContacts } from './exportContacts.ts';
import { campaignOf, startSample } from './sample.ts';
import { median, milliseconds, type Table } from './table.ts';
import { temp } from './temp.ts';

const latency = 50;
const clicks = 20;
/** Milliseconds from one click's answer to the next click. */
const between = 250;
/** Contacts that a person looks at, and others that are exported meanwhile. */
const [browsed, exported] = [campaignOf(50_000), campaignOf(100_000)];

/** How long a person waits for a range to open, with and without an export under way. */
export async function click(): Promise<Table> {
  const server = await startSample([browsed, exported], latency);
  const defaultCeiling = () => new RequestScheduler(() => 50, 2_000);
  const rows = [
    row('on an idle connection', await latencies(server.origin, false)),
    row('during an export, no ceiling', await latencies(server.origin, true)),
    row(
      'during an export that waits for its ceiling',
      await latencies(server.origin, true, defaultCeiling()),
    ),
  ];
  server.stop();
  return {
    title: `Opening a range that is not here: ${clicks} times, the server answers after ${latency} ms`,
    rows,
    notes: ['The ceiling is 50 requests in any 2 s instead of in a minute, of which 40 are for the export.'],
  };
}

async function latencies(
  origin: string,
  exporting: boolean,
  scheduler?: RequestScheduler,
): Promise<number[]> {
  const { cache, close } = clientOf(origin, temp, scheduler);
  // Loads the code, and opens the connection.
  await cache.campaigns().get(1, { priority: 'click' });
  const abort = new AbortController();
  const target = join(temp, 'click.csv');
  const done = exporting
    ? exportContacts(cache.contactsOf(exported.id), target, 'csv', abort.signal)
    : undefined;
  const ended = done?.then(
    () => 'complete',
    () => 'cancelled',
  );
  if (exporting) await sleep(1_000);
  const times = await clickAround(cache);
  abort.abort();
  if ((await ended) === 'complete') throw new Error('The export ended before the clicks did.');
  await close();
  return times;
}

async function clickAround(cache: AppCache): Promise<number[]> {
  const times: number[] = [];
  for (let page = 1; page <= clicks; page++) {
    const begin = performance.now();
    await cache.contactsOf(browsed.id).get(page, { priority: 'click' });
    times.push(performance.now() - begin);
    await sleep(between);
  }
  return times;
}

function row(what: string, times: readonly number[]) {
  return { what, median: milliseconds(median(times)), worst: milliseconds(Math.max(...times)) };
}
