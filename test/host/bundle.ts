import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { repoRoot } from '../vscode/paths.ts';

/** Where the bundled tests are, and `entry.cjs` that runs them. */
export const bundles = join(repoRoot, 'out/host');

/**
 * Bundles the tests of this folder as the extension host can load them.
 *
 * @throws BuildFailure when one does not compile
 */
export async function bundleTests(): Promise<void> {
  rmSync(bundles, { recursive: true, force: true });
  await build({
    absWorkingDir: repoRoot,
    entryPoints: ['test/host/entry.ts', 'test/host/**/*.test.ts'],
    outdir: bundles,
    outbase: 'test/host',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}

// Run as a program by the debugger's configuration.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await bundleTests();
}
