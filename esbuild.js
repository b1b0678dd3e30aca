import { build, context } from 'esbuild';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';

const undiciFolder = resolve('node_modules/undici');
const watch = process.argv.includes('--watch');
const release = process.argv.includes('--release');

/** Bundles of their own, which Node reads from disk only when they are imported, and not while VS Code starts. */
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

/** The part of undici that `src/kore` uses. Its own index.js also loads fetch, WebSocket, EventSource, mocks and caches. */
const undiciSubset = `
  const Dispatcher = require('./lib/dispatcher/dispatcher');
  Dispatcher.prototype.request = require('./lib/api/api-request');
  // ProxyAgent asks for tunnels with it.
  Dispatcher.prototype.connect = require('./lib/api/api-connect');
  exports.Dispatcher = Dispatcher;
  exports.Agent = require('./lib/dispatcher/agent');
  exports.ProxyAgent = require('./lib/dispatcher/proxy-agent');
  exports.Pool = require('./lib/dispatcher/pool');
  exports.buildConnector = require('./lib/core/connect');
  exports.interceptors = { decompress: require('./lib/interceptor/decompress') };
`;

/** Modules that the subset requires for what never happens here. A use of one throws the text beside it. */
const undiciStubs = {
  'lib/web/fetch/body.js': 'Request bodies are strings here.',
  'lib/llhttp/llhttp-wasm.js': 'WebAssembly SIMD is required.',
  'lib/dispatcher/client-h2.js': 'HTTP/2 is not offered.',
  'lib/dispatcher/socks5-proxy-agent.js': 'SOCKS proxies are refused before.',
};

const undiciStubbed = {
  name: 'undici-stubbed',
  setup(bundle) {
    bundle.onLoad({ filter: /[\\/]undici[\\/]lib[\\/]/ }, ({ path }) => {
      const why = undiciStubs[relative(undiciFolder, path).replaceAll(sep, '/')];
      return why === undefined
        ? undefined
        : { contents: `module.exports = () => { throw new Error(${JSON.stringify(why)}); };` };
    });
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
  entryPoints: { extension: 'src/extension.ts', xlsx: 'src/contacts/xlsx.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['vscode'],
  plugins: [lazyImports],
};

const undici = {
  ...common,
  stdin: { contents: undiciSubset, resolveDir: undiciFolder },
  outfile: 'dist/undici.cjs',
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  metafile: true,
  plugins: [undiciStubbed],
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

/**
 * Checks what ships of undici.
 * @throws Error when a stub replaced nothing, or when a part that the extension doesn't use is in the bundle
 */
function checkUndici({ metafile }) {
  const modules = Object.keys(metafile.inputs).map((path) => path.replace(/^.*node_modules\/undici\//, ''));
  const missing = Object.keys(undiciStubs).filter((stub) => !modules.includes(stub));
  const unwanted = modules.filter((path) => /^lib\/(web|mock|cache)\//.test(path) && !(path in undiciStubs));
  if (missing.length > 0 || unwanted.length > 0)
    throw new Error(
      `dist/undici.cjs: stubs of no use: ${missing.join(', ')}; unwanted: ${unwanted.join(', ')}`,
    );
}

/**
 * Checks the sizes of what ships against `size-budget.json`: bytes by file, or by files that are joined with " + ".
 * @throws Error when one is over its budget
 */
function checkSizes() {
  for (const [files, budget] of Object.entries(JSON.parse(readFileSync('size-budget.json', 'utf8')))) {
    const bytes = files.split(' + ').reduce((sum, file) => sum + statSync(file).size, 0);
    if (bytes > budget) throw new Error(`${files}: ${bytes} bytes, ${bytes - budget} over the budget`);
  }
}

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
  for (const options of [host, undici, webviews]) await (await context(options)).watch();
} else {
  const [, builtUndici] = await Promise.all([host, undici, webviews].map((options) => build(options)));
  checkUndici(builtUndici);
  if (release) checkSizes();
  writeFileSync(
    'dist/THIRD-PARTY-LICENSES.txt',
    licensesOf([...Object.keys(dependencies), '@vscode/codicons']),
  );
}
