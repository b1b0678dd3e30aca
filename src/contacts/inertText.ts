/** What spreadsheets skip before the sign of a formula: blanks, invisible characters, and quotes that they take for those of a cell. */
const skipped = /^[\s\p{Cc}\p{Cf}"]*/u;

/** The signs that start a formula, also in their full-width form. */
const sign = /^[=+\-@＝＋－＠]/u;

/** A formula behind a separator inside a text: a program that is set to another separator than the file's starts a cell there. */
const innerSign = /([,;\t\r\n])(?:(?![\t\r\n])[\s\p{Cc}\p{Cf}"])*(?=[=+\-@＝＋－＠])/gu;

/** A number, or a placeholder made of dashes. */
const number = /^(?:[+-]\p{Nd}+(?:[.,]\p{Nd}+)*|-+)[\s\p{Cf}"]*$/u;

/** A phone number in groups without dashes. */
const spacedNumber = /^\+[\p{Cf}\s().]*\p{Nd}[\p{Nd}\p{Cf}\s().]*"*$/u;

/** A phone number in groups with dashes: 7 to 15 digits, the most that E.164 allows. Fewer may be a subtraction. */
const dashedNumber = /^\+(?=(?:\P{Nd}*\p{Nd}){7,15}\P{Nd}*$)[\p{Nd}\p{Pd}\p{Cf}\s().]+"*$/u;

/** UTF-16 units. Longer texts are no such number, and aren't searched for one. */
const longestNumber = 60;

/**
 * A text that no spreadsheet runs as a formula when it reads it as a cell: an apostrophe precedes what would be one. Plain numbers, phone
 * numbers and dashes stay as they are, since they can't run anything and an importer needs them unchanged.
 */
export function inertText(text: string): string {
  const blank = skipped.exec(text)?.[0] ?? '';
  const rest = text.slice(blank.length);
  const isFormula = sign.test(rest) && (/\p{Cc}/u.test(blank) || !isHarmless(rest));
  const inert = rest.replace(innerSign, (found, separator: string, at: number) => {
    const start = rest.slice(at + found.length, at + found.length + longestNumber + 1);
    const isAlone = ends(separator).every((end) => isHarmless(start.split(end, 1)[0] ?? ''));
    return isAlone ? found : `${found}'`;
  });
  // Some spreadsheets drop a leading tab or carriage return, and then read a formula.
  return isFormula || /^[\t\r]/u.test(text) ? `'${blank}${inert}` : `${blank}${inert}`;
}

/** What may end the cell behind a separator. To a program that separates cells with commas or semicolons, a tab is a mere blank. */
function ends(separator: string): readonly RegExp[] {
  if (/[\r\n]/u.test(separator)) return [/[\r\n]/u];
  return separator === '\t' ? [/\t/u, /[,\r\n]/u, /[;\r\n]/u] : [new RegExp(separator, 'u')];
}

/** @param cell from the sign on */
function isHarmless(cell: string): boolean {
  return cell.length <= longestNumber && [number, spacedNumber, dashedNumber].some((one) => one.test(cell));
}
