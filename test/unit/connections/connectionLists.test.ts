import { deepEqual } from 'node:assert/strict';
import { mergeConnections } from '../../../src/connections/connectionLists.ts';

const one = { name: 'One', host: 'platform.kore.ai', streamId: 'st-1', accountId: 'a', clientId: 'cs-1' };
const two = { ...one, name: 'Two', streamId: 'st-2' };

function merged(...values: readonly unknown[]) {
  const wheres = ['the settings', 'the workspace settings', 'the settings of the folder "app"'];
  const lists = values.map((value, index) => ({ where: wheres[index] ?? '', value }));
  const { connections, problems } = mergeConnections(lists);
  return { names: connections.map(({ name }) => name), problems };
}

describe('connections of several places', () => {
  it('are all there, those of the user first', () => {
    const three = { ...one, name: 'Three', host: 'de-platform.kore.ai' };
    deepEqual(merged([one], [two], [three]), { names: ['One', 'Two', 'Three'], problems: [] });
    deepEqual(merged(undefined, [two]), { names: ['Two'], problems: [] });
    deepEqual(merged([], []), { names: [], problems: [] });
  });

  it('that lead to the same app are one, which the nearest place describes', () => {
    deepEqual(merged([one, two], [{ ...one, name: 'Uno' }]), { names: ['Uno', 'Two'], problems: [] });
  });

  it('that lead to the same app within one place are a problem', () => {
    deepEqual(merged([one], [two, { ...two, name: 'Twin' }]), {
      names: ['One', 'Two'],
      problems: ['Connection 2 in the workspace settings cannot be used: it leads to the same app as "Two"'],
    });
  });

  it('that cannot be used are counted in their own place, and hide none', () => {
    deepEqual(merged([one, 7], [{ ...one, host: '' }, two], [null]), {
      names: ['One', 'Two'],
      problems: [
        'Connection 2 in the settings cannot be used: it must be an object',
        'Connection 1 in the workspace settings cannot be used: "host" is missing',
        'Connection 1 in the settings of the folder "app" cannot be used: it must be an object',
      ],
    });
  });

  for (const value of [one, { connections: [one] }, 'st-1', 7, true, null]) {
    it(`are not in ${JSON.stringify(value).slice(0, 20)}, which is said, and the others are there`, () => {
      deepEqual(merged(value, [two]), {
        names: ['Two'],
        problems: [
          '"koreCampaigns.connections" in the settings must be a list, with square brackets around its connections.',
        ],
      });
    });
  }
});
