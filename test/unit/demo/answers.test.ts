import { deepEqual, equal, notDeepEqual, ok } from 'node:assert/strict';
import { startSampleServer } from '../../../src/demo/sampleServer.ts';
import type { SampleServer } from '../../../src/demo/sampleServer.ts';
import { documentedContacts } from '../../../src/demo/documentedContacts.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../../src/demo/sampleTypes.ts';
import { sampleContactAt } from '../../../src/demo/sampleContacts.ts';
import { accountId, ask, campaignPath, contactsPath, listPath, statusPath } from './ask.ts';
import type { Answer } from './ask.ts';

const byCount = (count: number): SampleCampaign => {
  const found = sampleCampaigns.find(({ contactCount }) => contactCount === count);
  ok(found, `a campaign with ${count} contacts`);
  return found;
};
const big = byCount(100_000);

describe('sample server, answers', () => {
  let server: SampleServer;
  before(async () => void (server = await startSampleServer({ requestsPerMinute: Infinity })));
  after(() => server.stop());

  const contacts = (campaign: SampleCampaign, body: object = {}): Promise<Answer> =>
    ask(server, contactsPath(campaign.id), { body });
  const list = async (body: object = {}): Promise<Answer['json']> =>
    (await ask(server, listPath, { body: { type: 'voice', ...body } })).json;
  const names = (json: Answer['json']): unknown[] => json.data.results.map((item) => item['name']);
  const all = async (): Promise<Record<string, unknown>[]> => (await list()).data.results;

  describe('list', () => {
    it('has the envelope of the documentation', async () => {
      const { status, message, data } = await list();
      equal(status, 'success');
      equal(message, 'Campaign  retrieved successfully');
      const { results, ...rest } = data;
      equal(results.length, sampleCampaigns.length);
      const totalResults = sampleCampaigns.length;
      deepEqual(rest, { skip: 0, limit: 50, hasMore: false, totalPages: 1, totalResults });
    });

    it('has the items of the documentation', async () => {
      const item = (await all()).find(({ name }) => name === 'Payment reminders October') ?? {};
      deepEqual(
        Object.keys(item).sort(),
        [
          ...['_id', 'campaignInstanceUpdatedAt', 'connection', 'contactLists', 'createdAt', 'description'],
          ...[
            'dialingMode',
            'dncLists',
            'isFiltersEnabled',
            'name',
            'priority',
            'schedule',
            'status',
            'updatedAt',
          ],
        ].sort(),
      );
      equal(item['priority'], '1');
      deepEqual(item['schedule'], { isSchedulingEnabled: false, isRecurrenceEnabled: false });
    });

    it('leaves out what the documentation leaves out now and then', async () => {
      const items = await all();
      ok(items.some((item) => !('dncLists' in item) && 'schedule' in item));
      ok(items.some((item) => JSON.stringify(item['schedule']) === '{"isSchedulingEnabled":false}'));
      const bare = items.find(({ name }) => name === 'Imported from the old dialler') ?? {};
      deepEqual(Object.keys(bare), ['_id', 'name', 'priority', 'dialingMode', 'status']);
    });

    it('pages, by page or by skip', async () => {
      const first = await list({ page: 1, skip: 0, limit: 10 });
      deepEqual([first.data['hasMore'], first.data.totalPages], [true, 3]);
      const last = await list({ page: 3, limit: 10 });
      deepEqual([last.data['skip'], last.data['hasMore'], last.data.results.length], [20, false, 6]);
      deepEqual(await list({ skip: 20, limit: 10 }), last);
      const whole = [...names(first), ...names(await list({ page: 2, limit: 10 })), ...names(last)];
      deepEqual(whole, names(await list()));
      deepEqual(names(await list({ page: 9, limit: 10 })), []);
      equal((await list({ limit: sampleCampaigns.length })).data['hasMore'], false);
    });

    it('is newest first, or sorted as asked', async () => {
      const created = sampleCampaigns.map(({ createdAt }) => createdAt).sort();
      const oldest = sampleCampaigns.find(({ createdAt }) => createdAt === created[0]);
      equal(names(await list()).at(-1), oldest?.name);
      equal(names(await list({ sortBy: { createdAt: 'asc' } }))[0], oldest?.name);
      const sorted = sampleCampaigns.map(({ name }) => name).sort();
      deepEqual(names(await list({ sortBy: { name: 'asc' } })), sorted);
      deepEqual(names(await list({ sortBy: { name: 'desc' } })), sorted.reverse());
      const updated = sampleCampaigns.map(({ updatedAt }) => updatedAt).sort();
      const newest = (await list({ sortBy: { updatedAt: 'desc' }, limit: 1 })).data.results[0];
      equal(newest?.['updatedAt'], updated.at(-1));
    });

    it('filters by status, priority, dialling mode and date', async () => {
      const filtered = async (body: object): Promise<Set<string>> =>
        new Set(
          (await list(body)).data.results.map((c) => [c['status'], c['priority'], c['dialingMode']].join()),
        );
      for (const [body, part] of [
        [{ filters: { status: ['Ready', 'Paused'] } }, /^(Ready|Paused),/],
        [{ filters: { priority: [1, 2] } }, /,[12],/],
        [{ filters: { dialingMode: ['Preview'] } }, /,Preview$/],
      ] as const) {
        const kinds = await filtered(body);
        ok(kinds.size > 1);
        for (const kind of kinds) ok(part.test(kind), kind);
      }
      deepEqual(names(await list({ filters: { status: ['Active'], priority: [2] } })).length, 1);
      const october = { startDate: '2026-10-01T00:00:00.000Z', endDate: '2026-10-31T23:59:59.999Z' };
      equal(names(await list(october)).length, 7);
    });

    it('has no SMS campaigns', async () => deepEqual((await list({ type: 'sms' })).data.results, []));
  });

  describe('one campaign', () => {
    it('tells its status, under "id"', async () => {
      const { json } = await ask(server, statusPath(big.id));
      deepEqual(json, { status: 'success', data: { id: big.id, status: big.status, name: big.name } });
    });

    it('tells its strategy, and no number of contacts', async () => {
      const path = campaignPath(`${big.id}?accountId=${accountId}`);
      const { status, json } = await ask(server, path, { method: 'GET' });
      equal(status, 200);
      const fields = [
        '_id',
        'contactLists',
        'createdAt',
        'description',
        'dialingMode',
        'dialingStrategy',
        'dncLists',
      ];
      fields.push(
        'experienceFlow',
        'isFiltersEnabled',
        'lname',
        'name',
        'priority',
        'schedule',
        'status',
        'updatedAt',
      );
      deepEqual(Object.keys(json.data).sort(), fields.sort());
      const strategy = json.data['dialingStrategy'] as { callingHours: { days: object[] } };
      deepEqual(strategy.callingHours.days[0], { start: '9:00 AM', end: '6:00 PM', day: 'MO' });
    });
  });

  describe('contacts', () => {
    it("are the documentation's own where it shows some: three rows of four", async () => {
      const { json } = await contacts(byCount(3), { page: 1, limit: 100 });
      const data = { results: documentedContacts, page: 1, limit: 100, totalPages: 1, totalResults: 4 };
      deepEqual(json, { status: 'success', data });
    });

    it('have no fields but the documented ones', async () => {
      const { json } = await contacts(big);
      deepEqual(Object.keys(json.data), ['results', 'page', 'limit', 'totalPages', 'totalResults']);
      const known = Object.keys(documentedContacts[0] ?? {});
      for (const row of json.data.results) ok(Object.keys(row).every((field) => known.includes(field)));
    });

    it('come in pages of any size to the last one', async () => {
      for (const [count, limit, lastPage, lastRows] of [
        [0, 100, 0, 0],
        [1, 100, 1, 1],
        [100, 100, 1, 100],
        [101, 100, 2, 1],
        [1234, 100, 13, 34],
        [1234, 7, 177, 2],
        [100_000, 100, 1000, 100],
        [100_000, 99, 1011, 10],
      ] as const) {
        const { data } = (await contacts(byCount(count), { page: Math.max(1, lastPage), limit })).json;
        deepEqual([data.totalResults, data.totalPages, data.results.length], [count, lastPage, lastRows]);
      }
    });

    it('are none beyond the last page, with true totals', async () => {
      const { json } = await contacts(big, { page: 1001, limit: 100 });
      const data = { results: [], page: 1001, limit: 100, totalPages: 1000, totalResults: 100_000 };
      deepEqual(json.data, data);
      equal((await contacts(big, { page: Number.MAX_SAFE_INTEGER })).json.data.results.length, 0);
    });

    it('are 100 when no limit is asked for', async () => {
      const { data } = (await contacts(big)).json;
      deepEqual([data.limit, data.results.length, data['page']], [100, 100, 1]);
    });

    it('are the same at every asking, and where the sample data say', async () => {
      const page = async (body: object): Promise<unknown[]> => (await contacts(big, body)).json.data.results;
      const once = await page({ page: 700, limit: 100 });
      deepEqual(await page({ page: 700, limit: 100 }), once);
      deepEqual(await page({ page: 1400, limit: 50 }), once.slice(50));
      deepEqual(once[0], sampleContactAt(big, 69_900));
      notDeepEqual(once, await page({ page: 701, limit: 100 }));
    });

    it('may come in smaller pages than asked for', async () => {
      const stingy = await startSampleServer({ maxContactsLimit: 40 });
      try {
        const path = contactsPath(byCount(101).id);
        const { data } = (await ask(stingy, path, { body: { page: 3, limit: 100 } })).json;
        deepEqual([data.limit, data.totalPages, data.results.length], [40, 3, 21]);
        equal((await ask(stingy, path, { body: { limit: 10 } })).json.data.limit, 10);
      } finally {
        await stingy.stop();
      }
    });

    it('grow with a campaign that grows', async () => {
      const growing = { ...byCount(1234), contactCount: 5 };
      const other = await startSampleServer({ campaigns: [growing] });
      try {
        equal((await ask(other, contactsPath(growing.id))).json.data.totalResults, 5);
        growing.contactCount = 8;
        equal((await ask(other, contactsPath(growing.id))).json.data.results.length, 8);
      } finally {
        await other.stop();
      }
    });
  });
});
