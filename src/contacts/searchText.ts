/*
 * Text comparison for every filter and search over campaigns and contacts. Bundled into the webviews too.
 */

/** How a text contains what is searched for: as its whole, or as a part of it. */
export type Fit = 'whole' | 'part';

/** What is searched for, compared with texts and with phone numbers. */
export interface SearchText {
  /** Characters that count: neither spaces nor, in a phone number, punctuation. 0 matches everything. */
  readonly length: number;
  readonly inText: (text: string) => Fit | undefined;
  readonly inPhoneNumber: (phoneNumber: string) => Fit | undefined;
}

/** Letters that Unicode doesn't decompose into a letter and an accent. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŧ: 't',
  þ: 'th',
  ς: 'σ',
};

/** Digits after `00` from which on it means `+`. With fewer, the whole is more likely the end of a number, such as `0042`. */
const fewestAbroad = 4;

/**
 * A text without what people don't type and can't see: case, accents, invisible characters such as writing direction marks, and the kinds
 * of spaces, dashes and digits. Texts that differ in nothing else are equal.
 */
export function folded(text: string): string {
  // Normalization is slow, and most session IDs and phone numbers have nothing to normalize.
  if (/^[!-~]*$/u.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f\p{Cf}]/gu, '')
    .replace(/[ßæœøđðħıłŧþς]/gu, (letter) => plainLetters[letter] ?? letter)
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/gu, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** @param query as a person typed or pasted it */
export function searchText(query: string): SearchText {
  const text = folded(query);
  const inText = (hay: string) => fit(folded(hay), text);
  const isNumber = /^[\d\s+()./-]*\d[\d\s+()./-]*$/u.test(text);
  if (!isNumber) return { length: text.length, inText, inPhoneNumber: inText };
  const { digits, abroad } = phoneNumberOf(text);
  return {
    length: digits.length + (startsWithPlus(text) ? 1 : 0),
    inText,
    inPhoneNumber: (hay) => {
      const number = phoneNumberOf(folded(hay));
      const withCountry = number.abroad ?? number.digits;
      if (abroad === undefined) return withCountry === digits ? 'whole' : fit(number.digits, digits);
      if (withCountry === abroad) return 'whole';
      // "00…" may be digits inside a number as well; "+" can only be where a number begins.
      const isPart = withCountry.startsWith(abroad) || (digits !== abroad && number.digits.includes(digits));
      return isPart ? 'part' : undefined;
    },
  };
}

function fit(hay: string, needle: string): Fit | undefined {
  if (hay === needle) return 'whole';
  return hay.includes(needle) ? 'part' : undefined;
}

/** @returns all digits, and those from the country code on where the number is written with `+` or `00` */
function phoneNumberOf(text: string): { readonly digits: string; readonly abroad: string | undefined } {
  const isPlus = startsWithPlus(text);
  const all = text.replace(/\D/gu, '');
  const isAbroad = isPlus || (/^00[1-9]/u.test(all) && all.length - 2 >= fewestAbroad);
  if (!isAbroad) return { digits: all, abroad: undefined };
  // "+44 (0)20": the zero is dialed inside the country only.
  const digits = text.replace(/\(\s*0\s*\)/u, '').replace(/\D/gu, '');
  return { digits, abroad: isPlus ? digits : digits.replace(/^00/u, '') };
}

function startsWithPlus(text: string): boolean {
  return /^[\s(]*\+/u.test(text);
}
