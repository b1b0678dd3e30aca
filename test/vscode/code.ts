// Understands what the desktop's executable is told by @vscode/test-electron: opens VS Code in a headless browser, runs
// the tests inside its extension host and exits with their exit code, or with 124 when the time is up.
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchChromium } from './chromium.ts';
import { startVSCode, type VSCode } from './start-vscode.ts';
import { untilStopped } from './until-stopped.ts';

const timeLimit = Number(process.env['HOST_TESTS_TIME_LIMIT'] ?? 600) * 1000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  // The desktop takes many more.
  strict: false,
  options: {
    extensionDevelopmentPath: { type: 'string', multiple: true, default: [] },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
  },
});

const stopped = untilStopped();
let vscode: VSCode | undefined;
try {
  vscode = await startVSCode({
    name: 'host',
    extensions: values.extensionDevelopmentPath as string[],
    ...given('testsPath', values.extensionTestsPath),
    ...given('dataDir', values['user-data-dir']),
    ...given('extensionsDir', values['extensions-dir']),
  });
  process.exitCode = await runTests(vscode, positionals.at(-1));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await vscode?.stop();
}
process.exit();

async function runTests(
  { tempDir, origin, urlFor, ended }: VSCode,
  folder: string | undefined,
): Promise<number> {
  const browser = await launchChromium(tempDir);
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    let finish: (exitCode: number) => void = () => undefined;
    const finished = new Promise<number>((resolve) => (finish = resolve));
    // VS Code calls these two where they exist.
    await page.exposeFunction('codeAutomationLog', () => undefined);
    await page.exposeFunction('codeAutomationExit', (exitCode: number) => finish(exitCode));
    await page.goto(folder === undefined ? origin : urlFor(folder));
    const exitCode = await Promise.race([finished, stopped, ended, sleep(timeLimit, 'late' as const)]);
    if (exitCode === undefined) {
      console.error("VS Code's server ended before the tests did.");
      return 1;
    }
    if (exitCode === 'late') {
      console.error(`The tests took longer than ${timeLimit / 1000} s.`);
      return 124;
    }
    return exitCode;
  } finally {
    await browser.close();
  }
}

function given<Name extends string>(name: Name, value: unknown): Partial<Record<Name, string>> {
  return typeof value === 'string' ? ({ [name]: value } as Partial<Record<Name, string>>) : {};
}
