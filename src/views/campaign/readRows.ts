import type { Pages } from '../../contacts/pages.ts';
import type { Contact } from '../../kore/shapes.ts';
import type { ContactRef } from './messages.ts';

/** What is wanted of chosen contacts, in their order. Reads each page once, and keeps of it only that. @returns also how many are not here any more */
export async function readRows<T>(
  pages: Pages<Contact>,
  contacts: readonly ContactRef[],
  value: (contact: Contact) => T,
): Promise<{ readonly values: readonly (T | undefined)[]; readonly gone: number }> {
  const found = new Map<number, Map<number, T | undefined>>();
  for (const [number, index] of contacts) {
    const wanted = found.get(number) ?? new Map<number, T | undefined>();
    found.set(number, wanted.set(index, undefined));
  }
  for (const [number, wanted] of found) {
    const page = await pages.peek(number);
    for (const index of [...wanted.keys()]) {
      const contact = page?.items[index];
      if (contact) wanted.set(index, value(contact));
      else wanted.delete(index);
    }
  }
  const values = contacts
    .filter(([number, index]) => found.get(number)?.has(index))
    .map(([number, index]) => found.get(number)?.get(index));
  return { values, gone: contacts.length - values.length };
}
