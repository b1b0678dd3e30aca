import { strict as assert } from 'node:assert';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readExcelFile from 'read-excel-file/node';
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

  it('writes an Excel workbook, and leaves nothing of one that was canceled', async () => {
    const { exporter } = await parts();
    const target = vscode.Uri.file(join(folder, 'contacts.xlsx'));
    const excel = { format: 'xlsx', fields: ['phoneNumber'], target } as const;
    await exporter.exportTo(excel, source(undefined, true));
    assert.deepEqual(readdirSync(folder), []);
    await exporter.exportTo(excel, source());
    const [sheet] = await readExcelFile(readFileSync(target.fsPath));
    const rows = served.map(({ phoneNumber }) => [phoneNumber]);
    assert.deepEqual(sheet, { sheet: 'Contacts', data: [['phoneNumber'], ...rows] });
    assert.deepEqual(readdirSync(folder), ['contacts.xlsx']);
  });

  it('keeps the mode of a file that is there, and the link to it', async () => {
    const { exporter } = await parts();
    const real = join(folder, 'real.ndjson');
    writeFileSync(real, 'old');
    chmodSync(real, 0o600);
    symlinkSync(real, join(folder, 'link.ndjson'));
    await exporter.exportTo({ ...choice, target: vscode.Uri.file(join(folder, 'link.ndjson')) }, source());
    assert.ok(lstatSync(join(folder, 'link.ndjson')).isSymbolicLink());
    assert.equal(readFileSync(real, 'utf8'), expected);
    assert.equal(statSync(real).mode & 0o777, 0o600);
  });

  it('reads nothing for a file that can’t be written', async () => {
    const { exporter } = await parts();
    let reads = 0;
    const counted = { ...source(), read: () => Promise.reject(new Error(`read ${++reads} times`)) };
    mkdirSync(join(folder, 'contacts.ndjson'));
    await exporter.exportTo({ ...choice, target: vscode.Uri.file(join(folder, 'contacts.ndjson')) }, counted);
    assert.equal(reads, 0);
    assert.deepEqual(readdirSync(folder), ['contacts.ndjson']);

    const readOnly = vscode.workspace.registerFileSystemProvider('kore-read-only', new MemoryFiles(), {
      isReadonly: true,
    });
    const memory = vscode.workspace.registerFileSystemProvider('kore-test', new MemoryFiles());
    try {
      for (const [scheme, path] of [
        ['kore-read-only', '/contacts.ndjson'],
        ['kore-test', '/'],
        ['kore-unknown', '/contacts.ndjson'],
      ] as const)
        await exporter.exportTo({ ...choice, target: vscode.Uri.from({ scheme, path }) }, counted);
      assert.equal(reads, 0);
    } finally {
      readOnly.dispose();
      memory.dispose();
    }
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
