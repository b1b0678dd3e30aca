import { strict as assert } from 'node:assert';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ExportSource } from '../../src/views/exportSource.ts';
import type { ExportField, ExportFormat } from '../../src/contacts/export.ts';
import { readContact } from '../../src/kore/shapes.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { cleanUp, parts } from './parts.ts';

const served = Array.from({ length: 250 }, (_, index) => ({ phoneNumber: `1555010${index}`, index }));
const expected = served.map((row) => `${JSON.stringify(row)}\n`).join('');
const choice = {
  format: 'ndjson' satisfies ExportFormat,
  fields: ['phoneNumber', 'otherFields'] satisfies ExportField[],
} as const;

/** Hands the rows out in three parts; before the second, `between` happens. */
function source(between: () => unknown = () => undefined, cancelled = false): ExportSource {
  return {
    name: 'Campaign',
    read: async (take) => {
      await take(served.slice(0, 100).map(readContact));
      await between();
      await take(served.slice(100, 200).map(readContact));
      await take(served.slice(200).map(readContact));
      return { count: served.length, findings: [], cancelled };
    },
  };
}

describe('exporting', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kore-export-'))));
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await cleanUp();
  });

  it('writes a file that is not there before it is whole', async () => {
    const { exporter } = await parts();
    const target = vscode.Uri.file(join(folder, 'contacts.ndjson'));
    let there: string[] = [];
    await exporter.exportTo(
      { ...choice, target },
      source(() => (there = readdirSync(folder))),
    );
    assert.equal(there.length, 1);
    assert.match(there[0] ?? '', /^\.contacts\.ndjson\..*\.partial$/u);
    assert.deepEqual(readdirSync(folder), ['contacts.ndjson']);
    assert.equal(readFileSync(target.fsPath, 'utf8'), expected);
  });

  it('leaves nothing when it fails or is cancelled', async () => {
    const { exporter } = await parts();
    const target = vscode.Uri.file(join(folder, 'contacts.ndjson'));
    const fails = () => Promise.reject(new Error('unreachable'));
    await exporter.exportTo({ ...choice, target }, source(fails));
    await exporter.exportTo({ ...choice, target }, source(undefined, true));
    assert.deepEqual(readdirSync(folder), []);
  });

  it('writes to the file system of a remote window', async () => {
    const { exporter } = await parts();
    const memory = new MemoryFiles();
    const registered = vscode.workspace.registerFileSystemProvider('kore-test', memory);
    try {
      const target = vscode.Uri.from({ scheme: 'kore-test', path: '/contacts.ndjson' });
      await exporter.exportTo({ ...choice, target }, source());
      assert.deepEqual([...memory.files.keys()], ['/contacts.ndjson']);
      assert.equal(Buffer.from(memory.readFile(target)).toString(), expected);
    } finally {
      registered.dispose();
    }
  });
});
