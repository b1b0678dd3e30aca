import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readExcelFile from 'read-excel-file/node';
import { fieldsOf } from '../../../src/contacts/export.ts';
import { startFile } from '../../../src/contacts/exportFile.ts';
import { XlsxWriter } from '../../../src/contacts/xlsx.ts';
import { readContact } from '../../../src/kore/shapes.ts';

type Rows = readonly (readonly string[])[];

/** The bytes of a workbook whose rows come in batches of two. */
async function workbook(header: readonly string[], rows: Rows, maxRows?: number) {
  const pieces: Buffer[] = [];
  const write = (piece: string | Uint8Array) => Promise.resolve(void pieces.push(Buffer.from(piece)));
  const writer = new XlsxWriter(header, write, maxRows);
  for (let at = 0; at < rows.length; at += 2) await writer.rows(rows.slice(at, at + 2));
  return { summary: await writer.end(), bytes: Buffer.concat(pieces) };
}

/** What a reader of another maker finds in it. */
async function sheetsIn(bytes: Buffer): Promise<{ sheet: string; data: unknown[][] }[]> {
  return readExcelFile(bytes, { trim: false });
}

describe('an XLSX workbook', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'kore-xlsx-'))));
  after(() => rmSync(folder, { recursive: true }));

  /** One file inside the workbook, as Info-ZIP unpacks it. */
  function part(bytes: Buffer, path: string): string {
    const file = join(folder, 'part.xlsx');
    writeFileSync(file, bytes);
    return execFileSync('unzip', ['-p', file, path.replace('[', '[[]')], { encoding: 'utf8' });
  }

  it('keeps long numbers, leading zeros, signs and formulas as text', async () => {
    const rows = [
      ['919876543210', '+91 98765 43210', '0044', '123456789012345678901234'],
      ['=1+1', "+1+cmd|' /C calc'!A0", '-', '-5'],
    ];
    const { bytes, summary } = await workbook(['a', 'b', 'c', 'd'], rows);
    deepEqual(await sheetsIn(bytes), [{ sheet: 'Contacts', data: [['a', 'b', 'c', 'd'], ...rows] }]);
    deepEqual(summary, { sheets: 1, shortened: 0 });
    const sheet = part(bytes, 'xl/worksheets/sheet1.xml');
    equal(sheet.match(/<c /gu)?.length, sheet.match(/<c r="[A-D][1-3]" s="[12]" t="inlineStr">/gu)?.length);
  });

  it('keeps blanks, markup, line breaks and other scripts', async () => {
    const rows = [
      [' a  ', '<b>&amp;"\'</b>', 'one\ntwo\tthree', '你好 مرحبا 😀'],
      ['', '', '', 'last'],
    ];
    const { bytes } = await workbook(['a', 'b', 'c', 'd'], rows);
    const [sheet] = await sheetsIn(bytes);
    deepEqual(sheet?.data.slice(1), [rows[0], [null, null, null, 'last']]);
  });

  it('writes what XML can’t hold as Excel does', async () => {
    const { bytes } = await workbook(
      ['a', 'b', 'c', 'd', 'e'],
      [['\u0000\u001b', 'a\r\nb', '_x0041_', 'x\ud800y', '\uffff\u0085']],
    );
    const texts = [...part(bytes, 'xl/worksheets/sheet1.xml').matchAll(/<t xml:space="preserve">([^<]*)</gu)];
    deepEqual(
      texts.slice(5).map(([, text]) => text),
      ['_x0000__x001B_', 'a_x000D_\nb', '_x005F_x0041_', 'x\ufffdy', '_xFFFF__x0085_'],
    );
    equal((await sheetsIn(bytes))[0]?.data.length, 2);
  });

  it('cuts texts to what Excel allows in a cell, and counts them', async () => {
    const rows = [['a'.repeat(32_767), 'b'.repeat(32_768), `${'c'.repeat(32_766)}😀`]];
    const { bytes, summary } = await workbook(['a', 'b', 'c'], rows);
    const [sheet] = await sheetsIn(bytes);
    deepEqual(sheet?.data[1], ['a'.repeat(32_767), 'b'.repeat(32_767), 'c'.repeat(32_766)]);
    equal(summary.shortened, 2);
  });

  it('goes on with another sheet, which has the header row too, when one is full', async () => {
    const rows = ['1', '2', '3', '4', '5', '6'].map((text) => [text]);
    const { bytes, summary } = await workbook(['a'], rows, 3);
    deepEqual(await sheetsIn(bytes), [
      { sheet: 'Contacts', data: [['a'], ['1'], ['2']] },
      { sheet: 'Contacts 2', data: [['a'], ['3'], ['4']] },
      { sheet: 'Contacts 3', data: [['a'], ['5'], ['6']] },
    ]);
    deepEqual(summary, { sheets: 3, shortened: 0 });
    ok(part(bytes, 'xl/worksheets/sheet2.xml').includes('<autoFilter ref="A1:A3"/>'));
  });

  it('of no rows has the header', async () => {
    const { bytes } = await workbook(['a', 'b'], []);
    deepEqual(await sheetsIn(bytes), [{ sheet: 'Contacts', data: [['a', 'b']] }]);
  });

  it('is an archive that unzip finds sound', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => [`${index}`, `+1555010${index}`]);
    const { bytes } = await workbook(['a', 'b'], rows, 15_000);
    const file = join(folder, 'contacts.xlsx');
    writeFileSync(file, bytes);
    ok(execFileSync('unzip', ['-t', file], { encoding: 'utf8' }).includes('No errors detected'));
  });

  it('fails with what its file fails with, at the next rows or at its end', async () => {
    const full = () => Promise.reject(new Error('disk full'));
    const writer = new XlsxWriter(['a'], full);
    const rows = Array.from({ length: 5_000 }, (_, index) => [`${index} ${'x'.repeat(index % 100)}`]);
    await rejects(async () => {
      for (;;) await writer.rows(rows);
    }, /disk full/u);
    await rejects(writer.rows([['late']]), /disk full/u);
    await rejects(new XlsxWriter(['a'], full).end(), /disk full/u);
  });

  it('waits for its file', async () => {
    let taken = 0;
    const slow = async (piece: string | Uint8Array) => {
      await new Promise((resolve) => setImmediate(resolve));
      taken += piece.length;
    };
    const writer = new XlsxWriter(['a'], slow);
    // Random digits, which can't be compressed much: 8 MB of them don't fit into the buffers on the way.
    const rows = () => Array.from({ length: 1_000 }, () => [String(Math.random()).repeat(4)]);
    for (let batch = 0; batch < 100; batch++) await writer.rows(rows());
    ok(taken > 1_000_000, `${taken} bytes`);
    await writer.end();
  });
});

describe('contacts exported to Excel', () => {
  it('have the columns of CSV, with each value as it was served', async () => {
    const pieces: Buffer[] = [];
    const write = (piece: string | Uint8Array) => Promise.resolve(void pieces.push(Buffer.from(piece)));
    const file = await startFile('xlsx', fieldsOf('xlsx'), write);
    const served = {
      botSessionId: '123456789012345678901234',
      phoneNumber: '+919876543210',
      dialerOutcome: '=1+1',
      agentDispositionCodes: ['a', '-'],
      numberOfAttemptsSoFar: 2,
      uniqueId: '007',
    };
    await file.rows([readContact(served)]);
    deepEqual(await file.end(), []);
    const [sheet] = await sheetsIn(Buffer.concat(pieces));
    deepEqual(sheet?.data, [
      [
        'botSessionId',
        'phoneNumber',
        'dialerOutcome',
        'botOutboundStatus',
        'botOutboundStatusDetail',
        'agentDispositionCodes',
        'numberOfAttemptsSoFar',
        'uniqueId',
      ],
      ['123456789012345678901234', '+919876543210', '=1+1', null, null, 'a, -', '2', '007'],
    ]);
  });

  it('come with the number of cells that Excel had no room for', async () => {
    const file = await startFile('xlsx', ['uniqueId', 'phoneNumber'], () => Promise.resolve());
    await file.rows([readContact({ uniqueId: 'a'.repeat(40_000), phoneNumber: '1' })]);
    deepEqual(await file.end(), ['1 cell shortened to the 32,767 characters that Excel allows']);
  });

  it('go on in a second sheet when the first is full, and say so', async function () {
    this.timeout(180_000);
    const file = await startFile('xlsx', ['uniqueId'], () => Promise.resolve());
    const rows = Array.from({ length: 1_024 }, () => readContact({ uniqueId: '1' }));
    for (let batch = 0; batch < 1_024; batch++) await file.rows(rows);
    deepEqual(await file.end(), ['they’re on 2 sheets, because Excel allows 1,048,576 rows on one']);
  });
});
