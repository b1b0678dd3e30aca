import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeForServer } from '../vscode/install.ts';
import { bundled, runInExtensionHost } from './extensionHost.ts';
import type { MemoryJob, MemoryResult } from './memoryProbe.ts';
import { campaignOf, startSample } from './sample.ts';
import { megabytes, seconds, type Table } from './table.ts';
import { temp } from './temp.ts';

const jobs = [
  { what: 'walk', contacts: 100_000 },
  { what: 'csv', contacts: 1_000_000 },
  { what: 'xlsx', contacts: 1_000_000 },
] as const;

const labels = { walk: 'walk', csv: 'export as CSV', xlsx: 'export as XLSX' };

/**
 * How much memory reading whole campaigns takes, in a bare Node of the extension host's version and in an extension host; beside it
 * what undici alone takes for the same requests.
 */
export async function memory(): Promise<Table> {
  const probe = await bundled('memoryProbe.ts');
  const rows = [];
  for (const { what, contacts } of jobs) {
    const campaign = campaignOf(contacts);
    const server = await startSample([campaign]);
    const envFor = (part: MemoryJob['what']) => {
      const folder = mkdtempSync(join(temp, 'memory-'));
      const job: MemoryJob = { origin: server.origin, campaignId: campaign.id, what: part, contacts, folder };
      return { BENCH_JOB: JSON.stringify(job) };
    };
    const inHost = async (part: MemoryJob['what']) =>
      (await runInExtensionHost(probe, envFor(part))) as MemoryResult;
    const label = `${labels[what]} ${contacts.toLocaleString('en')}`;
    rows.push(row(`${label}, extension host`, await inHost(what)));
    rows.push(row('its requests with undici alone, nothing kept', await inHost('undici')));
    rows.push(row(`${label}, bare Node`, runInNode(probe, envFor(what))));
    server.stop();
  }
  return {
    title: 'Memory above idle while whole campaigns are read (idle: after the first request)',
    rows,
    notes: [
      'Peaks are the most that was seen, every 5 ms; they need not have come together, and hold what V8 had not collected yet.',
      'Kept is what is left of heap and buffers after a collection, with all contacts here.',
    ],
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

function row(what: string, { peak, kept, ms }: MemoryResult): Record<string, string> {
  return {
    what,
    kept: megabytes(kept.heapUsed + kept.external),
    'RSS, peak': megabytes(peak.rss),
    'heap, peak': megabytes(peak.heapUsed),
    'buffers, peak': megabytes(peak.external),
    time: seconds(ms),
  };
}
