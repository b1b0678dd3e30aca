// Runs the tests of this folder inside a real extension host: that of the VS Code in `test/vscode`, or, with the argument
// `--desktop`, that of a downloaded desktop (or of the one whose executable VSCODE_PATH names). Test files, `-g PATTERN`
// and `-f TEXT` run only some of them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { selectionOptions } from '../runner/arguments.ts';
import { readReport } from '../support/report.ts';
import { here as vscodeFolder, repoRoot } from '../vscode/paths.ts';
import { untilStopped } from '../vscode/until-stopped.ts';
import { privateAuthority } from '../unit/kore/certificates.ts';
import { bundleTests, bundles } from './bundle.ts';
import { follow } from './follow.ts';

const { values: chosen, positionals: files } = parseArgs({
  allowPositionals: true,
  options: { ...selectionOptions, desktop: { type: 'boolean', default: false } },
});

const temp = mkdtempSync(join(tmpdir(), 'kore-tests-'));
process.once('exit', () => rmSync(temp, { recursive: true, force: true, maxRetries: 5 }));
void untilStopped().then((exitCode) => process.exit(exitCode));

const counts = process.env['TEST_COUNTS'] ?? join(temp, 'counts.json');
const output = join(temp, 'output.txt');
const workspace = join(temp, 'workspace');
rmSync(counts, { force: true });
writeFileSync(output, '');
mkdirSync(workspace);

// To VS Code it is one of the system's certificate authorities: Node on Linux takes them from there.
const authority = privateAuthority();
const [authorityFile, certificates] = [join(temp, 'authority.json'), join(temp, 'ca.pem')];
writeFileSync(authorityFile, JSON.stringify(authority ?? null));
if (authority) writeFileSync(certificates, authority.ca);

await bundleTests();
const stopFollowing = follow(output);
try {
  await runTests({
    ...executable(),
    extensionDevelopmentPath: repoRoot,
    extensionTestsPath: join(bundles, 'entry.cjs'),
    extensionTestsEnv: {
      HOST_TESTS_OUTPUT: output,
      HOST_TESTS_AUTHORITY: authorityFile,
      HOST_TESTS_FILES: files.map((file) => basename(file, '.test.ts')).join(','),
      ...(chosen.grep !== undefined && { HOST_TESTS_GREP: chosen.grep }),
      ...(chosen.fgrep !== undefined && { HOST_TESTS_FGREP: chosen.fgrep }),
      TEST_COUNTS: counts,
      ...(authority && { SSL_CERT_FILE: certificates }),
    },
    launchArgs: [
      workspace,
      `--user-data-dir=${join(temp, 'data')}`,
      `--extensions-dir=${join(temp, 'extensions')}`,
    ],
  });
} catch (error) {
  process.exitCode = exitCodeOf(error);
} finally {
  stopFollowing();
}
// VS Code reports success even when the extension host dies in the middle.
const report = readReport(counts);
if (report === undefined) {
  console.error('The tests did not run to their end.');
  process.exitCode ||= 1;
} else if (report.passed === 0) {
  console.error('No test passed.');
  process.exitCode ||= 1;
}

function executable(): { vscodeExecutablePath?: string } {
  const desktop = process.env['VSCODE_PATH'];
  if (!chosen.desktop) {
    return { vscodeExecutablePath: join(vscodeFolder, 'code') };
  }
  return desktop === undefined ? {} : { vscodeExecutablePath: desktop };
}

function exitCodeOf(error: unknown): number {
  const { code, message } = error as { code?: unknown; message?: string };
  if (typeof code === 'number') {
    return code;
  }
  console.error(message);
  return 1;
}
