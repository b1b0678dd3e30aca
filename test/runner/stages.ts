import { availableParallelism } from 'node:os';
import type { Selection } from './arguments.ts';

/** A part of `npm test`. */
export interface Stage {
  readonly name: string;
  /** Arguments for Node, for each program that it runs in turn. */
  readonly commands: (selection: Selection) => readonly (readonly string[])[];
  /** Stages that must have passed before. */
  readonly needs?: readonly string[];
  /** Set where mocha runs tests, and writes a report of them; other stages count as one test. */
  readonly tests?: {
    /** Logs of the VS Code that it runs, below the repository's root. */
    readonly logs: readonly string[];
  };
}

const eslint = 'node_modules/eslint/bin/eslint.js';
const prettier = 'node_modules/prettier/bin/prettier.cjs';
const tsc = 'node_modules/typescript/bin/tsc';
const knip = 'node_modules/knip/bin/knip.js';
const mocha = 'node_modules/mocha/bin/mocha.js';

/** These run side by side. */
export const checks: readonly Stage[] = [
  check('lint', [eslint, '.', ...cached('eslint')]),
  check('format', [prettier, '--check', '.', '--log-level=warn', ...cached('prettier')]),
  check('types', typesOf('.', 'main'), typesOf('media', 'media')),
  check('dead code', [knip]),
  check('build', ['esbuild.js']),
  check('vscode', ['--import=tsx', 'test/vscode/prepare.ts']),
];

/** These run one after another: tests have the machine to themselves. */
export const testStages: readonly Stage[] = [
  {
    name: 'unit',
    commands: (selection) => [mochaFor('unit', 60_000, selection, inWorkers(selection))],
    tests: { logs: [] },
  },
  {
    name: 'host',
    commands: ({ files, titles }) => [['--import=tsx', 'test/host/run.ts', ...files, ...titles]],
    needs: ['build', 'vscode'],
    tests: { logs: ['out/logs/host.log'] },
  },
  {
    name: 'e2e',
    commands: (selection) => [mochaFor('e2e', 120_000, selection)],
    needs: ['build', 'vscode'],
    tests: { logs: ['out/logs/e2e.log'] },
  },
];

function check(name: string, ...commands: (readonly string[])[]): Stage {
  return { name, commands: () => commands };
}

function cached(name: string): string[] {
  return ['--cache', `--cache-location=out/cache/${name}`, '--cache-strategy=content'];
}

function typesOf(project: string, name: string): string[] {
  return [tsc, '--noEmit', '--incremental', '--tsBuildInfoFile', `out/cache/tsc-${name}.json`, '-p', project];
}

function mochaFor(
  stage: string,
  timeout: number,
  { files, titles }: Selection,
  options: readonly string[] = [],
): string[] {
  return [
    mocha,
    // Node 20 may never end by itself where a test has left a connection.
    ...[
      '--import=tsx',
      '--reporter=test/reporter.ts',
      '--exit',
      `--timeout=${timeout}`,
      ...options,
      ...titles,
    ],
    ...(files.length > 0
      ? files.filter((file) => file.startsWith(`test/${stage}/`))
      : [`test/${stage}/**/*.test.ts`]),
  ];
}

/** Workers cost a second or two, which pays for whole stages only. */
function inWorkers({ files, titles }: Selection): string[] {
  return files.length + titles.length > 0
    ? []
    : ['--parallel', `--jobs=${Math.max(2, availableParallelism())}`];
}
