/** What a shortcut needs of a `KeyboardEvent`. */
export interface Key {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * Whether Ctrl (or Cmd) is held down with the key of a letter, and with Shift where wanted.
 * @param letter in lower case
 */
export function isShortcut(event: Key, letter: string, withShift = false): boolean {
  return (
    isCommandKey(event) && event.shiftKey === withShift && !event.altKey && latinLetter(event) === letter
  );
}

/** Whether Ctrl, or Cmd on a Mac, is held down. */
export function isCommandKey({ ctrlKey, metaKey }: Key): boolean {
  return ctrlKey || metaKey;
}

/**
 * The letter that a shortcut goes by: the one that the key types, or, on layouts of other scripts such as Cyrillic or Hebrew, the one at the
 * key's place on a US keyboard.
 */
function latinLetter({ key, code }: Key): string | undefined {
  if (/^[a-z]$/iu.test(key)) return key.toLowerCase();
  const isOtherScript = /[\p{L}\p{M}]/u.test(key) && !/\p{Script=Latin}/u.test(key);
  return isOtherScript ? /^Key([A-Z])$/u.exec(code)?.[1]?.toLowerCase() : undefined;
}
