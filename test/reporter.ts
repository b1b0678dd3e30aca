import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { slowestOf, type Failure, type TestReport, type TimedTest } from './support/report.ts';

/** Mocha's "spec", which also writes a {@link TestReport} to the file that TEST_COUNTS names. */
export default class ReportingSpec extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env['TEST_COUNTS'];
    if (file === undefined) return;
    const failures: Failure[] = [];
    const timed: TimedTest[] = [];
    runner.on('fail', (test: Mocha.Runnable, error: Error) => failures.push(failureOf(test, error)));
    runner.on('pass', (test) => timed.push({ title: test.fullTitle(), ms: test.duration ?? 0 }));
    // At the very end: the file also proves that the tests ran to it.
    runner.once('end', () => {
      const { passes: passed, failures: failed } = this.stats;
      const report: TestReport = { passed, failed, failures, slowest: slowestOf(timed) };
      writeFileSync(file, JSON.stringify(report));
    });
  }
}

function failureOf(test: Mocha.Runnable & { type?: string }, error: Error): Failure {
  const title = test.fullTitle();
  const selector = test.type === 'hook' ? (test.parent?.fullTitle() ?? '') : title;
  return { title, selector, file: test.file ?? '', message: error.message };
}
