import { readContact } from '../../../src/kore/shapes.ts';
import { packRow } from '../../../src/views/campaign/rows.ts';
import { LoadedRows } from '../../../media/campaign/loadedRows.ts';

/** Rows as they travel, from what the service would serve. */
export function packed(...served: readonly object[]) {
  return served.map((one) => packRow(readContact(one)));
}

/** A campaign of `total` contacts by three a page; those pages that are named have come, each contact with its place as its number. */
export function loadedOf(total: number, pages: readonly number[]): LoadedRows {
  const loaded = new LoadedRows();
  const shape = { limit: 3, totalPages: Math.ceil(total / 3), totalResults: total };
  for (const page of pages) {
    const first = (page - 1) * 3 + 1;
    const places = [first, first + 1, first + 2].filter((place) => place <= total);
    loaded.set(page, packed(...places.map((place) => ({ phoneNumber: String(place) }))), shape);
  }
  return loaded;
}
