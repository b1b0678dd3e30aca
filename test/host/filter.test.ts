import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { noFilter, type CampaignFilter } from '../../src/contacts/campaignFilter.ts';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../src/demo/sampleTypes.ts';
import type { SampleServer } from '../../src/demo/sampleServer.ts';
import { ActiveFilter } from '../../src/tree/activeFilter.ts';
import type { TreeNode } from '../../src/tree/nodes.ts';
import { until } from '../support/until.ts';
import { cleanUp, configure, connect, entryFor, parts, plain, serve, signIn } from './parts.ts';

/** Campaigns 1 to `count`, every tenth of which is called a renewal and is active. */
function many(count: number): readonly SampleCampaign[] {
  const [sample] = sampleCampaigns;
  assert.ok(sample);
  return Array.from({ length: count }, (_, index) => ({
    ...sample,
    id: `cd-${index + 1}`,
    name: `${index % 10 === 0 ? 'Renewal' : 'Campaign'} ${index + 1}`,
    status: index % 10 === 0 ? 'Active' : 'Completed',
    createdAt: new Date(Date.UTC(2026, 0, 1) - index * 60_000).toISOString(),
  }));
}

async function filterBy(part: Partial<CampaignFilter>): Promise<void> {
  const { filter } = await parts();
  await filter.set({ ...noFilter, ...part });
}

async function children(node?: TreeNode): Promise<TreeNode[]> {
  const { tree } = await parts();
  return tree.getChildren(node);
}

async function labels(node?: TreeNode): Promise<string[]> {
  const { tree } = await parts();
  return (await children(node)).map((row) => plain(tree.getTreeItem(row).label));
}

/** Waits until the head of the view says so: while the view reads by itself, it says no number. */
async function headSays(part: 'description' | 'message', text: string): Promise<void> {
  const { view } = await parts();
  await until(`the ${part} of the view is “${text}”`, () => (view[part] ?? '') === text);
}

function bodies({ seen }: SampleServer): unknown[] {
  return seen.map(({ body }) => body);
}

const page = (number: number) => ({ type: 'voice', skip: (number - 1) * 50, page: number, limit: 50 });

async function twoConnections(): Promise<{ one: SampleServer; other: SampleServer }> {
  const [one, other] = [await serve(), await serve({ campaigns: many(240) })];
  const connections = await configure([entryFor(one, 'One'), entryFor(other, 'Other')]);
  for (const connection of connections) await signIn(connection, one.credentials.clientSecret);
  return { one, other };
}

describe('the filter', () => {
  afterEach(cleanUp);

  it('by status is asked of the service, and says how many campaigns it lets through', async () => {
    const { server } = await connect();
    await children();
    await filterBy({ status: ['Active', 'Stopped'], priority: ['1', '3'] });
    assert.deepEqual(await labels(), [
      'Payment reminders November',
      'Fraud alert call-backs',
      'Insurance claim status',
    ]);
    assert.deepEqual(bodies(server), [
      page(1),
      { ...page(1), filters: { status: ['Active', 'Stopped'], priority: [1, 3] } },
    ]);
    await headSays('description', '3 of 26 campaigns · Active, Stopped · P1, P3');
    await headSays('message', '3 of 26 campaigns · Active, Stopped · P1, P3');
  });

  it('is cleared without a request', async () => {
    const { server } = await connect();
    await children();
    await filterBy({ status: ['Active'] });
    await children();
    await vscode.commands.executeCommand('koreCampaigns.clearCampaignFilter');
    assert.equal((await children()).length, 26);
    assert.equal(server.seen.length, 2);
    await headSays('description', '');
  });

  it('tells no whole number where the whole list is not here', async () => {
    // Before there is anything to show, which the view may show by itself.
    await filterBy({ status: ['Active'] });
    await connect();
    await children();
    await headSays('description', '3 campaigns · Active');
  });

  it('sorts, and sends an order only then', async () => {
    await filterBy({ sort: 'nameDown' });
    const { server } = await connect();
    assert.equal((await labels())[0], 'Win-back pilot');
    assert.deepEqual(bodies(server), [{ ...page(1), sortBy: { name: 'desc' } }]);
    await headSays('description', '26 campaigns · Name, Z to A');
  });

  it('has ranges where it lets through several pages', async () => {
    await connect({ campaigns: many(1_200) });
    await filterBy({ status: ['Active'] });
    assert.deepEqual(await labels(), ['1–50', '51–100', '101–120']);
    assert.equal((await children((await children())[2])).length, 20);
  });

  it('by name reads all pages once, and shows what it finds without ranges', async () => {
    const { server } = await connect({ campaigns: many(240) });
    await filterBy({ name: 'RENÉWAL 2' });
    assert.deepEqual(await labels(), [
      'Renewal 21',
      'Renewal 201',
      'Renewal 211',
      'Renewal 221',
      'Renewal 231',
    ]);
    await headSays('description', '5 of 240 campaigns · “RENÉWAL 2”');
    await filterBy({ name: '240' });
    assert.deepEqual(await labels(), ['Campaign 240']);
    // Several are under way at a time.
    const asked = bodies(server).map((body) => (body as { page: number }).page);
    assert.deepEqual(asked.toSorted(), [1, 2, 3, 4, 5]);
    assert.deepEqual(bodies(server)[0], page(1));
  });

  it('by name and status reads what the service lets through, in its order', async () => {
    const { server } = await connect({ campaigns: many(240) });
    await children();
    await filterBy({ name: 'renewal 1', status: ['Active'], sort: 'oldest' });
    const found = await labels();
    assert.deepEqual([found[0], found.at(-1), found.length], ['Renewal 191', 'Renewal 1', 12]);
    assert.deepEqual(bodies(server).slice(1), [
      { ...page(1), filters: { status: ['Active'] }, sortBy: { createdAt: 'asc' } },
    ]);
    await headSays('description', '12 of 240 campaigns · Active · “renewal 1” · Oldest first');
  });

  it('by what the API does not know is done here', async () => {
    await filterBy({ dialingMode: ['Power'], status: ['Completed'] });
    const { server } = await connect();
    assert.deepEqual(await labels(), ['Subscription trial ending']);
    assert.deepEqual(bodies(server), [{ ...page(1), filters: { status: ['Completed'] } }]);
  });

  it('gives a campaign that it finds the id that it has without it', async () => {
    await connect({ campaigns: many(40) });
    const idOf = async (name: string) =>
      (await children()).find((node) => node.kind === 'campaign' && node.campaign.name === name)?.id;
    const before = await idOf('Renewal 11');
    assert.ok(before);
    await filterBy({ name: 'renewal' });
    assert.equal(await idOf('Renewal 11'), before);
  });

  it('shows at most 500 campaigns, and says how many more there are', async () => {
    const { tree } = await parts();
    await connect({ campaigns: many(623) });
    await filterBy({ name: 'a' });
    const rows = await children();
    assert.equal(rows.length, 501);
    assert.equal(new Set(rows.map(({ id }) => id)).size, 501);
    const last = rows.at(-1);
    assert.ok(last);
    const item = tree.getTreeItem(last);
    assert.equal(item.label, '123 more: narrow the filter');
    assert.equal(item.command?.command, 'koreCampaigns.filterCampaigns');
    await headSays('description', '623 campaigns · “a”');
  });

  it('says how far reading is', async () => {
    const { server } = await connect({ campaigns: many(240) });
    const isPage3 = ({ body }: { body: unknown }) => (body as { page?: number } | undefined)?.page === 3;
    server.intercept(isPage3, { kind: 'stall' }, 1);
    await filterBy({ name: 'renewal' });
    const reading = children();
    await headSays('message', 'Reading campaigns: 100 of 240, 10 found');
    await headSays('description', '“renewal”');
    await filterBy({ name: 'campaign 7' });
    await reading;
    await headSays('message', '10 of 240 campaigns · “campaign 7”');
  });

  it('shows what it finds past a page that cannot be read, says what failed, and reads that page when told to', async () => {
    const { tree } = await parts();
    const { server } = await connect({ campaigns: many(240) });
    let isFailing = true;
    server.intercept(
      ({ body }) => isFailing && (body as { page?: number } | undefined)?.page === 3,
      { status: 404, body: { errors: [{ msg: 'Not found' }] } },
      Infinity,
    );
    await filterBy({ name: 'renewal 1' });
    const found = [
      'Renewal 1',
      'Renewal 11',
      'Renewal 151',
      'Renewal 161',
      'Renewal 171',
      'Renewal 181',
      'Renewal 191',
    ];
    const [failed] = (await children()).slice(-1);
    assert.deepEqual((await labels()).slice(0, -1), found);
    assert.match((await labels()).at(-1) ?? '', /HTTP 404: Not found/u);
    await headSays('description', '“renewal 1”');
    const before = server.seen.length;
    await children();
    assert.equal(server.seen.length, before);
    isFailing = false;
    assert.ok(failed);
    await vscode.commands.executeCommand('koreCampaigns.retry', failed);
    assert.equal((await children()).length, 12);
    await headSays('description', '12 of 240 campaigns · “renewal 1”');
    assert.ok(tree);
  });

  it('that is changed while the old one reads answers with the new one', async () => {
    const { server } = await connect({ campaigns: many(240) });
    const isPage3 = ({ body }: { body: unknown }) => (body as { page?: number } | undefined)?.page === 3;
    server.intercept(isPage3, { kind: 'stall' }, 1);
    await filterBy({ name: 'renewal' });
    const reading = children();
    await until('page 3 is asked for', () => server.seen.some(isPage3));
    await filterBy({ name: 'renewal 23' });
    assert.deepEqual(
      (await reading).map((node) => node.kind === 'campaign' && node.campaign.name),
      ['Renewal 231'],
    );
    await headSays('description', '1 of 240 campaigns · “renewal 23”');
  });

  it('that is changed while the service is asked leaves no failure behind', async () => {
    const { server } = await connect();
    const isFiltered = ({ body }: { body: unknown }) =>
      typeof body === 'object' && body !== null && 'filters' in body;
    server.intercept(isFiltered, { kind: 'stall' }, 1);
    await filterBy({ status: ['Active'] });
    const asking = children();
    await until('the service is asked', () => server.seen.some(isFiltered));
    await filterBy({ status: ['Stopped'] });
    assert.deepEqual(
      (await asking).map((node) => node.kind === 'campaign' && node.campaign.status),
      ['Stopped', 'Stopped'],
    );
    await filterBy({ status: ['Active'] });
    assert.equal((await children()).length, 3);
  });

  it('stays over a refresh, which asks for nothing else', async () => {
    // Before there is anything to show, which the view may show by itself.
    await filterBy({ status: ['Active'] });
    const { server } = await connect();
    await children();
    await vscode.commands.executeCommand('koreCampaigns.refresh');
    assert.equal((await children()).length, 3);
    assert.deepEqual(
      bodies(server),
      [page(1), page(1)].map((body) => ({ ...body, filters: { status: ['Active'] } })),
    );
  });

  it('is not left by a campaign that is refreshed alone', async () => {
    const changing = sampleCampaigns.map((one) => ({ ...one }));
    await connect({ campaigns: changing });
    const { tree } = await parts();
    await children();
    await filterBy({ status: ['Active'] });
    const [node] = await children();
    assert.ok(node?.kind === 'campaign');
    for (const one of changing) if (one.id === node.campaign.id) one.status = 'Completed';
    await vscode.commands.executeCommand('koreCampaigns.refresh', node);
    for (const part of [{ status: ['Active'] }, {}]) {
      await filterBy(part);
      const again = (await children()).find(({ id }) => id.endsWith(node.campaign.id));
      assert.ok(again);
      assert.match(tree.getTreeItem(again).accessibilityInformation?.label ?? '', /, Completed, /u);
    }
  });

  it('is kept for the workspace', async () => {
    const { state } = await parts();
    await filterBy({ name: 'pay', priority: ['1'], sort: 'newest' });
    const kept = new ActiveFilter(state);
    assert.deepEqual(kept.value, { ...noFilter, name: 'pay', priority: ['1'], sort: 'newest' });
    await filterBy({});
    assert.deepEqual(new ActiveFilter(state).value, noFilter);
    assert.deepEqual(state.keys(), []);
  });

  it('leaves the place of the rows to the welcome of who is not signed in', async () => {
    const server = await serve();
    await filterBy({ status: ['Active'] });
    await configure([entryFor(server)]);
    assert.deepEqual(await children(), []);
    await headSays('description', 'Active');
    await headSays('message', '');
  });

  it('lets nothing through where nothing matches', async () => {
    await connect();
    await children();
    await filterBy({ name: 'no such name' });
    assert.deepEqual(await children(), []);
    await headSays('description', '0 of 26 campaigns · “no such name”');
    await headSays('message', '');
  });

  it('says that nothing matches below what is wrong in the settings', async () => {
    const server = await serve();
    const [connection] = await configure([entryFor(server), 7]);
    assert.ok(connection);
    await signIn(connection, server.credentials.clientSecret);
    await filterBy({ name: 'no such name' });
    const [problem, notice] = await labels();
    assert.match(problem ?? '', /^Connection 2 in the settings cannot be used/u);
    assert.equal(notice, 'No campaign matches the filter');
  });

  it('that the service refuses says so, and clears it with a click', async () => {
    const { tree } = await parts();
    const { server } = await connect();
    await children();
    const refused = { status: 412, body: { errors: [{ msg: 'sortBy.name is required', code: 412 }] } };
    server.intercept(({ body }) => typeof body === 'object' && body !== null && 'sortBy' in body, refused, 1);
    await filterBy({ sort: 'newest' });
    const [failed] = await children();
    assert.ok(failed);
    const item = tree.getTreeItem(failed);
    assert.equal(
      item.label,
      'Kore.ai did not accept the filter or the sort order (HTTP 412: sortBy.name is required).',
    );
    assert.equal(item.contextValue, 'notice.failed.clearFilter.tryAgain.showLog');
    assert.match(plain(tree.resolveTreeItem(item, failed).tooltip), /Click: Clear Filter/u);
    await headSays('description', 'Newest first');
    assert.ok(item.command);
    await vscode.commands.executeCommand(item.command.command, failed);
    assert.equal((await children()).length, 26);
    assert.equal(server.seen.length, 2);
  });

  describe('of several connections', () => {
    it('is one for all of them, and tells the sum', async () => {
      const { one, other } = await twoConnections();
      for (const root of await children()) await children(root);
      await filterBy({ status: ['Active'] });
      const counts = [];
      for (const root of await children()) counts.push((await children(root)).length);
      assert.deepEqual(counts, [3, 24]);
      await headSays('description', '27 of 266 campaigns · Active');
      for (const { seen } of [one, other]) assert.equal(seen.length, 2);
    });

    it('tells no number as long as one of them is not known', async () => {
      await twoConnections();
      await filterBy({ name: 'renewal' });
      const [first, second] = await children();
      assert.ok(first && second);
      await children(first);
      await headSays('description', '“renewal”');
      await children(second);
      await headSays('description', '26 of 266 campaigns · “renewal”');
    });

    it('says below each of them that nothing matches', async () => {
      const { tree } = await parts();
      await twoConnections();
      await filterBy({ name: 'fraud' });
      const [first, second] = await children();
      assert.ok(first && second);
      assert.deepEqual(await labels(first), ['Fraud alert call-backs']);
      const [notice] = await children(second);
      assert.ok(notice);
      assert.equal(tree.getTreeItem(notice).label, 'No campaign matches the filter');
      assert.equal(tree.getTreeItem(notice).contextValue, 'notice.campaignFilter');
    });
  });
});
