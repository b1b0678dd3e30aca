// `npm start`: builds the extension and serves a VS Code that has it, for a person with a browser on this machine.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { here, repoRoot } from './paths.ts';
import { startVSCode } from './start-vscode.ts';
import { untilStopped } from './until-stopped.ts';

const dataDir = join(repoRoot, '.vscode-test/start');
const folder = join(dataDir, 'empty-folder');

const stopped = untilStopped();
build();
mkdirSync(folder, { recursive: true });
const vscode = await startVSCode({
  name: 'start',
  port: await firstFreePort(Number(process.env['PORT'] ?? 8990)),
  dataDir,
  extensions: [repoRoot, join(here, 'sample-data')],
});
console.log(`
VS Code with the Campaign Explorer runs. Open in a browser on this machine:

  ${vscode.urlFor(folder)}

Try:
  - the Kore Campaigns view on the left has the campaigns of the sample connection
  - expand "Annual renewal 2026", which has 100,000 contacts, and any range in it
  - click a contact to see every field of it
  - select contacts with Ctrl or Shift and press Ctrl+C: their session IDs are on the clipboard
  - open the contacts table of "Payment reminders November" and switch on Live: its calls go on while you watch
  - right-click a campaign to copy the session IDs of all its contacts
  - F1 and "Kore Campaigns" lists every command

Ctrl+C stops it.`);
const exitCode = await Promise.race([stopped.then(() => 0), vscode.ended.then(() => 1)]);
await vscode.stop();
if (exitCode !== 0) {
  console.error(`VS Code's server ended by itself. Its log: ${vscode.log}`);
}
process.exit(exitCode);

function build(): void {
  const { status } = spawnSync(process.execPath, ['esbuild.js'], { cwd: repoRoot, stdio: 'inherit' });
  if (status !== 0) {
    process.exit(1);
  }
}

/** The port is a part of the address that the browser keeps secrets under, so the usual one is worth a try. */
async function firstFreePort(port: number): Promise<number> {
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  return free ? port : firstFreePort(port + 1);
}
