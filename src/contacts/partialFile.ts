import { randomUUID } from 'node:crypto';
import { rmSync, type Stats } from 'node:fs';
import { mkdir, open, readlink, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UnwritableFileError, hasCode } from './unwritableFile.ts';

/** Milliseconds that a rename is tried again: on Windows, virus scanners and sync programs lock a new file for a moment. */
const renamePatience = 10_000;

/**
 * A file that is written piece by piece under a name of its own beside the target, and takes the target's name when it is complete. A
 * target that is there keeps its mode and owner; behind a symbolic link, the file that it points to is replaced.
 */
export class PartialFile {
  private isComplete = false;

  private constructor(
    private readonly handle: FileHandle,
    /** Where the pieces are, until {@link complete}. */
    readonly path: string,
    /** Absolute path, no symbolic link. */
    private readonly target: string,
  ) {}

  /**
   * Opens the file, and looks whether the target can be written in the end.
   * @param target absolute path; what is there stays untouched until {@link complete}
   * @throws UnwritableFileError
   */
  static async beside(target: string): Promise<PartialFile> {
    return writing(target, async () => {
      await mkdir(dirname(target), { recursive: true });
      const file = await withoutLinks(target);
      const existing = await existingFile(file);
      // Characters take up to four bytes, and a name has 255.
      const start = Array.from(basename(file)).slice(0, 50).join('');
      const path = join(dirname(file), `.${start}.${randomUUID().slice(0, 8)}.partial`);
      const handle = await open(path, 'wx', existing ? existing.mode & 0o777 : 0o666);
      if (existing) await adopt(handle, existing);
      return new PartialFile(handle, path, file);
    });
  }

  /** @throws UnwritableFileError, for example when the disk is full */
  async write(piece: string | Uint8Array): Promise<void> {
    await writing(this.target, () => this.handle.writeFile(piece));
  }

  /** Puts the complete file in the place of the target. @throws UnwritableFileError */
  async complete(): Promise<void> {
    await writing(this.target, async () => {
      await this.handle.sync();
      await this.handle.close();
      await renamePatiently(this.path, this.target);
    });
    this.isComplete = true;
  }

  /** Removes the name at once, as the last thing that a process does. */
  abandon(): void {
    rmSync(this.path, { force: true });
  }

  /** Removes what was written; does nothing where it is complete. */
  async discard(): Promise<void> {
    if (this.isComplete) return;
    await this.handle.close();
    await rm(this.path, { force: true });
  }
}

async function writing<T>(target: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new UnwritableFileError(basename(target), cause);
  }
}

/** The path that symbolic links lead to, whether or not something is there. */
async function withoutLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  const folder = await realpath(dirname(path));
  const link = await readlink(path).catch(() => undefined);
  return link === undefined ? join(folder, basename(path)) : withoutLinks(resolve(folder, link));
}

/** @returns undefined where nothing is. @throws Error of the file system, where no file is, or none that can be written */
async function existingFile(path: string): Promise<Stats | undefined> {
  const existing = await stat(path).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  });
  if (!existing) return undefined;
  if (existing.isDirectory()) throw Object.assign(new Error('a folder is there'), { code: 'EISDIR' });
  if (!existing.isFile()) throw new Error('something is there that is no file');
  // Fails for what is read-only, and on Windows for what another program has locked. Changes nothing.
  await (await open(path, 'r+')).close();
  return existing;
}

/** Mode and owner, as far as this user may set them; the file was opened with no more rights than the mode gives. */
async function adopt(handle: FileHandle, { mode, uid, gid }: Stats): Promise<void> {
  await handle.chown(uid, gid).catch(() => undefined);
  await handle.chmod(mode & 0o7777).catch(() => undefined);
}

async function renamePatiently(from: string, to: string): Promise<void> {
  const end = performance.now() + renamePatience;
  for (let wait = 10; ; wait = Math.min(2 * wait, 500)) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const mayPass = ['EACCES', 'EBUSY', 'EPERM'].some((code) => hasCode(error, code));
      if (!mayPass || performance.now() + wait > end) throw error;
      await sleep(wait);
    }
  }
}
