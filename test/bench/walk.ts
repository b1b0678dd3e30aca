import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { walk as walkPages } from '../../src/contacts/walk.ts';
import { clientOf } from './client.ts';
import { curlLoop, curlParallel, fetchLoop, undiciRequests, type Peer } from './peers.ts';
import { campaignOf, startSample } from './sample.ts';
import { seconds, type Table } from './table.ts';
import { temp } from './temp.ts';

const campaign = campaignOf(100_000);
const wholePages = 1_000;

/** Milliseconds before the server answers. */
const latencies = [0, 20, 200] as const;

/** The extension's walk, as one more of those who read a campaign. */
const extension: Peer = async ({ origin, campaignId, folder }, pages, take) => {
  const { cache, close } = clientOf(origin, folder);
  const range = { firstPage: 1, lastPage: pages };
  const begin = performance.now();
  for await (const { items } of walkPages(cache.contactsOf(campaignId), new AbortController().signal, range))
    take(items);
  const took = performance.now() - begin;
  await close();
  return took;
};

/** How many pages are read at each latency; the time is told for all of them. */
type Pages = Readonly<Record<(typeof latencies)[number], number>>;
const all: Pages = { 0: 1_000, 20: 1_000, 200: 1_000 };
const fourAtATime: Pages = { 0: 1_000, 20: 1_000, 200: 200 };
const oneByOne: Pages = { 0: 200, 20: 100, 200: 100 };

const clients: readonly [what: string, read: Peer, pages: Pages][] = [
  ['the extension: checked, kept, in order', extension, all],
  ['undici.request, 4 under way, nothing kept', undiciRequests, fourAtATime],
  ['curl --parallel, 4 under way, to files', curlParallel, fourAtATime],
  ['fetch, one page after the other', fetchLoop, oneByOne],
  ['curl, a process a page, to files', curlLoop, oneByOne],
];

/** How long it takes to read 1,000 pages where nothing limits the number of requests, by the server's latency. */
export async function walk(): Promise<Table> {
  const rows = [];
  for (const [what, read, pages] of clients) {
    const row: Record<string, string> = { what };
    for (const latency of latencies) {
      const server = await startSample([campaign], latency);
      // What is compiled and loaded at first is not what is measured.
      if (latency === 0) await pagesRead(read, server.origin, 20);
      const took = await pagesRead(read, server.origin, pages[latency]);
      const scale = wholePages / pages[latency];
      row[`${latency} ms`] = `${seconds(took * scale)}${scale === 1 ? '' : ' *'}`;
      server.stop();
    }
    rows.push(row);
  }
  return {
    title: 'Reading 1,000 pages, nothing limits the number of requests, by the latency of the server',
    rows: [...rows, bound('bound with 4 under way', 4), bound('bound one after the other', 1)],
    notes: [
      '\\* Worked out from the first 100 or 200 pages.',
      'Tokens: one a request, signed with jose; those for curl before, without being timed.',
    ],
  };
}

/** The server's latency alone. */
function bound(what: string, underWay: number): Record<string, string> {
  const row: Record<string, string> = { what };
  for (const latency of latencies) row[`${latency} ms`] = seconds((wholePages / underWay) * latency);
  return row;
}

/** @throws Error when a peer does not get every contact: then its time says nothing */
async function pagesRead(read: Peer, origin: string, pages: number): Promise<number> {
  let contacts = 0;
  const target = { origin, campaignId: campaign.id, folder: mkdtempSync(join(temp, 'walk-')) };
  const took = await read(target, pages, (rows) => (contacts += rows.length));
  if (contacts !== pages * 100) throw new Error(`${contacts} contacts came on ${pages} pages.`);
  return took;
}
