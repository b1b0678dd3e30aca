import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** Which tests of a stage to run. */
export interface Selection {
  /** Test files below the repository's root; none means all. */
  readonly files: readonly string[];
  /** Mocha's option for full titles, such as `['--grep', 'walk']`; none means all. */
  readonly titles: readonly string[];
}

/** What the command line asks for. */
export interface Request extends Selection {
  /** Names of stages; none means all. */
  readonly stages: readonly string[];
  /** Whether property tests get their full number of runs. */
  readonly long: boolean;
}

/** The mocha options that select tests. */
export const selectionOptions = {
  grep: { type: 'string', short: 'g' },
  fgrep: { type: 'string', short: 'f' },
} as const;

/**
 * Reads the arguments of the runner: `[STAGE…] [FILE…] [-g PATTERN | -f TEXT] [--long]`.
 *
 * @param testStages the stages that take files and titles; `test/NAME/` has the files of each
 * @throws Error with a sentence for people when something is unknown or doesn't go together
 */
export function readArguments(
  args: readonly string[],
  allStages: readonly string[],
  testStages: readonly string[],
): Request {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...selectionOptions, long: { type: 'boolean', default: false } },
  });
  const files = positionals.filter((one) => !allStages.includes(one) && existsSync(one)).map(slashes);
  const rest = positionals.filter((one) => !allStages.includes(one) && !existsSync(one));
  // Without "--", npm takes "-g" for its own option and passes on the pattern alone.
  const pattern = process.env['npm_config_global'] === 'true' ? rest.shift() : undefined;
  if (rest.length > 0) {
    throw new Error(`No such stage or file: ${rest.join(', ')}. The stages are: ${allStages.join(', ')}.`);
  }
  const titles = titleOptions({ grep: values.grep ?? pattern, fgrep: values.fgrep });
  const named = positionals.filter((one) => allStages.includes(one));
  const stages = named.length > 0 ? named : stagesOf(files, testStages);
  checkFiles(files, stages);
  if (titles.length > 0 && (stages.length === 0 || stages.some((name) => !testStages.includes(name)))) {
    throw new Error(`To select tests by title, name only stages out of: ${testStages.join(', ')}.`);
  }
  return { stages, files, titles, long: values.long };
}

/** Mocha's option for the titles that were asked for. */
function titleOptions(values: { grep?: string | undefined; fgrep?: string | undefined }): string[] {
  return Object.entries(values).flatMap(([name, text]) => (text === undefined ? [] : [`--${name}`, text]));
}

/** The stages that files belong to. */
function stagesOf(files: readonly string[], testStages: readonly string[]): string[] {
  return testStages.filter((stage) => files.some((file) => file.startsWith(`test/${stage}/`)));
}

function checkFiles(files: readonly string[], stages: readonly string[]): void {
  const stray = files.filter((file) => !stages.some((stage) => file.startsWith(`test/${stage}/`)));
  if (stray.length > 0) {
    throw new Error(`Not a test of the stage "${stages.join('", "')}": ${stray.join(', ')}.`);
  }
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\.\//, '');
}
