import { deepEqual, equal, rejects } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PartialFile } from '../../../src/contacts/partialFile.ts';

describe('a partial file', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kore-partial-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const target = () => join(folder, 'contacts.csv');
  const there = () => readdirSync(folder);

  it('leaves the target as it was until it is whole', async () => {
    writeFileSync(target(), 'old');
    const file = await PartialFile.beside(target());
    await file.write('new ');
    await file.write('text ü');
    equal(readFileSync(target(), 'utf8'), 'old');
    equal(there().length, 2);
    await file.complete();
    deepEqual([there(), readFileSync(target(), 'utf8')], [['contacts.csv'], 'new text ü']);
    await file.discard();
    deepEqual(there(), ['contacts.csv']);
  });

  it('that is discarded leaves nothing, and the target as it was', async () => {
    writeFileSync(target(), 'old');
    const file = await PartialFile.beside(target());
    await file.write('half');
    await file.discard();
    deepEqual([there(), readFileSync(target(), 'utf8')], [['contacts.csv'], 'old']);
  });

  it('that is abandoned leaves nothing', async () => {
    const file = await PartialFile.beside(target());
    await file.write('half');
    file.abandon();
    deepEqual(there(), []);
    await file.discard();
  });

  it('makes the folder where it is missing', async () => {
    const file = await PartialFile.beside(join(folder, 'new', 'one.csv'));
    await file.complete();
    deepEqual(readdirSync(join(folder, 'new')), ['one.csv']);
  });

  it('tells when the target cannot be taken, and still can be discarded', async () => {
    mkdirSync(target());
    writeFileSync(join(target(), 'in the way'), '');
    const file = await PartialFile.beside(target());
    await file.write('text');
    await rejects(file.complete());
    await file.discard();
    deepEqual(there(), ['contacts.csv']);
  });
});
