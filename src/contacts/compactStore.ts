import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { parseJson, toJson } from '../kore/json.ts';
import { readContact, type Contact, type Page } from '../kore/shapes.ts';
import { OverflowFile, type Place } from './overflowFile.ts';
import type { PageStore } from './pageStore.ts';

/** Bytes of one campaign kept in memory, deflated: about 150,000 contacts. What comes after them goes to a file. */
const memory = 4 * 1024 * 1024;

/** Where pages go that are too many for memory. */
export interface Overflow {
  /** Absolute path of a folder of the extension's own; made when it is needed. */
  readonly folder: string;
  /** Told when the file cannot be used: from then on everything stays in memory, and nothing is lost. */
  readonly failed: (error: Error) => void;
}

type Kept = Uint8Array | Place;

/**
 * Keeps the pages of a campaign's contacts small: as deflated JSON, some 25 bytes a contact, the first in memory and the rest in a
 * file. A page is made anew from it, rows as they were served, at each {@link get}.
 */
export class CompactStore implements PageStore<Contact> {
  private readonly kept = new Map<number, Kept>();
  private bytesInMemory = 0;
  private file: OverflowFile | undefined;

  /** @param memoryBytes kept in memory before the file is made */
  constructor(
    private readonly overflow: Overflow,
    private memoryBytes = memory,
  ) {}

  get count(): number {
    return this.kept.size;
  }

  numbers(): Iterable<number> {
    return this.kept.keys();
  }

  has(page: number): boolean {
    return this.kept.has(page);
  }

  async get(page: number): Promise<Page<Contact> | undefined> {
    const kept = this.kept.get(page);
    if (kept === undefined) return undefined;
    if (kept instanceof Uint8Array) return unpack(kept);
    try {
      return unpack((await this.file?.read(kept)) ?? new Uint8Array());
    } catch (error) {
      // Asked for again, it is as good as new.
      if (this.kept.get(page) === kept) this.kept.delete(page);
      this.overflow.failed(error as Error);
      return undefined;
    }
  }

  set(page: Page<Contact>): void {
    this.dropBytes(this.kept.get(page.page));
    const packed = pack(page);
    this.kept.set(page.page, packed);
    this.bytesInMemory += packed.byteLength;
    if (this.bytesInMemory > this.memoryBytes) void this.moveToFile(page.page, packed);
  }

  delete(page: number): void {
    this.dropBytes(this.kept.get(page));
    this.kept.delete(page);
  }

  clear(): void {
    this.kept.clear();
    this.bytesInMemory = 0;
    void this.file?.close().catch(this.overflow.failed);
    this.file = undefined;
  }

  private async moveToFile(page: number, packed: Uint8Array): Promise<void> {
    const file = (this.file ??= new OverflowFile(this.overflow.folder));
    try {
      const place = await file.write(packed);
      if (this.kept.get(page) !== packed) return;
      this.dropBytes(packed);
      this.kept.set(page, place);
    } catch (error) {
      if (this.file !== file || this.memoryBytes === Infinity) return;
      this.memoryBytes = Infinity;
      this.overflow.failed(error as Error);
    }
  }

  private dropBytes(kept: Kept | undefined): void {
    if (kept instanceof Uint8Array) this.bytesInMemory -= kept.byteLength;
  }
}

function pack(page: Page<Contact>): Uint8Array {
  const served = page.items.map((contact) => contact.served ?? null);
  const json = toJson({ ...page, items: served });
  // zlib answers with a part of a buffer as long as a chunk, the whole of which would be kept: hence a copy, and short chunks.
  return new Uint8Array(deflateRawSync(json, { level: 1, chunkSize: 4_096 }));
}

function unpack(packed: Uint8Array): Page<Contact> {
  const page = parseJson(inflateRawSync(packed).toString()) as Page<unknown>;
  return { ...page, totalResults: page.totalResults, items: page.items.map(readContact) };
}
