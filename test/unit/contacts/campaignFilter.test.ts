import { deepEqual, equal, ok } from 'node:assert/strict';
import {
  checkHere,
  facetNames,
  facets,
  filterDescription,
  isOn,
  noFilter,
  queryOf,
  readFilter,
  sortOrders,
  type CampaignFilter,
  type SortOrder,
} from '../../../src/contacts/campaignFilter.ts';
import type { Campaign } from '../../../src/kore/shapes.ts';
import { click, network } from '../kore/api.ts';

const filterOf = (part: Partial<CampaignFilter>): CampaignFilter => ({ ...noFilter, ...part });

function campaignOf(part: Partial<Campaign>): Campaign {
  return {
    id: 'cd-1',
    name: '',
    description: '',
    status: '',
    dialingMode: '',
    priority: '',
    connection: '',
    contactLists: [],
    createdAt: '',
    updatedAt: '',
    campaignInstanceUpdatedAt: '',
    ...part,
  };
}

/** Whether a campaign is let through by what of the filter is done here. */
function passes(filter: Partial<CampaignFilter>, campaign: Partial<Campaign>): boolean {
  const check = checkHere(filterOf(filter));
  ok(check, 'nothing of this filter is done here');
  return check(campaignOf(campaign));
}

/** What is sent of a filter. */
function sent(filter: Partial<CampaignFilter>): unknown {
  return JSON.parse(JSON.stringify(queryOf(filterOf(filter))));
}

describe('campaign filter', () => {
  describe('is asked of the service', () => {
    it('not at all where there is none', () => {
      deepEqual(sent({}), {});
      equal(checkHere(noFilter), undefined);
    });

    it('as far as it goes by status, dialing mode and priority', () => {
      const filter = { status: ['Active', 'Paused'], dialingMode: ['Agentless'], priority: ['1', '5'] };
      deepEqual(sent(filter), {
        filters: { status: ['Active', 'Paused'], dialingMode: ['Agentless'], priority: [1, 5] },
      });
      equal(checkHere(filterOf(filter)), undefined);
    });

    it('with nothing of a name', () => {
      deepEqual(sent({ name: 'renewal' }), {});
      deepEqual(sent({ name: 'renewal', status: ['Active'] }), { filters: { status: ['Active'] } });
    });

    it('without a facet of which the API does not know all values', () => {
      deepEqual(sent({ status: ['Active', 'Rerun'], dialingMode: ['Power'], priority: ['1'] }), {
        filters: { priority: [1] },
      });
    });

    it('with an order only where one was chosen', () => {
      deepEqual(sent({ sort: 'newest' }), { sortBy: { createdAt: 'desc' } });
      deepEqual(sent({ sort: 'nameUp' }), { sortBy: { name: 'asc' } });
    });
  });

  describe('in every value and order', () => {
    const { sample, client } = network();

    it('is accepted by a service that follows the documentation', async () => {
      const { api } = client((await sample()).origin);
      const ask = (filter: Partial<CampaignFilter>) =>
        api.campaigns({ page: 1, limit: 50, query: queryOf(filterOf(filter)) }, click());
      for (const facet of facetNames) {
        for (const value of facets[facet].values) {
          const check = checkHere(filterOf({ [facet]: [value] }));
          const { items } = await ask({ [facet]: [value] });
          const found = check ? items.filter(check) : items;
          ok(found.length > 0, `${facet} ${value}`);
          ok(
            found.every((campaign) => campaign[facet] === value),
            `${facet} ${value}`,
          );
        }
      }
      for (const sort of Object.keys(sortOrders) as SortOrder[])
        equal((await ask({ sort })).items.length, 26);
    });
  });

  describe('by name', () => {
    const name = 'Élan: Rückgewinnung São Paulo, 2. Welle';

    it('lets through what contains it', () => {
      ok(passes({ name: 'Paulo, 2' }, { name }));
      ok(!passes({ name: 'Paulo 2' }, { name }));
    });

    it('ignores upper and lower case and accents, on either side', () => {
      for (const part of ['ELAN', 'élan', 'rückGEW', 'ruckgew', 'sao', 'SÃO', 'e\u0301lan', '  welle '])
        ok(passes({ name: part }, { name }), part);
      ok(passes({ name: 'Élan' }, { name: 'elan' }));
      ok(passes({ name: 'istanbul' }, { name: 'İSTANBUL' }));
    });

    it('keeps the marks of scripts that are written with them', () => {
      ok(!passes({ name: 'कि' }, { name: 'का' }));
      ok(passes({ name: 'مبيعات' }, { name: '🎉 مبيعات الخريف' }));
    });

    it('takes no character for a pattern', () => {
      ok(passes({ name: '.*' }, { name: 'a.*b' }));
      ok(!passes({ name: '.*' }, { name: 'ab' }));
    });
  });

  describe('by a value that the API does not know', () => {
    it('is done here', () => {
      ok(passes({ dialingMode: ['Power', 'Preview'] }, { dialingMode: 'Preview' }));
      ok(!passes({ dialingMode: ['Power', 'Preview'] }, { dialingMode: 'Agentless' }));
    });

    it('leaves to the service what it knows', () => {
      ok(passes({ status: ['Rerun'], priority: ['1'] }, { status: 'Rerun', priority: '2' }));
    });

    it('and by name lets through what meets both', () => {
      ok(passes({ status: ['Rerun'], name: 'flu' }, { status: 'Rerun', name: 'Flu' }));
      ok(!passes({ status: ['Rerun'], name: 'flu' }, { status: 'Rerun', name: 'Other' }));
      ok(!passes({ status: ['Rerun'], name: 'flu' }, { status: 'Active', name: 'Flu' }));
    });
  });

  describe('is described', () => {
    const active = filterOf({ status: ['Active'] });

    it('not at all where there is none', () => {
      equal(filterDescription(noFilter, [{ shown: 240, all: 240 }]), '');
      ok(!isOn(noFilter));
    });

    it('with how many of how many it lets through', () => {
      equal(filterDescription(active, [{ shown: 12, all: 1_240 }]), '12 of 1,240 campaigns · Active');
      equal(filterDescription(active, [{ shown: 1, all: 2 }]), '1 of 2 campaigns · Active');
      equal(filterDescription(active, [{ shown: 0, all: 1 }]), '0 of 1 campaign · Active');
    });

    it('without the whole number where it is not known, is the same, or cannot be right', () => {
      equal(filterDescription(active, [{ shown: 12, all: undefined }]), '12 campaigns · Active');
      equal(filterDescription(active, [{ shown: 12, all: 12 }]), '12 campaigns · Active');
      equal(filterDescription(active, [{ shown: 12, all: 11 }]), '12 campaigns · Active');
    });

    it('without any number where it is not known', () => {
      equal(filterDescription(active, [{ shown: undefined, all: 240 }]), 'Active');
      equal(filterDescription(active, []), 'Active');
    });

    it('with the sum of all connections, as far as all of them are known', () => {
      const one = { shown: 12, all: 240 };
      equal(filterDescription(active, [one, { shown: 0, all: 3 }]), '12 of 243 campaigns · Active');
      equal(filterDescription(active, [one, { shown: 1, all: undefined }]), '13 campaigns · Active');
      equal(filterDescription(active, [one, { shown: undefined, all: 3 }]), 'Active');
    });

    it('in all its parts', () => {
      const all = {
        name: 'pay',
        status: ['Active', 'Paused'],
        dialingMode: ['Power'],
        priority: ['1', '2'],
        sort: 'newest',
      } as const;
      equal(filterDescription(all, []), 'Active, Paused · Power · P1, P2 · “pay” · Newest first');
    });
  });

  it('is described without links, which VS Code would make clickable', () => {
    equal(filterDescription(filterOf({ name: '[a](command:b)' }), []), '“[a] (command:b)”');
  });

  describe('that was saved', () => {
    it('is read as it was', () => {
      const filter = filterOf({ name: 'pay', status: ['Rerun'], priority: ['3'], sort: 'oldest' });
      deepEqual(readFilter(JSON.parse(JSON.stringify(filter))), filter);
    });

    for (const odd of [
      undefined,
      null,
      7,
      [],
      {},
      { ...noFilter, name: 7 },
      { ...noFilter, status: ['Deleted'] },
      { ...noFilter, priority: [1] },
      { ...noFilter, sort: 'constructor' },
    ]) {
      it(`is none where it is ${JSON.stringify(odd)}`, () => equal(readFilter(odd), noFilter));
    }
  });
});
