import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { rowXml, sheetEnd, sheetPath, sheetStart, workbookParts } from './xlsxParts.ts';

/** Excel's limit, the header row included. */
const rowsPerSheet = 1_048_576;

/** Excel's limit, in UTF-16 units. */
const longestText = 32_767;

/** What a workbook couldn't take as it was. */
export interface WorkbookSummary {
  readonly sheets: number;
  /** Cells that were cut to 32,767 UTF-16 units. */
  readonly shortened: number;
}

/**
 * An XLSX workbook of text cells that is written while its rows arrive: neither the rows nor the file are in memory as a whole. Compressed
 * by Node's thread pool. When a sheet is full, another one continues, with the same header row.
 */
export class XlsxWriter {
  private readonly zip = new ZipFile();
  private readonly written: Promise<void>;
  private failure: { readonly reason: unknown } | undefined;
  private stopWaiting: (() => void) | undefined;
  private sheet = new PassThrough();
  private sheets = 0;
  /** Of the current sheet, the header row included. */
  private rowCount = 0;
  private shortened = 0;
  /** Of the current sheet, not handed on yet. */
  private xml = '';

  /**
   * @param write writes the next piece of the file; waited for
   * @param maxRows of a sheet, the header row included
   */
  constructor(
    private readonly header: readonly string[],
    write: (piece: string | Uint8Array) => Promise<void>,
    private readonly maxRows = rowsPerSheet,
  ) {
    this.written = pipeline(this.zip.outputStream, async (pieces: AsyncIterable<string | Uint8Array>) => {
      for await (const piece of pieces) await write(piece);
    });
    this.written.catch((reason: unknown) => {
      this.failure = { reason };
      this.stopWaiting?.();
    });
    this.startSheet();
  }

  /** Takes the next rows; done when the file can take more. @throws what `write` throws */
  async rows(rows: readonly (readonly string[])[]): Promise<void> {
    for (const row of rows) {
      if (this.rowCount === this.maxRows) {
        await this.endSheet();
        this.startSheet();
      }
      const texts = row.map((text) => this.fitting(text));
      this.xml += rowXml(texts, ++this.rowCount);
    }
    await this.handOn();
  }

  /** Completes the file. @throws what `write` throws */
  async end(): Promise<WorkbookSummary> {
    await this.endSheet();
    for (const [path, xml] of Object.entries(workbookParts(this.sheets)))
      this.zip.addBuffer(Buffer.from(xml), path);
    this.zip.end();
    await this.written;
    return { sheets: this.sheets, shortened: this.shortened };
  }

  private startSheet(): void {
    this.sheet = new PassThrough();
    this.zip.addReadStream(this.sheet, sheetPath(++this.sheets));
    this.rowCount = 1;
    this.xml = sheetStart(this.header.length) + rowXml(this.header, this.rowCount, true);
  }

  private async endSheet(): Promise<void> {
    this.xml += sheetEnd(this.header.length, this.rowCount);
    await this.handOn();
    this.sheet.end();
  }

  private async handOn(): Promise<void> {
    const { xml, sheet } = this;
    this.xml = '';
    await new Promise<void>((resolve) => {
      // Nothing takes what is written to the sheet after the file failed.
      this.stopWaiting = resolve;
      if (this.failure) resolve();
      else sheet.write(xml, () => resolve());
    });
    if (this.failure) throw this.failure.reason;
  }

  private fitting(text: string): string {
    if (text.length <= longestText) return text;
    this.shortened++;
    // Not half a character.
    return text.slice(0, longestText).replace(/[\ud800-\udbff]$/, '');
  }
}
