/** The XML files of an XLSX workbook whose cells are all text (ECMA-376, part 1). */

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaging = 'http://schemas.openxmlformats.org/package/2006';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Indexes into `cellXfs` of {@link styles}. */
const textStyle = 1;
const headerStyle = 2;

/** In characters: a session ID, the longest that most contacts have, takes 24. */
const columnWidth = 26;

/** Where a sheet is inside the file. @param number from 1 */
export function sheetPath(number: number): string {
  return `xl/worksheets/sheet${number}.xml`;
}

/** The parts that lead to the sheets, by their path inside the file. */
export function workbookParts(sheets: number): Readonly<Record<string, string>> {
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  const sheet = (number: number) =>
    `<sheet name="Contacts${number === 1 ? '' : ` ${number}`}" sheetId="${number}" r:id="rId${number}"/>`;
  const links = numbers.map((number) => link(number, 'worksheet', `worksheets/sheet${number}.xml`));
  const overrides = numbers.map((number) => override(sheetPath(number), 'worksheet'));
  return {
    '_rels/.rels': linksPart([link(1, 'officeDocument', 'xl/workbook.xml')]),
    'xl/styles.xml': styles,
    'xl/workbook.xml': `${declaration}<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${numbers.map(sheet).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': linksPart([...links, link(sheets + 1, 'styles', 'styles.xml')]),
    '[Content_Types].xml': `${declaration}<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${override('xl/workbook.xml', 'sheet.main')}${override('xl/styles.xml', 'styles')}${overrides.join('')}</Types>`,
  };
}

/** A sheet up to its first row. The header row stays in sight, and cells that a person fills in are text as well. */
export function sheetStart(columns: number): string {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const cols = `<col min="1" max="${columns}" width="${columnWidth}" style="${textStyle}" customWidth="1"/>`;
  return `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${cols}</cols><sheetData>`;
}

/** A sheet from its last row on: filter buttons in the header row, and no warning at each number that is text. */
export function sheetEnd(columns: number, rows: number): string {
  const range = `A1:${columnLetters(columns - 1)}${rows}`;
  return `</sheetData><autoFilter ref="${range}"/><ignoredErrors><ignoredError sqref="${range}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
}

/** @param number from 1 */
export function rowXml(texts: readonly string[], number: number, isHeader = false): string {
  const style = isHeader ? headerStyle : textStyle;
  const cells = texts.map((text, index) =>
    text === ''
      ? ''
      : `<c r="${columnLetters(index)}${number}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`,
  );
  return `<row r="${number}">${cells.join('')}</row>`;
}

/** Characters that XML can't hold, or changes, are written as `_xHHHH_`; so is a `_` that would start such a sequence. */
function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/_(?=x[\da-f]{4}_)/giu, '_x005F_')
    .replace(/(?![\t\n])[\p{Cc}\ufffe\uffff]/gu, (character) => {
      const code = character.charCodeAt(0).toString(16).toUpperCase();
      return `_x${code.padStart(4, '0')}_`;
    })
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** `A` to `Z`, then `AA`. @param index from 0 */
function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

function link(number: number, type: string, target: string): string {
  return `<Relationship Id="rId${number}" Type="${relationships}/${type}" Target="${target}"/>`;
}

function linksPart(links: readonly string[]): string {
  return `${declaration}<Relationships xmlns="${packaging}/relationships">${links.join('')}</Relationships>`;
}

function override(path: string, type: string): string {
  return `<Override PartName="/${path}" ContentType="${types}.${type}+xml"/>`;
}

/** Number format 49 is Excel's own "Text". */
const styles = `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
