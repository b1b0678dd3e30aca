import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../vscode/paths.ts';
import { bundled, runInExtensionHost } from './extensionHost.ts';
import { median, milliseconds, type Table } from './table.ts';
import { temp } from './temp.ts';

const runs = 5;

/** How large what ships is, and how long a start takes. */
export async function startup(): Promise<Table> {
  const vsix = join(temp, 'extension.vsix');
  execFileSync('npm', ['run', 'package', '--', '--out', vsix], {
    cwd: repoRoot,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const activation = await bundled('activation.ts');
  const starts: { load: number; activate: number }[] = [];
  for (let run = 0; run < runs; run++) {
    starts.push((await runInExtensionHost(activation)) as { load: number; activate: number });
  }
  const row = (what: string, value: string) => ({ what, value });
  const dist = (file: string) => kilobytes(join(repoRoot, 'dist', file));
  return {
    title: 'Size and start',
    rows: [
      row('dist/extension.cjs', dist('extension.cjs')),
      row('dist/undici.cjs, loaded with the first request', dist('undici.cjs')),
      row('dist/webview/campaign.js', dist('webview/campaign.js')),
      row('dist/webview/compare.js', dist('webview/compare.js')),
      row('dist/webview/contactDetails.js', dist('webview/contactDetails.js')),
      row('the .vsix', kilobytes(vsix)),
      row(`loading the bundle, ${runs} starts`, spread(starts.map(({ load }) => load))),
      row(`activate(), ${runs} starts`, spread(starts.map(({ activate }) => activate))),
    ],
  };
}

function kilobytes(path: string): string {
  return `${(statSync(path).size / 1_000).toFixed(1)} kB`;
}

function spread(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${milliseconds(median(values))} (${milliseconds(least)} to ${milliseconds(most)})`;
}
