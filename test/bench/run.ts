// `npm run bench`: prints figures and asserts nothing about time.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { here as vscodeFolder, repoRoot } from '../vscode/paths.ts';
import { benchTable } from './table.ts';

const runs = 5;
const temp = mkdtempSync(join(tmpdir(), 'kore-bench-'));
process.once('exit', () => rmSync(temp, { recursive: true, force: true, maxRetries: 5 }));

const kilobytes = (path: string) => `${(statSync(path).size / 1_000).toFixed(1)} kB`;

async function timeStart(): Promise<{ load: number; activate: number }> {
  const result = join(temp, 'result.json');
  const workspace = join(temp, 'workspace');
  mkdirSync(workspace, { recursive: true });
  await runTests({
    vscodeExecutablePath: join(vscodeFolder, 'code'),
    extensionDevelopmentPath: repoRoot,
    extensionTestsPath: join(temp, 'activation.cjs'),
    extensionTestsEnv: { BENCH_RESULT: result },
    launchArgs: [workspace, `--user-data-dir=${join(temp, 'data')}`],
  });
  return JSON.parse(readFileSync(result, 'utf8')) as { load: number; activate: number };
}

function summary(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const ms = (value: number | undefined) => (value ?? NaN).toFixed(1);
  return `${ms(sorted[Math.floor(sorted.length / 2)])} ms (${ms(sorted[0])} to ${ms(sorted.at(-1))})`;
}

const vsix = join(temp, 'extension.vsix');
execFileSync('npm', ['run', 'package', '--', '--out', vsix], {
  cwd: repoRoot,
  stdio: ['ignore', 'ignore', 'inherit'],
});
await build({
  absWorkingDir: repoRoot,
  entryPoints: ['test/bench/activation.ts'],
  outfile: join(temp, 'activation.cjs'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['vscode'],
});
const starts = [];
for (let run = 0; run < runs; run++) starts.push(await timeStart());

console.log(
  `\n${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB\n`,
);
console.table({
  'dist/extension.cjs': kilobytes(join(repoRoot, 'dist/extension.cjs')),
  'dist/undici.cjs (loaded with the first request)': kilobytes(join(repoRoot, 'dist/undici.cjs')),
  'the .vsix': kilobytes(vsix),
  [`loading the bundle, median of ${runs} starts`]: summary(starts.map(({ load }) => load)),
  [`activate(), median of ${runs} starts`]: summary(starts.map(({ activate }) => activate)),
});
console.table(await benchTable());
