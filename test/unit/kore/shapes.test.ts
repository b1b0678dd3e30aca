import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { inspect } from 'node:util';
import { readCampaign } from '../../../src/kore/campaignDetails.ts';
import { readCampaignStatus, readCampaignsPage, readContactsPage } from '../../../src/kore/shapes.ts';
import type { Campaign, Contact } from '../../../src/kore/shapes.ts';
import { click, firstPage, network } from './api.ts';
import { documentedAnswer } from './documentedAnswer.ts';

const refused = { name: 'KoreError', kind: 'notAnApiAnswer' };

function contactFrom(row: unknown): Contact {
  const [contact] = readContactsPage({ results: [row] }, firstPage).items;
  if (!contact) throw new Error('The row was left out.');
  return contact;
}

function campaignFrom(row: unknown): Campaign {
  const [campaign] = readCampaignsPage({ results: [row] }, firstPage).items;
  if (!campaign) throw new Error('The row was left out.');
  return campaign;
}

/** A contact without what it was read from. */
function known(contact: Contact): Partial<Contact> {
  const fields: Partial<Contact> & { served?: unknown } = { ...contact };
  delete fields.served;
  return fields;
}

const emptyContact = {
  phoneNumber: '',
  uniqueId: '',
  dialerOutcome: '',
  numberOfAttemptsSoFar: undefined,
  botSessionId: '',
  agentDispositionCodes: [],
  botOutboundStatus: '',
  botOutboundStatusDetail: '',
};

describe('answer shapes', () => {
  describe("the documentation's own answer", () => {
    const { odd, client } = network();

    it('is read exactly, three rows under a total of four', async () => {
      const { origin } = await odd((response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(documentedAnswer);
      });
      const page = await client(origin).api.contacts('cd-1', firstPage, click());
      deepEqual(page.items.map(known), [
        {
          phoneNumber: '919876543210',
          uniqueId: '',
          dialerOutcome: '',
          numberOfAttemptsSoFar: 2,
          botSessionId: '685d3c819e81807087b6xxxx',
          agentDispositionCodes: [],
          botOutboundStatus: 'userHangUp',
          botOutboundStatusDetail: 'Client side',
        },
        {
          phoneNumber: '125xxxx0200',
          uniqueId: '',
          dialerOutcome: 'completed',
          numberOfAttemptsSoFar: 1,
          botSessionId: '685d3c4a6b208b1e96a1xxxx',
          agentDispositionCodes: ['System Generated'],
          botOutboundStatus: 'userHangUp',
          botOutboundStatusDetail: 'user_hangup',
        },
        {
          phoneNumber: '911234567890',
          uniqueId: '',
          dialerOutcome: 'completed',
          numberOfAttemptsSoFar: 1,
          botSessionId: '685d3c479e81807087b6xxxx',
          agentDispositionCodes: ['Requires Supervisor Attention'],
          botOutboundStatus: 'agentHangUp',
          botOutboundStatusDetail: 'agent_hangup',
        },
      ]);
      deepEqual([page.page, page.limit, page.totalPages, page.totalResults], [1, 100, 1, 4]);
    });

    it('keeps each row as it was served', () => {
      const { data } = JSON.parse(documentedAnswer) as { data: { results: unknown[] } };
      const { items } = readContactsPage(data, firstPage);
      deepEqual(
        items.map(({ served }) => served),
        data.results,
      );
    });
  });

  describe('field', () => {
    const texts = [
      'phoneNumber',
      'uniqueId',
      'dialerOutcome',
      'botSessionId',
      'botOutboundStatus',
      'botOutboundStatusDetail',
    ] as const;
    for (const field of texts) {
      it(`${field} is text, whatever is served`, () => {
        const read = (value: unknown) => contactFrom({ [field]: value })[field];
        deepEqual(
          ['a', '', null, undefined, Infinity, 15_550_100_001, 0, true, { a: 1 }, [1, 'b']].map(read),
          ['a', '', '', '', '', '15550100001', '0', 'true', '{"a":1}', '[1,"b"]'],
        );
      });
    }

    it('numberOfAttemptsSoFar is a count or unknown', () => {
      const read = (value: unknown) => contactFrom({ numberOfAttemptsSoFar: value }).numberOfAttemptsSoFar;
      deepEqual([0, -0, 3, '3', ' 3 '].map(read), [0, 0, 3, 3, 3]);
      for (const value of [null, undefined, '', ' ', 'three', -1, 1.5, 1e300, true, [2], {}, '-1'])
        equal(read(value), undefined, JSON.stringify(value));
    });

    it('agentDispositionCodes is a list of texts', () => {
      const read = (value: unknown) => contactFrom({ agentDispositionCodes: value }).agentDispositionCodes;
      deepEqual(read(['Resolved', 'DROP-OFF']), ['Resolved', 'DROP-OFF']);
      deepEqual(read('Resolved'), ['Resolved']);
      deepEqual(read([1, null, '', { a: 1 }]), ['1', '{"a":1}']);
      for (const value of [null, undefined, '', []]) deepEqual(read(value), []);
    });

    it('that is unknown is kept in what was served', () => {
      const row = { phoneNumber: '1', region: { name: 'North' } };
      const contact = contactFrom(row);
      equal(contact.served, row);
      ok(!('region' in contact));
    });

    it('`served` of a row does not pass for the row itself', () => {
      const row = { served: 'x' };
      equal(contactFrom(row).served, row);
    });
  });

  describe('row', () => {
    for (const row of [null, 'text', 7, true, [], ['a'], {}]) {
      it(`${JSON.stringify(row)} is a contact of which nothing is known`, () => {
        const contact = contactFrom(row);
        deepEqual(known(contact), emptyContact);
        equal(contact.served, row);
      });
    }

    it('keeps its place among the others', () => {
      const { items } = readContactsPage(
        { results: [{ uniqueId: 'a' }, null, { uniqueId: 'b' }] },
        firstPage,
      );
      deepEqual(
        items.map(({ uniqueId }) => uniqueId),
        ['a', '', 'b'],
      );
    });

    it('that looks like another is kept too', () => {
      const twin = { phoneNumber: '1' };
      equal(readContactsPage({ results: [twin, { ...twin }] }, firstPage).items.length, 2);
    });

    it('pollutes no prototype, and takes nothing from one', () => {
      const poisoned = JSON.parse(
        '{"__proto__":{"phoneNumber":"1","polluted":true},"constructor":{"prototype":{"polluted":true}}}',
      ) as unknown;
      const contact = contactFrom(poisoned);
      deepEqual(known(contact), emptyContact);
      equal(Object.getPrototypeOf(contact), Object.prototype);
      ok(!('polluted' in {}) && !('polluted' in contact));
    });
  });

  describe('page', () => {
    const page = (data: object) => readContactsPage({ results: [], ...data }, { page: 3, limit: 50 });

    for (const data of [
      undefined,
      null,
      'text',
      7,
      [],
      {},
      { results: null },
      { results: {} },
      { results: 'x' },
    ]) {
      it(`without a list of results is refused: ${inspect(data)}`, () => {
        throws(() => readContactsPage(data, firstPage), refused);
        throws(() => readCampaignsPage(data, firstPage), refused);
      });
    }

    it('may have no more than its results', () => {
      const { fetchedAt, ...rest } = readContactsPage({ results: [] }, firstPage);
      deepEqual(rest, { items: [], page: 1, limit: 100, totalPages: 1, totalResults: undefined });
      ok(Math.abs(fetchedAt - Date.now()) < 5_000);
    });

    it('other than the one asked for is refused', () => {
      throws(() => page({ page: 2 }), { ...refused, message: /page 2 instead of page 3/u });
      throws(() => page({ page: '4' }), refused);
      throws(() => page({ page: 0 }), refused);
    });

    it('may be told as text, or not at all', () => {
      for (const value of ['3', 3, null, undefined, 'x', {}]) equal(page({ page: value }).page, 3);
    });

    it('has the limit of the server where that is smaller', () => {
      equal(page({ limit: 20 }).limit, 20);
      equal(page({ limit: '20' }).limit, 20);
      equal(page({ limit: 1 }).limit, 1);
    });

    it('has the limit asked for where the server tells a larger one, none or nonsense', () => {
      for (const limit of [50, 100, 1e300, 0, -1, 2.5, null, undefined, 'many', {}])
        equal(page({ limit }).limit, 50, JSON.stringify(limit));
    });

    it('has the limit asked for where it holds more rows than the server tells', () => {
      const { limit } = readContactsPage({ results: [{}, {}], limit: 1 }, firstPage);
      equal(limit, 100);
    });

    it('has the totals of the server, even where they disagree', () => {
      const { totalPages, totalResults } = page({ totalPages: 2, totalResults: 4_000 });
      deepEqual([totalPages, totalResults], [2, 4_000]);
    });

    it('works out the number of pages from the number of rows', () => {
      equal(page({ totalResults: 101 }).totalPages, 3);
      equal(page({ totalResults: 100 }).totalPages, 2);
      equal(page({ totalResults: 101, limit: 10 }).totalPages, 11);
      equal(page({ totalResults: 0 }).totalPages, 1);
    });

    it('takes a full page without totals for one with another behind it', () => {
      const full = readContactsPage({ results: [{}, {}] }, { page: 4, limit: 2 });
      const last = readContactsPage({ results: [{}] }, { page: 4, limit: 2 });
      deepEqual([full.totalPages, last.totalPages], [5, 4]);
    });

    it('goes by its rows where the totals disagree with them', () => {
      const pagesOf = (totals: object) =>
        readContactsPage({ results: [{}, {}], ...totals }, { page: 4, limit: 2 }).totalPages;
      equal(pagesOf({ totalPages: 4, totalResults: 9 }), 5);
      equal(pagesOf({ totalPages: 4, totalResults: 8 }), 4);
      equal(pagesOf({ totalPages: 2, totalResults: 3 }), 4);
      equal(pagesOf({ totalPages: 9, totalResults: 3 }), 9);
    });

    it('takes totals that are no counts for none', () => {
      for (const total of [-1, 1.5, 1e300, 'many', null, {}, true]) {
        const { totalPages, totalResults } = page({ totalPages: total, totalResults: total });
        deepEqual([totalPages, totalResults], [3, undefined], JSON.stringify(total));
      }
    });

    it('has at least one page in its list', () => {
      equal(page({ totalPages: 0 }).totalPages, 1);
    });

    it('bears huge totals', () => {
      const most = Number.MAX_SAFE_INTEGER;
      const { totalPages, totalResults } = page({ totalPages: most, totalResults: most });
      deepEqual([totalPages, totalResults], [most, most]);
    });

    it('keeps more rows than its limit', () => {
      equal(readContactsPage({ results: [{}, {}, {}] }, { page: 1, limit: 2 }).items.length, 3);
    });
  });

  describe('campaign', () => {
    it('has its id in `_id` or in `id`', () => {
      const ids = [
        { _id: 'a' },
        { id: 'b' },
        { _id: 'a', id: 'b' },
        { _id: '', id: 'b' },
        { _id: null, id: 7 },
      ];
      deepEqual(
        ids.map((row) => campaignFrom(row).id),
        ['a', 'b', 'a', 'b', '7'],
      );
    });

    it('without an id stays in the list', () => {
      equal(campaignFrom({ name: 'Nameless' }).id, '');
    });

    it('has texts, whatever is served', () => {
      const { name, priority, description, contactLists } = campaignFrom({
        name: 5,
        priority: 3,
        description: null,
        contactLists: 'List A',
      });
      deepEqual([name, priority, description, contactLists], ['5', '3', '', ['List A']]);
    });

    it('carries nothing unknown', () => {
      ok(!('dncLists' in campaignFrom({ _id: 'a', dncLists: {} })));
    });

    it('asked for alone must have an id', () => {
      equal(readCampaign({ _id: 'a', name: 'A' }).name, 'A');
      for (const data of [undefined, null, {}, [], 'x', { name: 'A' }])
        throws(() => readCampaign(data), refused);
    });

    it('has a status, with its id in `id` or in `_id`', () => {
      deepEqual(readCampaignStatus({ id: 'a', name: 'A', status: 'Active' }), {
        id: 'a',
        name: 'A',
        status: 'Active',
      });
      equal(readCampaignStatus({ _id: 'a' }).id, 'a');
      equal(readCampaignStatus({ _id: 'a', id: 'b' }).id, 'b');
      throws(() => readCampaignStatus({ status: 'Active' }), refused);
    });
  });
});
