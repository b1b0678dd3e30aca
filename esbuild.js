import { build, context } from 'esbuild';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const watch = process.argv.includes('--watch');
const release = process.argv.includes('--release');

/**
 * undici is nine tenths of all code that ships, and the first request is the first to need it. As a file of its own it
 * is read from disk only then, and not while VS Code starts.
 */
const undiciApart = {
  name: 'undici-apart',
  setup(bundle) {
    bundle.onResolve({ filter: /^undici$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './undici.cjs', external: true },
    );
  },
};

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

const common = {
  bundle: true,
  minify: release,
  sourcemap: !release,
  legalComments: 'none',
  logLevel: 'info',
};

/** Runs in the extension host, which is Node. */
const host = {
  ...common,
  entryPoints: { extension: 'src/extension.ts', undici: 'undici' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['vscode'],
  plugins: [undiciApart],
};

/** Runs inside the webviews, which are pages of the Chromium that VS Code brings. */
const webviews = {
  ...common,
  entryPoints: Object.fromEntries(
    ['campaign', 'compare', 'contactDetails'].flatMap((view) => [
      [view, `media/${view}/main.ts`],
      [`${view}-style`, `media/${view}/style.css`],
    ]),
  ),
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
  outdir: 'dist/webview',
  platform: 'browser',
  format: 'iife',
  target: 'chrome134',
};

/** The bundles hold these libraries, whose licences want to go with them. */
function licensesOf(names) {
  return names.map((name) => `${name}\n\n${readFileSync(licenseFile(name), 'utf8')}`).join('\n\n----\n\n');
}

function licenseFile(name) {
  const folder = `node_modules/${name}`;
  return `${folder}/${readdirSync(folder).find((file) => /^licen[sc]e/iu.test(file))}`;
}

rmSync('dist', { recursive: true, force: true });
if (watch) {
  for (const options of [host, webviews]) await (await context(options)).watch();
} else {
  await Promise.all([host, webviews].map((options) => build(options)));
  writeFileSync(
    'dist/THIRD-PARTY-LICENSES.txt',
    licensesOf([...Object.keys(dependencies), '@vscode/codicons']),
  );
}
