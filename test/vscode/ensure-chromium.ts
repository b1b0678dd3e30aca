import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from 'playwright-core';

const programs = ['chromium', 'google-chrome', 'google-chrome-stable'];

const otherPlaces = [
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const debianPackages = ['chromium', 'fonts-dejavu', 'fonts-liberation', 'fonts-noto-color-emoji'];

/**
 * The executable of a Chromium: the one that `CHROMIUM_PATH` names, one that is installed, one from Debian's packages,
 * or Playwright's; the last two are installed where there is none.
 *
 * @throws Error when there is none and none can be installed, with the reasons and what to do about it
 */
export function ensureChromium(): string {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined) {
    if (runs(named)) return named;
    throw new Error(`CHROMIUM_PATH doesn't name a Chromium that runs: ${named}`);
  }
  const reasons: string[] = [];
  for (const install of [undefined, installFromDebian, installFromPlaywright]) {
    const reason = install?.();
    if (reason !== undefined) reasons.push(reason);
    const found = findChromium();
    if (found !== undefined) return found;
  }
  throw new Error(
    [
      'The tests need a Chromium or Chrome. None was found, and none could be installed:',
      ...reasons.map((reason) => `- ${reason}`),
      'Install one (on Debian: apt-get install chromium; elsewhere: npx playwright-core install --with-deps chromium), ' +
        'or set the environment variable CHROMIUM_PATH to its executable.',
    ].join('\n'),
  );
}

function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const places = folders.flatMap((folder) => programs.map((program) => join(folder, program)));
  return [...places, ...otherPlaces, chromium.executablePath()].find(runs);
}

/** An executable may be there without its libraries, or stand in for a package that isn't installed. */
function runs(executable: string): boolean {
  if (!existsSync(executable)) return false;
  // On Windows it would open a window.
  return process.platform === 'win32' || spawnSync(executable, ['--version']).status === 0;
}

/**
 * Installs Chromium with apt-get. On Debian alone: Ubuntu's package of that name only asks for a snap.
 *
 * @returns why it failed
 */
function installFromDebian(): string | undefined {
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID="?debian"?$/m.test(system)) return "This system isn't Debian, so apt-get wasn't tried.";
  console.log('Installing Chromium from Debian packages…');
  const install = ['install', '-y', '-q', '--no-install-recommends', ...debianPackages];
  return asRoot('apt-get', ['update', '-q']) ?? asRoot('apt-get', install);
}

/** @returns why it failed */
function installFromPlaywright(): string | undefined {
  console.log('Installing Chromium with Playwright…');
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  return (
    run(process.execPath, [cli, 'install', 'chromium']) ??
    "The Chromium that Playwright installed doesn't run."
  );
}

function asRoot(command: string, args: string[]): string | undefined {
  return process.getuid?.() === 0 ? run(command, args) : run('sudo', ['-n', command, ...args]);
}

/** @returns why it failed */
function run(command: string, args: string[]): string | undefined {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, error } = spawnSync(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status === 0) return undefined;
  return `"${[command, ...args].join(' ')}" failed (${error?.message ?? `exit code ${String(status)}`}).`;
}
