// `npm test`: runs every stage, whatever became of the ones before, and ends with the line "N passed, N failed".
// With arguments, only the stages they name.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repoRoot } from './vscode/paths.ts';
import { untilStopped } from './vscode/until-stopped.ts';

interface Counts {
  passed: number;
  failed: number;
}

interface Stage {
  name: string;
  command: string[];
  /** Whether it writes how many tests passed and failed; others count as one test. */
  counts: boolean;
}

interface Result extends Counts {
  name: string;
  seconds: number;
}

const stageLimit = 20 * 60_000;

const node = (...args: string[]): string[] => [process.execPath, ...args];
const mocha = (files: string, timeout: number): string[] =>
  node(
    'node_modules/mocha/bin/mocha.js',
    // Node 20 may go round for ever in its own end, where a test has left a connection.
    ...['--import=tsx', '--reporter=test/reporter.ts', '--exit', `--timeout=${timeout}`, files],
  );

const stages: Stage[] = [
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'], counts: false },
  { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'], counts: false },
  { name: 'dead code', command: ['npm', 'run', '--silent', 'knip'], counts: false },
  { name: 'build', command: node('esbuild.js'), counts: false },
  { name: 'unit', command: mocha('test/unit/**/*.test.ts', 20_000), counts: true },
  { name: 'host', command: node('--import=tsx', 'test/host/run.ts'), counts: true },
  { name: 'e2e', command: mocha('test/e2e/**/*.test.ts', 120_000), counts: true },
];

let running: ChildProcess | undefined;
void untilStopped().then((exitCode) => {
  endGroup('SIGTERM');
  process.exit(exitCode);
});

const temp = mkdtempSync(join(tmpdir(), 'kore-run-'));
process.once('exit', () => rmSync(temp, { recursive: true, force: true }));

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(
    `No such stage: ${unknown.join(', ')}. There are: ${stages.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(1);
}

const results: Result[] = [];
for (const stage of stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  results.push(await run(stage));
}
print(results);

async function run(stage: Stage): Promise<Result> {
  console.log(`\n=== ${stage.name} ===`);
  const start = Date.now();
  const countsFile = join(temp, `${stage.name}.json`);
  const exitCode = await exitCodeOf(stage.command, countsFile);
  const counts = stage.counts ? readCounts(countsFile) : { passed: exitCode === 0 ? 1 : 0, failed: 0 };
  if (counts.failed === 0 && (exitCode !== 0 || counts.passed === 0)) {
    console.error(
      exitCode === 0 ? `${stage.name} ran no test.` : `${stage.name} ended with exit code ${exitCode}.`,
    );
    counts.failed = 1;
  }
  return { name: stage.name, ...counts, seconds: (Date.now() - start) / 1000 };
}

/** 124 when the stage took longer than its limit, -1 when it was ended by a signal or could not be started. */
function exitCodeOf([program = '', ...args]: string[], countsFile: string): Promise<number> {
  return new Promise((resolve) => {
    const stage = spawn(program, args, {
      cwd: repoRoot,
      // A group of its own, so that all of it can be ended.
      detached: process.platform !== 'win32',
      env: { ...process.env, TEST_COUNTS: countsFile },
      shell: process.platform === 'win32',
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    running = stage;
    const limit = setTimeout(() => {
      resolve(124);
      endGroup('SIGKILL');
    }, stageLimit);
    const done = (exitCode: number) => {
      clearTimeout(limit);
      running = undefined;
      resolve(exitCode);
    };
    stage.once('exit', (exitCode) => done(exitCode ?? -1));
    stage.once('error', () => done(-1));
  });
}

function endGroup(signal: NodeJS.Signals): void {
  try {
    if (running?.pid !== undefined) {
      process.kill(process.platform === 'win32' ? running.pid : -running.pid, signal);
    }
  } catch {
    // It has just ended.
  }
}

function readCounts(file: string): Counts {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Counts) : { passed: 0, failed: 0 };
}

function print(rows: Result[]): void {
  const line = (...cells: (string | number)[]) =>
    cells.map((cell, column) => (column === 0 ? String(cell).padEnd(12) : String(cell).padStart(8))).join('');
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  console.log(`\n${line('stage', 'passed', 'failed', 'seconds')}`);
  for (const row of rows) {
    console.log(line(row.name, row.passed, row.failed, row.seconds.toFixed(1)));
  }
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
  console.log(`\n${passed} passed, ${failed} failed`);
}
