import { walk } from '../../src/contacts/walk.ts';
import { startSampleServer, type SeenRequest } from '../../src/demo/sampleServer.ts';
import { RequestScheduler } from '../../src/kore/scheduler.ts';
import { clientOf } from './client.ts';
import { campaignOf } from './sample.ts';
import { seconds, type Table } from './table.ts';
import { temp } from './temp.ts';

const pages = 200;
/** The default ceiling, with a window of 2 seconds instead of a minute. */
const ceiling = 50;
const window = 2_000;
/** What the README promises: a fifth is kept free for clicks. */
const background = ceiling * 0.8;

/** How long a walk takes that the ceiling holds back, against what no client under that ceiling can go below. */
export async function rateLimit(): Promise<Table> {
  const campaign = campaignOf(pages * 100);
  const server = await startSampleServer({ requestsPerMinute: Infinity, campaigns: [campaign] });
  const { cache, close } = clientOf(server.origin, temp, new RequestScheduler(() => ceiling, window));
  const begin = performance.now();
  let contacts = 0;
  for await (const { items } of walk(cache.contactsOf(campaign.id), new AbortController().signal))
    contacts += items.length;
  const took = performance.now() - begin;
  await close();
  await server.stop();
  if (contacts !== campaign.contactCount) throw new Error(`The walk gave ${contacts} contacts.`);

  const atBest = (places: number) => Math.floor((pages - 1) / places) * window;
  const row = (what: string, value: string) => ({ what, value });
  return {
    title: `A walk of ${pages} pages, at most ${ceiling} requests in any ${window / 1_000} s`,
    rows: [
      row('the walk', seconds(took)),
      row(`bound of the ${background} places that it may use`, seconds(atBest(background))),
      row(`bound of all ${ceiling} places, none left for clicks`, seconds(atBest(ceiling))),
      row(
        `most requests in any ${window / 1_000} s, as the server saw them`,
        String(mostIn(window, server.seen)),
      ),
    ],
    notes: [
      `A client's first places are free at once, so a bound is the windows that have to pass before the last request may start. ` +
        `With a window of a minute the same walk takes 30 times as long, and one of 1,000 pages ${Math.floor(999 / background)} minutes.`,
    ],
  };
}

function mostIn(ms: number, seen: readonly SeenRequest[]): number {
  const times = seen.map(({ at }) => at);
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));
}
