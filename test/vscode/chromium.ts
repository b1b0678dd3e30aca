import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The size of the window, in CSS pixels. */
export const viewport = { width: 1400, height: 900 };

/**
 * Starts a headless Chromium that can reach this machine alone, installing it first where there is none.
 *
 * @param profile the folder for everything it keeps
 * @throws Error when none is found and none can be installed
 */
export async function launchChromium(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(join(profile, 'chromium'), {
    executablePath: ensureChromium(),
    artifactsDir: join(profile, 'artifacts'),
    // Its crash reporter writes into the home folder otherwise.
    env: { ...process.env, XDG_CONFIG_HOME: profile },
    viewport,
    permissions: ['clipboard-read', 'clipboard-write'],
    // When this process ends, Chromium's pipe closes and it ends too.
    handleSIGHUP: false,
    handleSIGINT: false,
    handleSIGTERM: false,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

/** @throws Error when there is no Chromium and none can be installed */
function ensureChromium(): string {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined) {
    return named;
  }
  const found = findChromium();
  if (found !== undefined) {
    return found;
  }
  console.log('Installing Chromium…');
  if (!installFromDebian()) {
    installFromPlaywright();
  }
  const installed = findChromium();
  if (installed === undefined) {
    throw new Error(
      'No Chromium or Chrome found, and none could be installed. Install one (on Debian: apt-get install chromium), ' +
        'or name its executable in the environment variable CHROMIUM_PATH.',
    );
  }
  return installed;
}

function findChromium(): string | undefined {
  return [...usualPlaces, chromium.executablePath()].find(existsSync);
}

/** Debian alone: Ubuntu's package of that name is an empty one that asks for a snap. */
function installFromDebian(): boolean {
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID="?debian"?$/m.test(system)) {
    return false;
  }
  const install = [
    'install',
    '-y',
    '-q',
    '--no-install-recommends',
    'chromium',
    'fonts-dejavu',
    'fonts-liberation',
    'fonts-noto-color-emoji',
  ];
  return asRoot('apt-get', ['update', '-q']) && asRoot('apt-get', install);
}

function installFromPlaywright(): void {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  run(process.execPath, [cli, 'install', 'chromium']);
}

function asRoot(command: string, args: string[]): boolean {
  return process.getuid?.() === 0 ? run(command, args) : run('sudo', ['-n', command, ...args]);
}

function run(command: string, args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
