import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { campaign, cleanUp, connect, once, parts, plain } from './parts.ts';

async function mask(value: true | undefined): Promise<void> {
  const { tree } = await parts();
  const shownAnew = once(tree.onDidChangeTreeData);
  await vscode.workspace
    .getConfiguration('koreCampaigns')
    .update('maskPhoneNumbers', value, vscode.ConfigurationTarget.Global);
  await shownAnew;
}

/** Everything that the row of the first contact says. */
async function saidOfFirst(): Promise<readonly string[]> {
  const { tree } = await parts();
  const [first] = await tree.getChildren(await campaign(/documentation sample/u));
  assert.ok(first);
  const item = tree.getTreeItem(first);
  const { tooltip } = tree.resolveTreeItem(item, first);
  return [plain(item.label), plain(tooltip), item.accessibilityInformation?.label ?? ''];
}

describe('masking phone numbers', () => {
  afterEach(cleanUp);

  it('applies at once to label, tooltip and what is read aloud, without a request', async () => {
    const { server } = await connect();
    assert.ok((await saidOfFirst()).every((text) => text.includes('919876543210')));
    const before = server.seen.length;
    await mask(true);
    const masked = await saidOfFirst();
    await mask(undefined);
    assert.ok(masked.every((text) => text.includes('•••••••••210') && !text.includes('919876543210')));
    assert.ok((await saidOfFirst()).every((text) => text.includes('919876543210')));
    assert.equal(server.seen.length, before);
  });
});
