import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What must not be written anywhere. All of it is ASCII. */
export interface Private {
  readonly secrets: readonly string[];
  /** As they were sent. */
  readonly tokens: readonly string[];
  /** Digits alone. */
  readonly phoneNumbers: ReadonlySet<string>;
}

/** What of it is in a text: `secret`, `token` or `phone number`; never the value itself. */
export function leaksInText(text: string, { secrets, tokens, phoneNumbers }: Private): string[] {
  // A part of a token is as good as none, except to who searches a file that holds it in pieces.
  const signatures = tokens.map((token) => token.slice(token.lastIndexOf('.') + 1));
  const numbers = text.match(/\d{10,15}/gu) ?? [];
  return [
    ...(secrets.some((secret) => text.includes(secret)) ? ['secret'] : []),
    ...(signatures.some((signature) => text.includes(signature)) ? ['token'] : []),
    ...(numbers.some((number) => phoneNumbers.has(number)) ? ['phone number'] : []),
  ];
}

/** The same for files and for folders with all that is in them: `path: what` for each, however it is encoded. */
export function leaksInFiles(paths: readonly string[], sought: Private): string[] {
  return paths.flatMap(filesIn).flatMap((path) => {
    const found = new Set(textsOf(readFileSync(path)).flatMap((text) => leaksInText(text, sought)));
    return [...found].map((what) => `${path}: ${what}`);
  });
}

/** UTF-8, UTF-16 of either order at any place, and what is compressed with gzip. */
function textsOf(bytes: Buffer): string[] {
  const text = bytes.toString('latin1');
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return [text, text.replaceAll('\0', ''), ...(isGzip ? [gunzipSync(bytes).toString('latin1')] : [])];
}

function filesIn(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return readdirSync(path).flatMap((name) => filesIn(join(path, name)));
  return stat?.isFile() ? [path] : [];
}
