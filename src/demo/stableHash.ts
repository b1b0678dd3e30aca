/**
 * Mixes whole numbers into one of 32 bits: the same in, the same out, and neighbours far apart. The sample data
 * come from this instead of from random numbers, so that any row can be worked out alone and never changes.
 */
export function mix(...numbers: number[]): number {
  let hash = 0x9e3779b9;
  for (const number of numbers) {
    hash = Math.imul(hash ^ number, 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** A number for a text, to begin mixing with. */
export function seedOf(text: string): number {
  return mix(...Buffer.from(text));
}

/** So many hex digits that follow from a seed. */
export function hexOf(seed: number, digits: number): string {
  let hex = '';
  for (let word = 0; hex.length < digits; word += 1) hex += mix(seed, word).toString(16).padStart(8, '0');
  return hex.slice(0, digits);
}

/** An id as Kore.ai writes them, a kind and a UUID (`cd-` campaign, `cl-` list, `cf-` flow), that follows from a text. */
export function idOf(kind: string, text: string): string {
  const hex = hexOf(seedOf(`${kind} ${text}`), 32);
  return `${kind}-${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
