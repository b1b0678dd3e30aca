import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Mocha's "spec", which also writes how many tests passed and failed to the file that TEST_COUNTS names. */
export default class CountingSpec extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env['TEST_COUNTS'];
    if (file !== undefined) {
      runner.once('end', () => {
        writeFileSync(file, JSON.stringify({ passed: this.stats.passes, failed: this.stats.failures }));
      });
    }
  }
}
