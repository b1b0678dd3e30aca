const numbers = new Intl.NumberFormat('en');

/** `1,204`. */
export function grouped(count: number): string {
  return numbers.format(count);
}

/** `1 contact`, `1,204 contacts`; the plural of all nouns here is made with an s. */
export function quantity(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}
