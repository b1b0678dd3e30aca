import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeForServer } from '../vscode/install.ts';
import { bundled, runInExtensionHost } from './extensionHost.ts';
import type { Memory, MemoryJob, MemoryResult } from './memoryProbe.ts';
import { campaignOf, startSample } from './sample.ts';
import { megabytes, seconds, type Table } from './table.ts';
import { temp } from './temp.ts';

const jobs = [
  { what: 'walk', contacts: 100_000 },
  { what: 'export', contacts: 1_000_000 },
] as const;

/** How much memory reading whole campaigns takes, in a bare Node of the extension host's version and in an extension host. */
export async function memory(): Promise<Table> {
  const probe = await bundled('memoryProbe.ts');
  const rows = [];
  for (const { what, contacts } of jobs) {
    const campaign = campaignOf(contacts);
    const server = await startSample([campaign]);
    const job: MemoryJob = {
      origin: server.origin,
      campaignId: campaign.id,
      what,
      folder: mkdtempSync(join(temp, 'memory-')),
    };
    const env = { BENCH_JOB: JSON.stringify(job) };
    const label = `${what} ${contacts.toLocaleString('en')}`;
    rows.push(row(`${label}, bare Node`, runInNode(probe, env)));
    rows.push(row(`${label}, extension host`, (await runInExtensionHost(probe, env)) as MemoryResult));
    server.stop();
  }
  return {
    title: 'Memory above idle while whole campaigns are read (idle: after the first request)',
    rows,
    notes: ['Each is the most that was seen, every 5 ms; they need not have come together.'],
  };
}

function runInNode(probe: string, env: Record<string, string>): MemoryResult {
  const result = join(temp, 'memory.json');
  const program = `require(${JSON.stringify(probe)}).run()`;
  execFileSync(nodeForServer(), ['-e', program], {
    env: { ...process.env, ...env, BENCH_RESULT: result },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return JSON.parse(readFileSync(result, 'utf8')) as MemoryResult;
}

function row(what: string, { idle, peak, after, ms }: MemoryResult): Record<string, string> {
  const above = (part: keyof Memory, of: Memory) => megabytes(of[part] - idle[part]);
  return {
    what,
    'RSS, peak': above('rss', peak),
    'RSS, after': above('rss', after),
    'heap, peak': above('heapUsed', peak),
    'buffers, peak': above('external', peak),
    time: seconds(ms),
  };
}
