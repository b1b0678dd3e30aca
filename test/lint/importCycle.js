import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';

/** The files that each file imports, by absolute path. Read once for a lint run. */
const importsByFile = new Map();

function importsOf(file) {
  const known = importsByFile.get(file);
  if (known) return known;
  const specifiers = [...readFileSync(file, 'utf8').matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/gu)];
  const imported = specifiers
    .map(([, specifier]) => resolve(dirname(file), specifier))
    .filter((path) => path.endsWith('.ts') && existsSync(path));
  importsByFile.set(file, imported);
  return imported;
}

/** The shortest way from `start` back to itself, without its last step; undefined when there is none. */
function cycleThrough(start) {
  const cameFrom = new Map([[start, undefined]]);
  for (const file of cameFrom.keys()) {
    for (const imported of importsOf(file)) {
      if (imported === start) {
        const way = [];
        for (let step = file; step !== undefined; step = cameFrom.get(step)) way.unshift(step);
        return way;
      }
      if (!cameFrom.has(imported)) cameFrom.set(imported, file);
    }
  }
  return undefined;
}

/**
 * Forbids import cycles between files. Unlike the rules of the import plugins, it counts `import type` too: types that need each
 * other belong into one file, or into a third.
 */
export default {
  meta: { type: 'problem', schema: [], messages: { cycle: 'Import cycle: {{way}}' } },
  create(context) {
    return {
      Program(node) {
        const way = cycleThrough(context.filename);
        if (way) {
          const names = [...way, context.filename].map((file) => relative(context.cwd, file));
          context.report({ node, messageId: 'cycle', data: { way: names.join(' → ') } });
        }
      },
    };
  },
};
