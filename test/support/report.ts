import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';

const failure = v.object({
  /** The full title, which begins with those of its describe blocks. */
  title: v.string(),
  /** What full titles contain that are to be run to see it again: for a hook, the title of its describe block. */
  selector: v.string(),
  /** The file that mocha loaded, as an absolute path; empty where mocha doesn't know it. */
  file: v.string(),
  message: v.string(),
});

const timedTest = v.object({ title: v.string(), ms: v.number() });

const testReport = v.object({
  passed: v.number(),
  failed: v.number(),
  failures: v.array(failure),
  /** The ten slowest tests that passed, the slowest first. */
  slowest: v.array(timedTest),
});

export type Failure = v.InferOutput<typeof failure>;
export type TimedTest = v.InferOutput<typeof timedTest>;
/** The results of one stage, as the reporter writes them to the file that TEST_COUNTS names. */
export type TestReport = v.InferOutput<typeof testReport>;

/**
 * Reads a report.
 *
 * @returns undefined where the tests ended before it was written
 * @throws Error when the file holds something else
 */
export function readReport(file: string): TestReport | undefined {
  return existsSync(file) ? v.parse(testReport, JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

/** The ten slowest tests, the slowest first. */
export function slowestOf<Test extends TimedTest>(tests: readonly Test[]): Test[] {
  return [...tests].sort((a, b) => b.ms - a.ms).slice(0, 10);
}
