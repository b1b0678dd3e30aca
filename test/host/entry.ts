import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/**
 * Runs the tests that were bundled beside this file; called by VS Code inside the extension host.
 *
 * @throws Error when a test failed
 */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const { HOST_TESTS_OUTPUT: output, TEST_COUNTS: counts } = process.env;
  if (output !== undefined) {
    // What is printed here reaches only a debugger: the runner shows this file while it grows.
    Mocha.reporters.Base.consoleLog = (...line: unknown[]) => {
      appendFileSync(output, `${format(...line)}\n`);
    };
  }
  const mocha = new Mocha({ reporter: 'spec', color: false, timeout: 60_000 });
  for (const file of readdirSync(__dirname, { encoding: 'utf8', recursive: true }).filter((name) =>
    name.endsWith('.test.cjs'),
  )) {
    mocha.addFile(join(__dirname, file));
  }

  const { passes, failures } = await new Promise<Mocha.Stats>((resolve, reject) => {
    const runner = mocha.run(() =>
      runner.stats ? resolve(runner.stats) : reject(new Error('Mocha counted nothing.')),
    );
  });
  if (counts !== undefined) {
    // The very last act: VS Code reports success even when the extension host dies in the middle.
    writeFileSync(counts, JSON.stringify({ passed: passes, failed: failures }));
  }
  if (failures > 0) {
    throw new Error(`${failures} of ${passes + failures} tests failed.`);
  }
}
