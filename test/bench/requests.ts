import { join } from 'node:path';
import { sessionIdOf } from '../../src/contacts/export.ts';
import { matcher } from '../../src/contacts/find.ts';
import { search } from '../../src/contacts/search.ts';
import { walk } from '../../src/contacts/walk.ts';
import { startSampleServer } from '../../src/demo/sampleServer.ts';
import { clientOf } from './client.ts';
import { exportContacts } from './exportContacts.ts';
import { campaignOf } from './sample.ts';
import type { Table } from './table.ts';
import { temp } from './temp.ts';

/** How many requests a person's day with a campaign of 100,000 contacts takes, as the server counts them. */
export async function requests(): Promise<Table> {
  const { id } = campaignOf(100_000);
  const server = await startSampleServer({ requestsPerMinute: Infinity, campaigns: [campaignOf(100_000)] });
  const { cache, close } = clientOf(server.origin, temp);
  const pages = cache.contactsOf(id);
  const { signal } = new AbortController();
  const click = { priority: 'click' } as const;

  const findNobody = async () => {
    const [campaign] = (await cache.campaigns().get(1, click)).items;
    const matches = matcher('nobody is called so');
    if (!campaign || !matches) throw new Error('There is nothing to search.');
    for await (const { hits } of search(cache, [campaign], matches, signal))
      if (hits.length > 0) throw new Error('Somebody was found.');
  };
  const copySessionIds = async () => {
    const ids: string[] = [];
    for await (const { items } of walk(pages, signal)) ids.push(...items.flatMap(sessionIdOf));
  };
  const filter = async () => {
    cache.filter(id, { outcome: ['busy'] }, () => undefined);
    await cache.filtered(id)?.catchUp(signal);
  };

  const steps: [what: string, minimum: number, act: () => Promise<unknown>][] = [
    ['open the view: the list of campaigns', 1, () => cache.campaigns().get(1, click)],
    ['open the campaign: contacts 1 to 100', 1, () => pages.get(1, click)],
    ['open contacts 69,901 to 70,000', 1, () => pages.get(700, click)],
    ['close and open all three again', 0, () => Promise.all([1, 700].map((page) => pages.get(page, click)))],
    ['find someone who is not there', 998, findNobody],
    ['copy all session IDs', 0, copySessionIds],
    ['export all contacts', 0, () => exportContacts(pages, join(temp, 'requests.csv'), 'csv', signal)],
    ['filter all contacts', 0, filter],
    ['find someone else', 0, findNobody],
  ];
  const rows = [];
  for (const [what, minimum, act] of steps) {
    const before = server.seen.length;
    await act();
    rows.push({ what, requests: String(server.seen.length - before), minimum: String(minimum) });
  }
  await close();
  await server.stop();
  return { title: 'Requests, one after the other, for a campaign of 100,000 contacts', rows };
}
