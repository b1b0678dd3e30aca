import { mkdirSync, rmSync, statSync, writeFileSync, appendFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { readReport, type Failure, type TimedTest } from '../support/report.ts';
import { failureScreenshot } from '../support/screenshots.ts';
import { repoRoot } from '../vscode/paths.ts';
import type { Selection } from './arguments.ts';
import { rerunCommand } from './rerun.ts';
import { runNode } from './programs.ts';
import type { Stage } from './stages.ts';

/** A failure with all that is needed to look into it; paths are relative to the repository's root. */
export interface ListedFailure {
  readonly title: string;
  readonly message: string;
  readonly screenshot?: string;
  readonly logs: readonly string[];
  /** Runs it alone. */
  readonly command: string;
}

/** What became of a stage. */
export interface Result {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  readonly failures: readonly ListedFailure[];
  readonly slowest: readonly TimedTest[];
}

const minute = 60_000;
const stageLimit = 20 * minute;
const folder = join(repoRoot, 'out/test');

/**
 * Runs a stage. What it prints also goes to `out/test/NAME.log`.
 *
 * @param show receives what it prints, as it comes
 */
export async function runStage(
  stage: Stage,
  selection: Selection,
  show: (text: string) => void,
): Promise<Result> {
  const start = Date.now();
  const fileName = stage.name.replaceAll(' ', '-');
  const [log, reportFile] = [join(folder, `${fileName}.log`), join(folder, `${fileName}.json`)];
  mkdirSync(folder, { recursive: true });
  writeFileSync(log, '');
  rmSync(reportFile, { force: true });
  let output = '';
  const print = (text: string) => {
    output += text;
    appendFileSync(log, stripVTControlCharacters(text));
    show(text);
  };

  let exitCode = 0;
  for (const command of stage.commands(selection)) {
    const one = await runNode(command, { env: { TEST_COUNTS: reportFile }, limit: stageLimit, show: print });
    exitCode ||= one.exitCode;
  }

  const report = stage.tests && readReport(reportFile);
  const logs = [log, ...(stage.tests?.logs ?? [])].map(fromRoot);
  const failures = (report?.failures ?? []).map((failure) => listed(stage.name, failure, logs, start));
  const passed = stage.tests ? (report?.passed ?? 0) : Number(exitCode === 0);
  const trouble = report?.failed ? undefined : troubleWith(exitCode, passed);
  if (trouble !== undefined) {
    const message = stage.tests ? trouble : [...lastLines(output), trouble].join('\n');
    print(`\n${trouble}\n`);
    failures.push({ title: stage.name, message, logs, command: rerunCommand(stage.name) });
  }
  return {
    name: stage.name,
    passed,
    failed: (report?.failed ?? 0) + (trouble === undefined ? 0 : 1),
    seconds: (Date.now() - start) / 1000,
    failures,
    slowest: report?.slowest ?? [],
  };
}

/** The result of a stage that can't be run. @param why a sentence */
export function notRun({ name }: Stage, why: string): Result {
  const failure = { title: name, message: why, logs: [], command: rerunCommand(name) };
  return { name, passed: 0, failed: 1, seconds: 0, failures: [failure], slowest: [] };
}

/** What is wrong with a stage in which no test failed. */
function troubleWith(exitCode: number, passed: number): string | undefined {
  if (exitCode === 124) return `Took longer than ${stageLimit / minute} minutes.`;
  if (exitCode !== 0) return `Ended with exit code ${exitCode}.`;
  return passed === 0 ? 'No test ran.' : undefined;
}

/** The lines in which programs say what is wrong. */
function lastLines(output: string): string[] {
  return output.trim().split('\n').slice(-10);
}

function listed(
  stage: string,
  { title, message, selector, file }: Failure,
  logs: readonly string[],
  since: number,
): ListedFailure {
  const screenshot = failureScreenshot(title);
  const taken = statSync(screenshot, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return {
    title,
    message,
    // One of an earlier run shows something else.
    ...(taken >= since && { screenshot: fromRoot(screenshot) }),
    logs,
    command: rerunCommand(stage, sourceOf(file), selector),
  };
}

/** The test file; tests inside VS Code run as bundles in `out/`. */
function sourceOf(file: string): string {
  return file === '' ? '' : fromRoot(file).replace(/^out\/host\/(.*)\.cjs$/u, 'test/host/$1.ts');
}

function fromRoot(path: string): string {
  return relative(repoRoot, path).split(sep).join('/');
}
