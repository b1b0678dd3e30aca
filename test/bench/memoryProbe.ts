import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { AppCache } from '../../src/contacts/appCache.ts';
import { walk } from '../../src/contacts/walk.ts';
import { clientOf } from './client.ts';
import { exportContacts } from './exportContacts.ts';
import { undiciRequests } from './peers.ts';

/** What is to be measured, as JSON in BENCH_JOB. */
export interface MemoryJob {
  readonly origin: string;
  readonly campaignId: string;
  /** `csv` and `xlsx` export; `undici` reads all pages with undici alone, and keeps none. */
  readonly what: 'walk' | 'csv' | 'xlsx' | 'undici';
  readonly contacts: number;
  /** Absolute path, for what overflows and what is exported. */
  readonly folder: string;
}

/** Bytes. */
export interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
}

/** Written as JSON to the file that BENCH_RESULT names. */
export interface MemoryResult {
  /** The most of each above idle while it ran; they need not have come together. */
  readonly peak: Memory;
  /** What is still there after it, garbage collected, with all contacts here. */
  readonly kept: Memory;
  readonly ms: number;
}

const sampleEvery = 5;

/** Runs in a process of its own, bare Node or an extension host, and measures that. Idle is after the first request. */
export async function run(): Promise<void> {
  const job = JSON.parse(process.env['BENCH_JOB'] ?? '') as MemoryJob;
  const { origin, folder } = job;
  const { cache, close } = clientOf(origin, folder);
  await cache.campaigns().get(1, { priority: 'click' });
  await sleep(1_000);
  const idle = memoryNow();
  const idleCollected = await collected();

  let peak = idle;
  const sampling = setInterval(() => (peak = mostOf(peak, memoryNow())), sampleEvery);
  const begin = performance.now();
  const contacts = await read(job, cache);
  const ms = performance.now() - begin;
  clearInterval(sampling);
  if (contacts !== job.contacts) throw new Error(`${contacts} contacts came.`);

  const kept = difference(await collected(), idleCollected);
  const result: MemoryResult = { peak: difference(peak, idle), kept, ms };
  writeFileSync(process.env['BENCH_RESULT'] ?? '', JSON.stringify(result));
  cache.forget();
  await close();
}

async function read(
  { what, origin, campaignId, folder, contacts }: MemoryJob,
  cache: AppCache,
): Promise<number> {
  const { signal } = new AbortController();
  const pages = cache.contactsOf(campaignId);
  let count = 0;
  const take = (rows: readonly unknown[]) => (count += rows.length);
  switch (what) {
    case 'walk':
      for await (const { items } of walk(pages, signal)) take(items);
      return count;
    case 'csv':
    case 'xlsx': {
      const target = join(folder, `contacts.${what}`);
      const exported = await exportContacts(pages, target, what, signal);
      rmSync(target);
      return exported;
    }
    case 'undici':
      await undiciRequests({ origin, campaignId, folder }, contacts / 100, take);
      return count;
  }
}

async function collected(): Promise<Memory> {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  // What a collection frees of buffers is swept, and counted, behind its back.
  for (let time = 0; time < 3; time++) {
    gc();
    await sleep(100);
  }
  return memoryNow();
}

function memoryNow(): Memory {
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heapUsed, external };
}

function difference(one: Memory, other: Memory): Memory {
  return {
    rss: one.rss - other.rss,
    heapUsed: one.heapUsed - other.heapUsed,
    external: one.external - other.external,
  };
}

function mostOf(one: Memory, other: Memory): Memory {
  return {
    rss: Math.max(one.rss, other.rss),
    heapUsed: Math.max(one.heapUsed, other.heapUsed),
    external: Math.max(one.external, other.external),
  };
}
