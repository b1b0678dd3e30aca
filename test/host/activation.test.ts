import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { theExtension } from './parts.ts';

describe('the extension', () => {
  it('activates, and hands out its parts to tests', async () => {
    const extension = theExtension();
    const parts = await extension.activate();
    assert.equal(extension.isActive, true);
    assert.ok(parts.tree);
  });

  it('has every command that its manifest promises, and no other', async () => {
    await theExtension().activate();
    const { contributes } = theExtension().packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const promised = contributes.commands.map(({ command }) => command).sort();
    const there = (await vscode.commands.getCommands(true))
      .filter((id) => /^koreCampaigns\.[^.]+$/u.test(id))
      .sort();
    assert.deepEqual(there, promised);
  });
});
