import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { walk } from '../../src/contacts/walk.ts';
import { clientOf } from './client.ts';
import { exportContacts } from './exportContacts.ts';

/** What is to be measured, as JSON in BENCH_JOB. */
export interface MemoryJob {
  readonly origin: string;
  readonly campaignId: string;
  readonly what: 'walk' | 'export';
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
  readonly idle: Memory;
  /** The most of each while it ran; they need not have come together. */
  readonly peak: Memory;
  /** Half a second after its end, with all contacts here. */
  readonly after: Memory;
  readonly contacts: number;
  readonly ms: number;
}

const sampleEvery = 5;

/** Runs in a process of its own, bare Node or an extension host, and measures that. Idle is after the first request. */
export async function run(): Promise<void> {
  const { origin, campaignId, what, folder } = JSON.parse(process.env['BENCH_JOB'] ?? '') as MemoryJob;
  const { cache, close } = clientOf(origin, folder);
  await cache.campaigns().get(1, { priority: 'click' });
  await sleep(1_000);
  const idle = memoryNow();

  let peak = idle;
  const sampling = setInterval(() => (peak = mostOf(peak, memoryNow())), sampleEvery);
  const begin = performance.now();
  const pages = cache.contactsOf(campaignId);
  const { signal } = new AbortController();
  const target = join(folder, 'contacts.csv');
  let contacts = 0;
  if (what === 'export') contacts = await exportContacts(pages, target, signal);
  else for await (const { items } of walk(pages, signal)) contacts += items.length;
  const ms = performance.now() - begin;
  clearInterval(sampling);
  await sleep(500);

  const result: MemoryResult = { idle, peak, after: memoryNow(), contacts, ms };
  writeFileSync(process.env['BENCH_RESULT'] ?? '', JSON.stringify(result));
  rmSync(target, { force: true });
  cache.forget();
  await close();
}

function memoryNow(): Memory {
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heapUsed, external };
}

function mostOf(one: Memory, other: Memory): Memory {
  return {
    rss: Math.max(one.rss, other.rss),
    heapUsed: Math.max(one.heapUsed, other.heapUsed),
    external: Math.max(one.external, other.external),
  };
}
