import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';

interface Main {
  activate(context: vscode.ExtensionContext): unknown;
}

/**
 * Called inside the extension host: times how long the bundle takes to load, and `activate()` in it, when VS Code calls it. Both in ms,
 * written to the file that BENCH_RESULT names.
 */
export async function run(): Promise<void> {
  const extension = vscode.extensions.all.find(
    ({ packageJSON }) => (packageJSON as { name: string }).name === 'kore-campaign-explorer',
  );
  if (!extension || extension.isActive)
    throw new Error('The extension is missing, or was active before it was timed.');
  const { main } = extension.packageJSON as { main: string };
  const requireHere = createRequire(join(extension.extensionPath, 'package.json'));
  const path = requireHere.resolve(main);

  const beginLoad = performance.now();
  const bundle = requireHere(path) as Main;
  const load = performance.now() - beginLoad;

  let activate = NaN;
  const timed = (context: vscode.ExtensionContext) => {
    const begin = performance.now();
    const result = bundle.activate(context);
    activate = performance.now() - begin;
    return result;
  };
  const cached = requireHere.cache[path];
  if (!cached) throw new Error('The bundle is not in the module cache.');
  cached.exports = { ...bundle, activate: timed };
  await extension.activate();
  writeFileSync(process.env['BENCH_RESULT'] ?? '', JSON.stringify({ load, activate }));
}
