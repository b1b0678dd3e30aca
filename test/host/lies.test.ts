import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import * as vscode from 'vscode';
import { noFilter } from '../../src/contacts/campaignFilter.ts';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../src/demo/sampleTypes.ts';
import type { SampleContact } from '../../src/demo/sampleTypes.ts';
import { KoreError } from '../../src/kore/errors.ts';
import { plainText } from '../../src/kore/plainText.ts';
import { readCampaignsPage, readContact, readContactsPage } from '../../src/kore/shapes.ts';
import {
  campaignNodes,
  connectionNode,
  contactNodes,
  noticeNode,
  type TreeNode,
} from '../../src/tree/nodes.ts';
import { tooltip, treeItem } from '../../src/tree/treeItems.ts';
import { runs } from '../support/runs.ts';
import { anyRow, contactRow, nasty } from '../unit/lies/answers.ts';
import { campaign, cleanUp, connect, parts, plain } from './parts.ts';

/** Whatever was served, VS Code is given plain text for it. */
function isSound(node: TreeNode): void {
  const item = treeItem(node);
  const label = plain(item.label);
  assert.notEqual(label, '');
  const texts = [label, item.description, item.accessibilityInformation?.label].filter(
    (text) => text !== undefined,
  );
  for (const text of texts) {
    assert.equal(typeof text, 'string');
    assert.doesNotMatch(text as string, /[\p{Cc}\p{Bidi_Control}\u2028\u2029]|\]\(|\$\(/u);
  }
  for (const line of plain(tooltip(node)).split('\n'))
    assert.equal(line.trimEnd(), plainText(line, Infinity));
  assert.match(item.command?.command ?? 'koreCampaigns.none', /^koreCampaigns\./u);
}

describe('lies', function () {
  this.timeout(120_000);
  afterEach(cleanUp);

  async function owner() {
    const { connection } = await connect();
    const { connections } = await parts();
    return connectionNode(connections.open(connection), noFilter);
  }

  it('of any contacts become rows of plain text, one for each', async () => {
    await connect();
    const parent = await campaign('Delivery slot survey');
    const property = fc.property(fc.array(contactRow, { maxLength: 4 }), (texts) => {
      const results = texts.map((text) => JSON.parse(text) as unknown);
      const nodes = contactNodes(parent, parent, readContactsPage({ results }, { page: 2, limit: 100 }));
      assert.equal(nodes.length, results.length);
      for (const node of nodes) isSound(node);
    });
    fc.assert(property, { numRuns: runs(5_000) });
  });

  it('of any campaigns become rows of plain text, one for each, and no two with the same id', async () => {
    const connection = await owner();
    const property = fc.property(fc.array(anyRow, { maxLength: 5 }), (texts) => {
      const results = texts.map((text) => JSON.parse(text) as unknown);
      const page = readCampaignsPage({ results }, { page: 1, limit: 50 });
      const nodes = campaignNodes(connection, connection, page);
      assert.equal(nodes.length, results.length);
      const contacts = nodes.flatMap((node) => {
        const rows = readContactsPage({ results: [{}, {}] }, { page: 1, limit: 100 });
        return contactNodes(node, node, rows);
      });
      const ids = [...nodes, ...contacts].map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length, ids.join('\n'));
      for (const node of nodes) isSound(node);
    });
    fc.assert(property, { numRuns: runs(4_000) });
  });

  it('of ids that look like those of other rows are told apart', async () => {
    const connection = await owner();
    const ids = [
      'a',
      'a',
      'row 1',
      'row 1 a',
      'a/page 1/row 0',
      '',
      '',
      'a%2Fpage 1%2Frow 0',
      '\ud800',
      '\ufffd',
    ];
    const page = readCampaignsPage({ results: ids.map((_id) => ({ _id })) }, { page: 1, limit: 50 });
    const nodes = campaignNodes(connection, connection, page);
    const contacts = nodes.flatMap((node) =>
      contactNodes(node, node, readContactsPage({ results: [{}] }, { page: 1, limit: 100 })),
    );
    assert.equal(new Set([...nodes, ...contacts].map(({ id }) => id)).size, 2 * ids.length);
  });

  it('in what a server says of a failure become plain text', async () => {
    const { open } = await owner();
    for (const said of nasty) {
      const error = new KoreError('rejectedInput', { status: 400, said });
      isSound(noticeNode(undefined, { about: 'failed', error, open }));
      isSound(noticeNode(undefined, { about: 'failed', error: new Error(`It broke: ${said}`), open }));
    }
  });

  it('of a whole campaign are copied, each row once', async () => {
    const texts = fc.sample(contactRow, { numRuns: 350, seed: 1 });
    const rows = texts.map((text) => JSON.parse(text) as SampleContact);
    const lying: SampleCampaign = {
      ...(sampleCampaigns[0] as SampleCampaign),
      name: 'Lies',
      fixedContacts: rows,
    };
    await connect({ campaigns: [lying] });
    const node = await campaign('Lies');
    const copied = async (command: string) => {
      await vscode.commands.executeCommand(`koreCampaigns.${command}`, node);
      return vscode.env.clipboard.readText();
    };
    const served = JSON.parse(JSON.stringify(rows)) as unknown[];
    assert.deepEqual(JSON.parse(await copied('copyContactsJson')), served);
    const contacts = served.map(readContact);
    const withText = (field: 'botSessionId' | 'phoneNumber') =>
      contacts.filter((contact) => contact[field].trim() !== '').length;
    assert.equal((await copied('copySessionIds')).split('\n').length, withText('botSessionId'));
    assert.equal((await copied('copyPhoneNumbers')).split('\n').length, withText('phoneNumber'));
  });
});
