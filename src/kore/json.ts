import { isLosslessNumber, LosslessNumber, parse, stringify } from 'lossless-json';

/** A number that a JavaScript number can't hold exactly as it's written: too many digits, an exponent, trailing zeros, `-0`. */
const perhapsInexact = /(?:^|[:,[])\s*(?:-0|-?\d+[.eE]|-?\d{16})/u;

/**
 * The value of a JSON text with every digit of its numbers; a byte order mark before it is ignored. A number that JavaScript would write
 * differently becomes a {@link LosslessNumber}. Only texts that may hold one pay for the slower parser.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const json = text.replace(/^\ufeff/u, '');
  // The native parser decides what's JSON, and reads the rest.
  const value: unknown = JSON.parse(json);
  return perhapsInexact.test(json)
    ? parse(json, undefined, { parseNumber: exactNumber, onDuplicateKey: ({ newValue }) => newValue })
    : value;
}

/** JSON of a value from {@link parseJson}, with its numbers as they were served; parameters like those of `JSON.stringify`. */
export function toJson(
  value: unknown,
  indent?: number,
  replacer?: (key: string, value: unknown) => unknown,
): string {
  return stringify(value ?? null, replacer, indent) ?? 'null';
}

/** Digits of a number as they were served; undefined for any other value. */
export function digitsOf(value: unknown): string | undefined {
  return isLosslessNumber(value) ? value.toString() : undefined;
}

/** Whether a value from {@link parseJson} is a JSON object. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
}

function exactNumber(digits: string): number | LosslessNumber {
  const number = Number(digits);
  return String(number) === digits ? number : new LosslessNumber(digits);
}
