import type { Contact } from '../kore/shapes.ts';
import { outcomeText } from './outcome.ts';
import { breakdowns } from './summary.ts';

/** What contacts can be told apart by. */
export const facets = ['outcome', 'disposition', 'attempts', 'session'] as const;
export type Facet = (typeof facets)[number];

/** Those contacts that have, in every facet that is named, one of the values named there. Values are as {@link valuesOf} gives them. */
export type ContactFilter = Partial<Record<Facet, readonly string[]>>;

export const facetLabels: Record<Facet, string> = {
  outcome: 'Outcome',
  disposition: 'Disposition',
  attempts: 'Attempts',
  session: 'Session ID',
};

/** The values of a contact in a facet, at least one and none twice; `''` where it has none. */
export function valuesOf(contact: Contact, facet: Facet): readonly string[] {
  switch (facet) {
    case 'outcome':
      return [outcomeText(contact)];
    case 'disposition':
    case 'attempts':
    case 'session':
      return breakdowns[facet].valuesOf(contact);
  }
}

/** A facet's value for people. */
export function valueLabel(facet: Facet, value: string): string {
  switch (facet) {
    case 'outcome':
      return value || 'no outcome';
    case 'disposition':
      return value || 'no disposition code';
    case 'attempts':
      return value === '' ? 'attempts unknown' : `${value} attempt${value === '1' ? '' : 's'}`;
    case 'session':
      return value === '' ? 'without session ID' : 'with session ID';
  }
}

export function passes(contact: Contact, filter: ContactFilter): boolean {
  return facets.every((facet) => {
    const wanted = filter[facet];
    return !wanted || valuesOf(contact, facet).some((value) => wanted.includes(value));
  });
}

/** `completed or busy, with session ID`; `''` for a filter that lets all pass. */
export function describeFilter(filter: ContactFilter): string {
  return facets
    .flatMap((facet) => filter[facet]?.map((value) => valueLabel(facet, value)).join(' or ') ?? [])
    .join(', ');
}
