import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { walk } from '../../../src/contacts/walk.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../../src/demo/sampleTypes.ts';
import { sampleContactAt } from '../../../src/demo/sampleContacts.ts';
import { KoreError } from '../../../src/kore/errors.ts';
import { readCampaign } from '../../../src/kore/campaignDetails.ts';
import { readCampaignStatus, readCampaignsPage } from '../../../src/kore/shapes.ts';
import { runs } from '../../support/runs.ts';
import { cacheOf } from '../contacts/list.ts';
import { network } from '../kore/api.ts';
import { anyRow } from './answers.ts';

/** Ids that look like something else, or like each other. */
const ids = [
  'a',
  'A',
  ' a',
  'a/b',
  'a%2fb',
  'a/../b',
  '%',
  '__proto__',
  'constructor',
  'getAllCampaignDetails ',
  'é',
  'é',
];

/** A campaign whose every contact says which one it is of. */
function taggedWith(id: string): SampleCampaign {
  const campaign: SampleCampaign = { ...(sampleCampaigns[0] as SampleCampaign), id, contactCount: 30 };
  const fixedContacts = Array.from({ length: 30 }, (_, position) => ({
    ...sampleContactAt(campaign, position),
    uniqueId: id,
  }));
  return { ...campaign, fixedContacts };
}

describe('lies about campaigns', function () {
  this.timeout(120_000);
  const { sample, client } = network();

  it('in any rows and answers: no crash, no campaign dropped, texts alone', () => {
    const property = fc.property(fc.array(anyRow, { maxLength: 4 }), (texts) => {
      const results = texts.map((text) => JSON.parse(text) as unknown);
      const { items } = readCampaignsPage({ results }, { page: 1, limit: 50 });
      equal(items.length, results.length);
      for (const { contactLists, ...campaign } of items) {
        ok(Object.values(campaign).every((text) => typeof text === 'string'));
        ok(contactLists.every((name) => typeof name === 'string' && name !== ''));
      }
      for (const read of [readCampaign, readCampaignStatus]) {
        for (const row of results) {
          try {
            ok(read(row).id !== '');
          } catch (error) {
            ok(error instanceof KoreError && error.kind === 'notAnApiAnswer');
          }
        }
      }
    });
    fc.assert(property, { numRuns: runs(10_000) });
  });

  it('never show the contacts of another campaign', async () => {
    const server = await sample({ campaigns: ids.map(taggedWith) });
    const { api, scheduler } = client(server.origin);
    const cache = cacheOf({ api, scheduler }, 10);
    const tagsOf = async (id: string, task: 'get' | 'walk' | 'leave' | 'forget', page: number) => {
      const pages = cache.contactsOf(id);
      const tags: string[] = [];
      if (task === 'get') {
        tags.push(...(await pages.get(page, { priority: 'click' })).items.map(({ uniqueId }) => uniqueId));
      } else if (task === 'forget') {
        pages.forget();
      } else {
        for await (const { items } of walk(pages, new AbortController().signal)) {
          tags.push(...items.map(({ uniqueId }) => uniqueId));
          if (task === 'leave') break;
        }
      }
      return [...new Set(tags)].filter((tag) => tag !== id);
    };
    const step = fc.tuple(
      fc.constantFrom(...ids),
      fc.constantFrom('get', 'get', 'walk', 'leave', 'forget'),
      fc.integer({ min: 1, max: 4 }),
    );
    const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
      const foreign = await Promise.all(steps.map(([id, task, page]) => tagsOf(id, task as 'get', page)));
      deepEqual(foreign.flat(), []);
    });
    await fc.assert(property, { numRuns: runs(60) });
  });
});
