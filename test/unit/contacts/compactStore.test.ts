import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CompactStore } from '../../../src/contacts/compactStore.ts';
import { readContact, type Page, type Contact } from '../../../src/kore/shapes.ts';
import { pause } from '../../support/pause.ts';
import { until } from '../../support/until.ts';

const inMemory = 1_000_000;

/** A page of rows, all of them `served`. */
function pageOf(page: number, served: readonly unknown[]): Page<Contact> {
  const totals = { limit: 100, totalPages: 40, totalResults: 4_000 };
  return { page, ...totals, fetchedAt: 1_700_000_000_000, items: served.map(readContact) };
}

const rows = (page: number) =>
  Array.from({ length: 100 }, (_, index) => ({ phoneNumber: `${page}/${index}`, other: Math.random() }));

describe('compact store', () => {
  let parent = '';
  const failures: Error[] = [];
  const stores: CompactStore[] = [];

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'kore-store-'));
    failures.length = 0;
  });
  afterEach(() => {
    for (const store of stores.splice(0)) store.clear();
    rmSync(parent, { recursive: true });
  });

  function storeWith(memoryBytes: number): CompactStore {
    const overflow = { folder: join(parent, 'pages'), failed: (error: Error) => failures.push(error) };
    const store = new CompactStore(overflow, memoryBytes);
    stores.push(store);
    return store;
  }

  it('gives back every row as it was served', async () => {
    const store = storeWith(inMemory);
    const odd = [
      { phoneNumber: 12, unknown: { deep: [null, 'ü\u202e"'] } },
      'text',
      null,
      [],
      { ['__proto__']: 1, botSessionId: null },
    ];
    const page = pageOf(7, odd);
    store.set(page);
    deepEqual(await store.get(7), page);
  });

  it('knows which pages are here', async () => {
    const store = storeWith(inMemory);
    store.set(pageOf(3, []));
    store.set(pageOf(3, rows(3)));
    deepEqual([store.count, store.has(3), store.has(1), await store.get(1)], [1, true, false, undefined]);
    equal((await store.get(3))?.items.length, 100);
    store.clear();
    deepEqual([store.count, store.has(3), await store.get(3)], [0, false, undefined]);
  });

  it('keeps a total that was not told untold', async () => {
    const store = storeWith(inMemory);
    const page = { ...pageOf(1, rows(1)), totalResults: undefined };
    store.set(page);
    deepEqual(await store.get(1), page);
  });

  it('is much smaller than what it keeps', () => {
    const store = storeWith(10_000);
    for (let page = 1; page <= 20; page++) {
      store.set(pageOf(page, Array<unknown>(100).fill({ phoneNumber: '15550100001' })));
    }
    deepEqual(readdirSync(parent), []);
  });

  it('keeps no buffer alive that is longer than what was written into it', async () => {
    const page = pageOf(1, Array<unknown>(100).fill({ phoneNumber: '15550100001' }));
    const store = storeWith(inMemory);
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as () => void;
    // What a collection frees of buffers is swept, and counted, behind its back.
    const collect = async () => {
      for (let time = 0; time < 3; time++) {
        gc();
        await pause(20, 'V8 sweeps and counts freed buffers in the background');
      }
    };
    await collect();
    const before = process.memoryUsage().arrayBuffers;
    for (let number = 1; number <= 1_000; number++) store.set({ ...page, page: number });
    await collect();
    const each = (process.memoryUsage().arrayBuffers - before) / store.count;
    ok(each < 1_000, `${each} bytes a page`);
  });

  it('keeps what is too much for memory in a file that has no name', async () => {
    const store = storeWith(10_000);
    const pages = Array.from({ length: 40 }, (_, index) => pageOf(index + 1, rows(index + 1)));
    for (const page of pages) store.set(page);
    for (const page of pages) deepEqual(await store.get(page.page), page);
    await until('the file is created', () => readdirSync(parent).length === 1);
    // Until all of it is written.
    await pause(500, 'all pages are written to the file');
    deepEqual(readdirSync(join(parent, 'pages')), []);
    for (const page of pages.toReversed()) deepEqual(await store.get(page.page), page);
    deepEqual([store.count, failures], [40, []]);
  });

  it('keeps the newer of two pages of one number, though the older one is still being written', async () => {
    const store = storeWith(0);
    const [older, newer] = [pageOf(1, rows(1)), pageOf(1, rows(2))];
    store.set(older);
    store.set(newer);
    deepEqual(await store.get(1), newer);
    await pause(300, 'the older page is written too');
    deepEqual(await store.get(1), newer);
  });

  it('begins anew after it was cleared, file and all', async () => {
    const store = storeWith(0);
    store.set(pageOf(1, rows(1)));
    store.clear();
    store.set(pageOf(2, rows(2)));
    await pause(300, 'the page from before is written too');
    deepEqual(
      [store.has(1), await store.get(1), (await store.get(2))?.items.length],
      [false, undefined, 100],
    );
    deepEqual(failures, []);
  });

  it('loses nothing where no file can be written, and says so', async () => {
    const store = storeWith(0);
    writeFileSync(join(parent, 'pages'), 'in the way');
    for (const page of [1, 2, 3]) store.set(pageOf(page, rows(page)));
    await until('the failure is reported', () => failures.length === 1);
    store.set(pageOf(4, rows(4)));
    for (const page of [1, 2, 3, 4]) equal((await store.get(page))?.items.length, 100);
    equal(failures.length, 1);
  });
});
