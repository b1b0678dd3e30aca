import { randomUUID } from 'node:crypto';
import { mkdir, open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** Where something was written, in bytes. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

/**
 * A file for what does not fit into memory. It loses its name as soon as it is open: so nobody else can open it, and the system
 * removes it when it is closed, or when the process ends in whatever way.
 */
export class OverflowFile {
  private readonly handle: Promise<FileHandle>;
  private end = 0;

  /** @param folder absolute path; made where it is missing */
  constructor(folder: string) {
    this.handle = openNameless(folder);
    // Met where the handle is used.
    this.handle.catch(() => undefined);
  }

  /** @throws Error of the file system */
  async write(bytes: Uint8Array): Promise<Place> {
    const place = { offset: this.end, length: bytes.byteLength };
    this.end += bytes.byteLength;
    const handle = await this.handle;
    for (let written = 0; written < bytes.byteLength;) {
      const { bytesWritten } = await handle.write(bytes, written, undefined, place.offset + written);
      written += bytesWritten;
    }
    return place;
  }

  /** @throws Error of the file system, or when the file is shorter than what was written */
  async read({ offset, length }: Place): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    const handle = await this.handle;
    for (let read = 0; read < length;) {
      const { bytesRead } = await handle.read(bytes, read, length - read, offset + read);
      if (bytesRead === 0) throw new Error('The file of pages that do not fit into memory is cut off.');
      read += bytesRead;
    }
    return bytes;
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await (await this.handle).close();
  }
}

async function openNameless(folder: string): Promise<FileHandle> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${randomUUID()}.pages`);
  const handle = await open(path, 'wx+', 0o600);
  await unlink(path);
  return handle;
}
