import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file that is written piece by piece under a name of its own beside the target, and takes the target's name when it is whole. */
export class PartialFile {
  private isComplete = false;

  private constructor(
    private readonly handle: FileHandle,
    /** Where the pieces are, until {@link complete}. */
    readonly path: string,
    private readonly target: string,
  ) {}

  /**
   * @param target absolute path; what is there stays untouched until {@link complete}
   * @throws Error of the file system
   */
  static async beside(target: string): Promise<PartialFile> {
    await mkdir(dirname(target), { recursive: true });
    const path = join(dirname(target), `.${basename(target)}.${randomUUID().slice(0, 8)}.partial`);
    return new PartialFile(await open(path, 'wx'), path, target);
  }

  /** @throws Error of the file system, such as a full disk */
  async write(text: string): Promise<void> {
    await this.handle.writeFile(text);
  }

  /** Puts the whole file in the place of the target. @throws Error of the file system */
  async complete(): Promise<void> {
    await this.handle.sync();
    await this.handle.close();
    await rename(this.path, this.target);
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
