import { deepEqual, equal, rejects } from 'node:assert/strict';
import { contactAt } from '../../../src/contacts/contactAt.ts';
import { Pages } from '../../../src/contacts/pages.ts';
import { PlainStore } from '../../../src/contacts/pageStore.ts';
import { readContactsPage, type Contact } from '../../../src/kore/shapes.ts';

/** A list of contacts `1` to `total`, of which the server gives at most `serverLimit` a page, and what it was asked for. */
function list({ total = 250, pageSize = 100, serverLimit = 100 }) {
  const asked: string[] = [];
  const pages = new Pages<Contact>(
    (request) => {
      asked.push(`page ${request.page} of ${request.limit}`);
      const limit = Math.min(request.limit, serverLimit);
      const first = (request.page - 1) * limit;
      const count = Math.max(0, Math.min(limit, total - first));
      const results = Array.from({ length: count }, (_, index) => ({ uniqueId: String(first + index + 1) }));
      const totals = { totalResults: total, totalPages: Math.ceil(total / limit) };
      return Promise.resolve(readContactsPage({ results, page: request.page, limit, ...totals }, request));
    },
    () => pageSize,
    new PlainStore(),
  );
  return { pages, asked };
}

const options = { priority: 'click' } as const;

describe('contactAt', () => {
  it('asks for the page that holds the position', async () => {
    const { pages, asked } = list({});
    const found = await contactAt(pages, 201, 100, options);
    equal(found?.contact.uniqueId, '201');
    deepEqual([found.position, found.page, found.index], [201, 3, 0]);
    equal(found.fetchedAt, (await pages.peek(3))?.fetchedAt);
    deepEqual(asked, ['page 3 of 100']);
  });

  it('takes the last row of a page from that page', async () => {
    const { pages } = list({});
    const found = await contactAt(pages, 200, 100, options);
    deepEqual([found?.contact.uniqueId, found?.page, found?.index], ['200', 2, 99]);
  });

  it('asks for nothing that is here', async () => {
    const { pages, asked } = list({});
    await pages.get(2, options);
    equal((await contactAt(pages, 150, 100, options))?.contact.uniqueId, '150');
    deepEqual(asked, ['page 2 of 100']);
  });

  it('asks once more when the server serves smaller pages', async () => {
    const { pages, asked } = list({ serverLimit: 20 });
    const found = await contactAt(pages, 133, 100, options);
    deepEqual([found?.contact.uniqueId, found?.page, found?.index], ['133', 7, 12]);
    deepEqual(asked, ['page 2 of 100', 'page 7 of 20']);
  });

  it('goes by the size that the list has told, not by the guess', async () => {
    const { pages, asked } = list({ serverLimit: 20 });
    await pages.get(1, options);
    equal((await contactAt(pages, 133, 100, options))?.contact.uniqueId, '133');
    deepEqual(asked, ['page 1 of 100', 'page 7 of 20']);
  });

  it('bears a guess that is not the size in force', async () => {
    const { pages } = list({ pageSize: 50 });
    equal((await contactAt(pages, 133, 100, options))?.contact.uniqueId, '133');
  });

  it('finds nothing when the list is shorter now', async () => {
    const { pages } = list({ total: 120 });
    equal(await contactAt(pages, 121, 100, options), undefined);
    equal(await contactAt(pages, 500, 100, options), undefined);
  });

  it('throws what the service throws, and the reason of a cancel', async () => {
    const failing = new Pages<Contact>(
      () => Promise.reject(new Error('unreachable')),
      () => 100,
      new PlainStore(),
    );
    await rejects(contactAt(failing, 1, 100, options), /unreachable/u);
    const signal = AbortSignal.abort(new Error('left'));
    await rejects(contactAt(list({}).pages, 1, 100, { ...options, signal }), /left/u);
  });
});
