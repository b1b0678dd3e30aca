import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { here as vscodeFolder, repoRoot } from '../vscode/paths.ts';
import { temp } from './temp.ts';

/** Where what runs in another process puts its result as JSON; it finds this path in the environment variable BENCH_RESULT. */
const result = join(temp, 'result.json');

/** Bundles a program of this folder as one file. @returns its absolute path */
export async function bundled(program: string): Promise<string> {
  const outfile = join(temp, program.replace('.ts', '.cjs'));
  await build({
    absWorkingDir: repoRoot,
    entryPoints: [join('test/bench', program)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
  });
  return outfile;
}

/** Calls `run()` of a bundled program in an extension host that has this extension. @returns what it wrote into BENCH_RESULT */
export async function runInExtensionHost(path: string, env: Record<string, string> = {}): Promise<unknown> {
  const workspace = join(temp, 'workspace');
  mkdirSync(workspace, { recursive: true });
  await runTests({
    vscodeExecutablePath: join(vscodeFolder, 'code'),
    extensionDevelopmentPath: repoRoot,
    extensionTestsPath: path,
    extensionTestsEnv: { ...env, BENCH_RESULT: result },
    launchArgs: [workspace, `--user-data-dir=${join(temp, 'data')}`],
  });
  return JSON.parse(readFileSync(result, 'utf8'));
}
