import { slowestOf } from '../support/report.ts';
import type { ListedFailure, Result } from './runStage.ts';

const longestMessage = 12;

/** The end of the output: failures of all stages, the slowest tests, a table of the stages, and the closing line. */
export function summaryOf(results: readonly Result[]): string {
  const failures = results.flatMap((result) =>
    result.failures.map((failure) => [result.name, failure] as const),
  );
  const slowest = slowestOf(
    results.flatMap(({ name, slowest }) => slowest.map((test) => ({ ...test, stage: name }))),
  );
  const passed = sum(results, 'passed');
  const failed = sum(results, 'failed');
  return [
    ...(failures.length > 0 ? ['Failures:', ''] : []),
    ...failures.flatMap(([stage, failure], index) => [...failureLines(index + 1, stage, failure), '']),
    ...(slowest.length > 0 ? ['Slowest tests:'] : []),
    ...slowest.map(
      ({ stage, title, ms }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${stage.padEnd(5)} ${title}`,
    ),
    ...(slowest.length > 0 ? [''] : []),
    row('stage', 'passed', 'failed', 'seconds'),
    ...results.map(({ name, ...one }) => row(name, one.passed, one.failed, one.seconds.toFixed(1))),
    '',
    `${passed} passed, ${failed} failed`,
    '',
  ].join('\n');
}

function failureLines(number: number, stage: string, failure: ListedFailure): string[] {
  const message = failure.message.trim().split('\n');
  const cut = message.length > longestMessage ? ['…'] : [];
  const { screenshot, logs, command } = failure;
  return [
    `${number}) ${failure.title === stage ? stage : `${stage}: ${failure.title}`}`,
    ...[...message.slice(0, longestMessage), ...cut].map((line) => `     ${line}`),
    ...(screenshot === undefined ? [] : [`   screenshot: ${screenshot}`]),
    ...(logs.length > 0 ? [`   log:        ${logs.join(', ')}`] : []),
    `   run alone:  ${command}`,
  ];
}

function sum(results: readonly Result[], of: 'passed' | 'failed'): number {
  return results.reduce((total, result) => total + result[of], 0);
}

function row(name: string, ...cells: (string | number)[]): string {
  return [name.padEnd(12), ...cells.map((cell) => String(cell).padStart(8))].join('');
}
