import { deepEqual, equal, ok } from 'node:assert/strict';
import { walk } from '../../../src/contacts/walk.ts';
import type { SampleFault } from '../../../src/demo/faults.ts';
import type { SampleContact } from '../../../src/demo/sampleTypes.ts';
import { campaigns, pageOf, type Campaign } from './campaign.ts';
import { changedData } from './faults.ts';
import { missingIn, tally } from './tally.ts';

const reported = (total: number, sent: number) =>
  `Kore.ai reports ${total.toLocaleString('en')} contacts, but sent ${sent.toLocaleString('en')} contacts`;

describe('a walk over a campaign whose totals and pages are not what they should be', () => {
  const { campaignOf } = campaigns();

  /** A campaign of 850 whose answers for such pages are not the real ones. */
  async function lying(fault: SampleFault, isHit: (page: number) => boolean = () => true): Promise<Campaign> {
    const made = await campaignOf(850);
    made.server.intercept((request) => isHit(pageOf(request)), fault, Infinity);
    return made;
  }

  /** A campaign of 850 whose very rows a test may change. */
  async function changing(): Promise<Campaign & { rows: SampleContact[] }> {
    const made = await campaignOf(850);
    const rows = [...(made.held() as SampleContact[])];
    made.campaign.fixedContacts = rows;
    return { ...made, rows };
  }

  /** What is lost and doubled counts where the person is not told so. */
  const toldOf = { lost: 0, doubled: 0 };

  it('tells that a page in the middle was empty', async () => {
    const { read, held, wrongWith } = await lying(
      changedData((data) => ({ ...data, results: [] })),
      (page) => page === 5,
    );
    const reading = await read();
    deepEqual(reading.rows, held().toSpliced(400, 100));
    deepEqual(reading.findings, [reported(850, 750)]);
    await tally('an empty page in the middle', 1, { ...wrongWith(reading), ...toldOf });
  });

  describe('reads on to the end of the campaign and tells the difference', () => {
    const totals: Record<string, [totals: object, told: number | undefined]> = {
      'too many rows and pages': [{ totalResults: 2_000, totalPages: 20 }, 2_000],
      'too many pages': [{ totalPages: 20 }, undefined],
      'too many rows': [{ totalResults: 2_000 }, 2_000],
      'too few pages': [{ totalPages: 3 }, undefined],
      'too few rows': [{ totalResults: 250 }, 250],
      'no rows': [{ totalResults: 0 }, 0],
      'no number of pages': [{ totalPages: null }, undefined],
      'no totals': [{ totalResults: undefined, totalPages: undefined }, undefined],
      'totals that are no numbers': [{ totalResults: -1, totalPages: {} }, undefined],
    };
    for (const [what, [lie, told]] of Object.entries(totals)) {
      it(`where the server tells ${what}`, async () => {
        const { read, held, wrongWith } = await lying(changedData((data) => ({ ...data, ...lie })));
        const reading = await read();
        equal(reading.error, undefined);
        deepEqual(reading.rows, held());
        deepEqual(reading.findings, told === undefined ? [] : [reported(told, 850)]);
        await tally('totals that lie', 9, wrongWith(reading));
      });
    }

    it('where only the first page tells the truth', async () => {
      const { read, held, wrongWith } = await lying(
        changedData((data) => ({ ...data, totalPages: 1 })),
        (page) => page > 1,
      );
      const reading = await read();
      deepEqual(reading.rows, held());
      await tally('totals that lie', 8, wrongWith(reading));
    });
  });

  it('follows a campaign that grows', async () => {
    const { pages, campaign, server, held, read, wrongWith } = await campaignOf(850);
    for await (const { page } of walk(pages, new AbortController().signal)) {
      if (page === 3) campaign.contactCount = 1_120;
    }
    const reading = await read();
    deepEqual(reading.rows, held());
    deepEqual(reading.findings, ['the campaign grew by 270 contacts while it was read']);
    ok(server.seen.length <= 13);
    await tally('totals that grow', 1, wrongWith(reading));
  });

  it('follows a campaign that shrinks, and keeps what was read', async () => {
    const { pages, rows, read } = await changing();
    const before = [...rows];
    for await (const { page } of walk(pages, new AbortController().signal)) {
      if (page === 1) rows.length = 420;
    }
    const reading = await read();
    equal(reading.findings[0], 'the campaign shrank by 430 contacts while it was read');
    const [lost, doubled] = [missingIn(rows, reading.rows), missingIn(reading.rows, before)];
    await tally('totals that shrink', 1, { lost, doubled });
  });

  it('tells that a page came twice', async () => {
    const { server, read, held, wrongWith } = await campaignOf(850);
    const fourth = held().slice(300, 400);
    const again = changedData((data) => ({ ...data, results: fourth }));
    server.intercept((request) => pageOf(request) === 5, again);
    const reading = await read();
    deepEqual(reading.rows, held().toSpliced(400, 100, ...fourth));
    deepEqual(reading.findings, ['100 rows repeat at page borders']);
    await tally('a repeated page', 1, { ...wrongWith(reading), ...toldOf });
  });

  it('tells that rows came in before the ones that were read', async () => {
    const { pages, rows, read } = await changing();
    const before = [...rows];
    for await (const { page } of walk(pages, new AbortController().signal, { firstPage: 1, lastPage: 3 })) {
      if (page === 3) rows.unshift(...before.slice(0, 7).map((row) => ({ ...row, uniqueId: 'new' })));
    }
    const reading = await read();
    deepEqual(reading.findings, [
      'the campaign grew by 7 contacts while it was read',
      '7 rows repeat at page borders',
    ]);
    equal(missingIn(reading.rows, rows), 7);
    await tally('shifted pages', 1, { lost: missingIn(before, reading.rows) });
  });

  it('stops where the page size changes, and goes on when it is the old one', async () => {
    const { server, read, held, wrongWith } = await campaignOf(850);
    const half = changedData((data) => ({ ...data, limit: 50, results: data.results.slice(0, 50) }));
    server.intercept((request) => pageOf(request) === 5, half);
    const stopped = await read();
    equal(
      stopped.error?.message,
      'Kore.ai changed the page size from 100 to 50. Refresh to read the list anew.',
    );
    deepEqual(stopped.rows, held().slice(0, 400));
    const reading = await read();
    deepEqual(reading.rows, held());
    await tally('a page size that changes', 1, wrongWith(reading));
  });
});
