import { deepEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../vscode/paths.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Record<string, readonly { readonly command: string; readonly when?: string }[]>;
    readonly configuration: { readonly properties: Record<string, { readonly default: unknown }> };
  };
}

const read = (file: string) => readFileSync(join(repoRoot, file), 'utf8');
const { commands, menus, configuration } = (JSON.parse(read('package.json')) as Manifest).contributes;

/** The rows of the README table below a heading, as the texts of their cells. */
function table(heading: string): string[][] {
  const [, section = ''] = read('README.md').split(`\n### ${heading}\n`);
  const rows = section.split(/\n#/u, 1)[0]?.match(/^\|.*\|$/gmu) ?? [];
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim()),
  );
}

describe('the README', () => {
  it('lists the title and the ID of every command that people can find in the palette', () => {
    const hidden = menus['commandPalette']
      ?.filter(({ when }) => when === 'false')
      .map(({ command }) => command);
    const listed = new Map(table('Commands').map(([title = '', id = '']) => [id.replaceAll('`', ''), title]));
    const inPalette = commands.filter(({ command }) => !hidden?.includes(command));
    deepEqual(
      inPalette.map(({ command }) => [command, listed.get(command)]),
      inPalette.map(({ command, title }) => [command, title]),
    );
    const known = commands.map(({ command }) => command);
    deepEqual(
      [...listed.keys()].filter((id) => !known.includes(id)),
      [],
    );
  });

  it('lists every setting with its default', () => {
    const expected = Object.entries(configuration.properties).map(([name, setting]) => {
      const value = setting.default;
      return [`\`${name}\``, `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``];
    });
    deepEqual(
      table('Settings').map((cells) => cells.slice(0, 2)),
      expected,
    );
  });
});
