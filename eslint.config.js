import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import importCycle from './test/lint/importCycle.js';

/** The floors of the house, from the top down: each imports only from those below it (see README, "How it is built"). */
const floors = ['commands', 'tree', 'views', 'connections', 'contacts', 'kore', 'demo', 'text'];
const withoutVSCode = ['contacts', 'kore', 'demo', 'text'];

const floorRules = floors.map((floor, index) => ({
  files: [`src/${floor}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: withoutVSCode.includes(floor)
          ? [{ name: 'vscode', message: 'This floor runs in bare Node.' }]
          : [],
        patterns: [
          {
            group: floors.slice(0, index).map((above) => `**/${above}/**`),
            message: `src/${floor} imports only from the floors below it.`,
          },
        ].filter(({ group }) => group.length > 0),
      },
    ],
  },
}));

/** Tests wait for states, with `until`; what has no state to wait for goes through `pause`, which takes a reason. */
const timers = ['setTimeout', 'setInterval'];
const noTimers = 'Wait for a state with until() of test/support, or give pause() of test/support a reason.';
const noFetch = {
  name: 'fetch',
  message: 'Requests go through a Transport of src/kore, which knows proxies, limits and errors.',
};
const noIntl = {
  name: 'Intl',
  message: 'Numbers and dates are formatted by src/text/format.ts, for one language and one time zone.',
};

const everyTestRuns = [
  {
    selector: 'MemberExpression[object.name=/^(describe|context|it)$/][property.name=/^(only|skip)$/]',
    message: 'Every test runs. To run one alone, see CONTRIBUTING.md.',
  },
  {
    selector: 'CallExpression[callee.property.name="retries"]',
    message: 'A race is fixed where it is, not by running the test again.',
  },
];

/** The calls of a method, by a regular expression for its name. */
const callsOf = (name) => `CallExpression[callee.property.name=/^(${name})$/]`;

/** End-to-end tests have a keyboard and a mouse, and nothing else. */
const onlyAsPeopleDo = [
  {
    selector: callsOf('fill|clear|pressSequentially|insertText'),
    message: 'Click into the box, or Tab there, and use keyboard.type().',
  },
  {
    selector:
      callsOf('press|type') +
      ':not([callee.object.name=/^(keyboard|quickInput)$/])' +
      ':not([callee.object.property.name=/^(keyboard|quickInput)$/])' +
      ':not([callee.object.type="ThisExpression"])',
    message:
      'Locators focus by script. Click, or use tabTo(), and then use keyboard.press() or keyboard.type().',
  },
  {
    selector: callsOf('focus|blur'),
    message: 'Move the focus with a click, or with keys: tabTo() of the workbench.',
  },
  {
    selector: callsOf('check|uncheck|setChecked|selectOption|setInputFiles'),
    message: 'Click it, or go there with tabTo() and press Space, Enter or arrows.',
  },
  {
    selector: callsOf('selectText'),
    message: 'Drag with the mouse, or press ControlOrMeta+a.',
  },
  {
    selector: callsOf('dispatchEvent|tap'),
    message: 'Use keyboard and mouse, which make real events.',
  },
  {
    selector: `${callsOf('click|dblclick|hover|dragTo')} Property[key.name="force"]`,
    message: "What people can't reach, tests don't click. Wait until nothing covers it.",
  },
  {
    selector: callsOf('waitForTimeout'),
    message: noTimers,
  },
];

const noCodeInThePage = {
  selector: callsOf(
    'evaluate|evaluateAll|evaluateHandle|\\$eval|\\$\\$eval|waitForFunction|' +
      'addInitScript|addScriptTag|addStyleTag|setContent|exposeFunction|exposeBinding',
  ),
  message: 'Code in the page belongs into inspect.ts, which only reads, or outside.ts.',
};

export default defineConfig(
  globalIgnores(['dist/', 'out/', '.vscode-test/', 'test/vscode/node_modules/', 'test/vscode/stubs/']),
  {
    files: ['{src,media}/**/*.ts'],
    plugins: { house: { rules: { 'import-cycle': importCycle } } },
    rules: { 'house/import-cycle': 'error' },
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-globals': ['error', noFetch, noIntl],
    },
  },
  {
    files: ['src/text/format.ts'],
    rules: { 'no-restricted-globals': ['error', noFetch] },
  },
  {
    // The one transport over `fetch`, and tests.
    files: ['src/kore/fetchTransport.ts', 'test/**/*.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['test/unit/**/*.ts', 'test/host/**/*.ts', 'test/e2e/**/*.ts'],
    ignores: ['test/host/follow.ts'],
    rules: {
      'no-restricted-globals': ['error', ...timers.map((name) => ({ name, message: noTimers }))],
      'no-restricted-properties': [
        'error',
        ...timers.map((property) => ({ object: 'globalThis', property, message: noTimers })),
        { object: 'AbortSignal', property: 'timeout', message: noTimers },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: ['timers', 'timers/promises', 'node:timers', 'node:timers/promises'].map((name) => ({
            name,
            message: noTimers,
          })),
        },
      ],
    },
  },
  {
    files: ['test/unit/**/*.ts', 'test/host/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everyTestRuns] },
  },
  {
    files: ['test/e2e/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everyTestRuns, ...onlyAsPeopleDo, noCodeInThePage] },
  },
  {
    // The first reads what nobody can see; the second is what comes from outside of the window.
    files: ['test/e2e/inspect.ts', 'test/e2e/outside.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everyTestRuns, ...onlyAsPeopleDo] },
  },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', require: 'readonly', module: 'writable' },
    },
  },
  {
    // What an `on…` handler returns can cancel its event: returning false takes away every key it doesn't handle.
    files: ['media/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'AssignmentExpression > MemberExpression.left[property.name=/^on[a-z]+$/], ' +
            'Property[key.name=/^on[a-z]+$/]:matches([value.type=/Function/], [shorthand=true])',
          message: 'Listen with addEventListener.',
        },
      ],
    },
  },
  ...floorRules,
);
