import { deepEqual, equal } from 'node:assert/strict';
import { describeFilter, passes, type ContactFilter } from '../../../src/contacts/contactFilter.ts';
import { countFacets, FilteredContacts } from '../../../src/contacts/filteredContacts.ts';
import { PlainStore } from '../../../src/contacts/pageStore.ts';
import { Pages } from '../../../src/contacts/pages.ts';
import { readContactsPage, type Contact } from '../../../src/kore/shapes.ts';

const busy = { dialerOutcome: 'busy', numberOfAttemptsSoFar: 1 };
const completed = {
  dialerOutcome: 'completed',
  numberOfAttemptsSoFar: 2,
  botSessionId: 's',
  // One of them twice: it is one contact.
  agentDispositionCodes: ['Resolved', 'VIP', 'Resolved'],
};
/** Blanks are no session ID. */
const blank = { botSessionId: ' ' };
const click = { priority: 'click' } as const;
const { signal } = new AbortController();

/** Three pages of three contacts. */
function list() {
  const pages = new Pages<Contact>(
    (request) =>
      Promise.resolve(
        readContactsPage(
          { results: [busy, completed, blank], ...request, totalPages: 3, totalResults: 9 },
          request,
        ),
      ),
    () => 3,
    new PlainStore(),
  );
  return pages;
}

function passing(filter: ContactFilter): unknown[] {
  const { items } = readContactsPage({ results: [busy, completed, blank] }, { page: 1, limit: 3 });
  return items.filter((contact) => passes(contact, filter)).map(({ served }) => served);
}

describe('a filter of contacts', () => {
  it('that is empty lets all pass', () => deepEqual(passing({}), [busy, completed, blank]));

  it('lets pass who has one of the values of a facet', () => {
    deepEqual(passing({ outcome: ['busy', 'completed'] }), [busy, completed]);
    deepEqual(passing({ outcome: [''] }), [blank]);
    deepEqual(passing({ disposition: ['VIP'] }), [completed]);
    deepEqual(passing({ disposition: [''] }), [busy, blank]);
    deepEqual(passing({ attempts: ['1', ''] }), [busy, blank]);
    deepEqual(passing({ session: ['yes'] }), [completed]);
    deepEqual(passing({ session: [''] }), [busy, blank]);
  });

  it('wants all facets that it names', () => {
    deepEqual(passing({ outcome: ['busy'], session: ['yes'] }), []);
    deepEqual(passing({ outcome: ['busy'], session: [''] }), [busy]);
  });

  it('can be put into words', () => {
    equal(describeFilter({}), '');
    const filter = { session: [''], outcome: ['busy', ''], disposition: [''], attempts: ['1', '2', ''] };
    equal(
      describeFilter(filter),
      'busy or no outcome, no disposition code, 1 attempt or 2 attempts or attempts unknown, without session ID',
    );
  });
});

describe('filtered contacts', () => {
  async function shown(filtered: FilteredContacts, most = 100) {
    const rows: string[] = [];
    for await (const [{ page }, indexes] of filtered.first(most, signal)) {
      for (const index of indexes) rows.push(`${page}/${index}`);
    }
    return rows;
  }

  it('know what they saw and what not, and see pages as they arrive', async () => {
    const pages = list();
    await pages.get(1, click);
    let changes = 0;
    const filtered = new FilteredContacts(pages, { outcome: ['busy', ''] }, () => changes++);
    await filtered.catchUp(signal);
    deepEqual([filtered.seen, filtered.matching, filtered.missingPages], [3, 2, 2]);
    await pages.get(3, click);
    deepEqual([filtered.seen, filtered.matching, filtered.missingPages, changes], [6, 4, 1, 1]);
    deepEqual(await shown(filtered), ['1/0', '1/2', '3/0', '3/2']);
    deepEqual(await shown(filtered, 3), ['1/0', '1/2', '3/0']);
  });

  it('are none after the pages were forgotten', async () => {
    const pages = list();
    const filtered = new FilteredContacts(pages, {}, () => undefined);
    await pages.get(1, click);
    pages.forget();
    deepEqual([filtered.seen, filtered.missingPages, await shown(filtered)], [0, undefined, []]);
  });

  it('hear nothing any more when they are disposed of', async () => {
    const pages = list();
    const filtered = new FilteredContacts(pages, {}, () => undefined);
    filtered.dispose();
    await pages.get(1, click);
    equal(filtered.seen, 0);
  });

  it('offer the values that are here, counted', async () => {
    const pages = list();
    for (const page of [1, 2]) await pages.get(page, click);
    const { outcome, disposition, attempts, session } = await countFacets(pages, signal);
    deepEqual(
      [outcome, disposition, attempts, session].map((counts) => Object.fromEntries(counts)),
      [
        { busy: 2, completed: 2, '': 2 },
        { '': 4, Resolved: 2, VIP: 2 },
        { 1: 2, 2: 2, '': 2 },
        { '': 4, yes: 2 },
      ],
    );
  });
});
