import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The floors of the house, from the top down: each imports only from those below it (see README, "How it is built"). */
const floors = ['commands', 'tree', 'views', 'connections', 'contacts', 'kore', 'demo'];
const withoutVSCode = ['contacts', 'kore', 'demo'];

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

export default defineConfig(
  globalIgnores(['dist/', 'out/', '.vscode-test/', 'test/vscode/node_modules/', 'test/vscode/stubs/']),
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
      'no-restricted-globals': [
        'error',
        {
          name: 'fetch',
          message: 'Requests go through a Transport of src/kore, which knows proxies, limits and errors.',
        },
      ],
    },
  },
  {
    // The one transport over `fetch`, and tests.
    files: ['src/kore/fetchTransport.ts', 'test/**/*.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['test/unit/**/*.ts', 'test/host/**/*.ts'],
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
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[object.name=/^(describe|context|it)$/][property.name=/^(only|skip)$/]',
          message: 'Every test runs. To run one alone, see CONTRIBUTING.md.',
        },
        {
          selector: 'CallExpression[callee.property.name="retries"]',
          message: 'A race is fixed where it is, not by running the test again.',
        },
      ],
    },
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
