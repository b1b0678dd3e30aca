import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause } from '../../support/pause.ts';
import { PartialFile } from '../../../src/contacts/partialFile.ts';
import { UnwritableFileError } from '../../../src/contacts/unwritableFile.ts';

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

  it('fails when the target’s name was taken meanwhile, and still can be discarded', async () => {
    const file = await PartialFile.beside(target());
    await file.write('text');
    mkdirSync(target());
    writeFileSync(join(target(), 'in the way'), '');
    await rejects(file.complete(), UnwritableFileError);
    await file.discard();
    deepEqual(there(), ['contacts.csv']);
  });

  it('takes a name that leaves no room for its own', async () => {
    const long = join(folder, `${'名'.repeat(83)}.csv`);
    await written(long, 'text');
    equal(readFileSync(long, 'utf8'), 'text');
  });

  async function written(path: string, text: string): Promise<void> {
    const file = await PartialFile.beside(path);
    await file.write(text);
    await file.complete();
  }

  describe('over a file that is there', () => {
    it('keeps its mode, also while it is written', async () => {
      writeFileSync(target(), 'old');
      chmodSync(target(), 0o600);
      const file = await PartialFile.beside(target());
      equal(statSync(file.path).mode & 0o777, 0o600);
      await file.write('new');
      await file.complete();
      deepEqual([readFileSync(target(), 'utf8'), statSync(target()).mode & 0o777], ['new', 0o600]);
      chmodSync(target(), 0o666);
      await written(target(), 'newer');
      equal(statSync(target()).mode & 0o777, 0o666);
    });

    it('keeps its owner, where this user may set it', async function () {
      if (process.getuid?.() !== 0) this.skip();
      writeFileSync(target(), 'old');
      chownSync(target(), 1234, 1234);
      await written(target(), 'new');
      deepEqual([statSync(target()).uid, statSync(target()).gid], [1234, 1234]);
    });

    it('writes through symbolic links', async () => {
      mkdirSync(join(folder, 'real'));
      const real = join(folder, 'real', 'data.csv');
      writeFileSync(real, 'old');
      symlinkSync('real/data.csv', join(folder, 'link'));
      symlinkSync('link', target());
      await written(target(), 'new');
      equal(readFileSync(real, 'utf8'), 'new');
      ok(lstatSync(target()).isSymbolicLink() && lstatSync(join(folder, 'link')).isSymbolicLink());
      deepEqual(readdirSync(join(folder, 'real')), ['data.csv']);
    });
  });

  it('is made where a symbolic link points, though nothing is there yet', async () => {
    mkdirSync(join(folder, 'real'));
    symlinkSync('real', join(folder, 'folder'));
    symlinkSync('../new.csv', join(folder, 'real', 'link.csv'));
    await written(join(folder, 'folder', 'link.csv'), 'new');
    equal(readFileSync(join(folder, 'new.csv'), 'utf8'), 'new');
    ok(lstatSync(join(folder, 'real', 'link.csv')).isSymbolicLink());
  });

  describe('is refused before anything is written', () => {
    const refusal = (message: RegExp) => (error: unknown) =>
      error instanceof UnwritableFileError && message.test(error.message);

    it('where a folder is', async () => {
      mkdirSync(target());
      await rejects(PartialFile.beside(target()), refusal(/^Couldn’t write “contacts.csv”. A folder/u));
      deepEqual(there(), ['contacts.csv']);
    });

    it('where something else than a file is', async () => {
      await rejects(PartialFile.beside('/dev/null'), refusal(/no file/u));
    });

    it('where a file is in place of the folder', async () => {
      writeFileSync(join(folder, 'file'), '');
      await rejects(PartialFile.beside(join(folder, 'file', 'contacts.csv')), refusal(/^Couldn’t write/u));
    });

    it('where links lead in a circle', async () => {
      symlinkSync('other', target());
      symlinkSync('contacts.csv', join(folder, 'other'));
      await rejects(PartialFile.beside(target()), refusal(/ELOOP/u));
    });

    it('where the folder or the file is read-only', () =>
      asNobody(async () => {
        writeFileSync(target(), 'old');
        chmodSync(target(), 0o400);
        await rejects(PartialFile.beside(target()), refusal(/permission/u));
        chmodSync(folder, 0o500);
        await rejects(PartialFile.beside(join(folder, 'other.csv')), refusal(/permission/u));
        deepEqual([there(), readFileSync(target(), 'utf8')], [['contacts.csv'], 'old']);
      }));
  });

  it('waits for a name that is locked for a moment', () =>
    asNobody(async () => {
      const file = await PartialFile.beside(target());
      await file.write('text');
      chmodSync(folder, 0o500);
      const unlocked = pause(300, 'another program holds the file for a moment').then(() =>
        chmodSync(folder, 0o700),
      );
      await file.complete();
      await unlocked;
      deepEqual([there(), readFileSync(target(), 'utf8')], [['contacts.csv'], 'text']);
    }));

  /** File modes don't stop root. */
  async function asNobody(work: () => Promise<void>): Promise<void> {
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) chownSync(folder, 65_534, 65_534);
    if (isRoot) process.seteuid?.(65_534);
    try {
      await work();
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(folder, 0o700);
    }
  }
});
