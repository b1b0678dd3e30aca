import { appendFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import ReportingSpec from '../reporter.ts';

/**
 * Runs the tests that were bundled beside this file; called by VS Code inside the extension host.
 *
 * @throws Error when a test failed
 */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const { HOST_TESTS_OUTPUT: output, HOST_TESTS_GREP: grep, HOST_TESTS_FGREP: fgrep } = process.env;
  if (output !== undefined) {
    // What is printed here reaches only a debugger: the runner shows this file while it grows.
    Mocha.reporters.Base.consoleLog = (...line: unknown[]) => {
      appendFileSync(output, `${format(...line)}\n`);
    };
  }
  const mocha = new Mocha({
    reporter: ReportingSpec,
    color: false,
    timeout: 60_000,
    ...(grep !== undefined && { grep }),
    ...(fgrep !== undefined && { fgrep }),
  });
  for (const file of wantedFiles()) mocha.addFile(file);

  const { passes, failures } = await new Promise<Mocha.Stats>((resolve, reject) => {
    const runner = mocha.run(() =>
      runner.stats ? resolve(runner.stats) : reject(new Error('Mocha counted nothing.')),
    );
  });
  if (failures > 0) {
    throw new Error(`${failures} of ${passes + failures} tests failed.`);
  }
}

/** The bundled tests, or those that the runner names. */
function wantedFiles(): string[] {
  const names = (process.env['HOST_TESTS_FILES'] ?? '').split(',').filter((name) => name !== '');
  return readdirSync(__dirname, { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.test.cjs'))
    .filter((file) => names.length === 0 || names.includes(basename(file, '.test.cjs')))
    .map((file) => join(__dirname, file));
}
