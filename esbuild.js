import { build, context } from 'esbuild';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const watch = process.argv.includes('--watch');
const release = process.argv.includes('--release');

/** Bundles of their own, which Node reads from disk only when they are imported, and not while VS Code starts. */
const lazyBundles = {
  // Nine tenths of all code that ships; the first request needs it.
  undici: 'undici',
  // Only an export to Excel needs it.
  xlsx: './src/contacts/xlsx.ts',
};

const lazyImports = {
  name: 'lazy-imports',
  setup(bundle) {
    bundle.onResolve({ filter: /^(undici|\.\/xlsx\.ts)$/ }, ({ kind, path }) =>
      kind === 'dynamic-import'
        ? { path: `./${path.replace(/^\.\/|\.ts$/g, '')}.cjs`, external: true }
        : undefined,
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
  entryPoints: { extension: 'src/extension.ts', ...lazyBundles },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['vscode'],
  plugins: [lazyImports],
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

/** The licenses of the libraries in the bundles, which must go with them. */
function licensesOf(names) {
  return withDependencies(names)
    .map((name) => `${name}\n\n${readFileSync(licenseFile(name), 'utf8')}`)
    .join('\n\n----\n\n');
}

/** Packages and those that they bring. */
function withDependencies(names) {
  const all = new Set(names);
  // A set is iterated with what is added meanwhile.
  for (const name of all) {
    const { dependencies = {} } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
    for (const one of Object.keys(dependencies)) all.add(one);
  }
  return [...all];
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
