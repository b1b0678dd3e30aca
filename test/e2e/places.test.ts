import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { until } from '../support/until.ts';
import { useOwnWorkbench, writeWorkspaceSettings } from './session.ts';
import { Workbench } from './workbench.ts';

/** A connection that nobody is signed in to, so it sends nothing. */
function entry(name: string): Record<string, string> {
  return { name, host: 'https://kore.corp.test', streamId: `st-${name}`, accountId: 'a', clientId: 'cs-1' };
}

/** A workspace with two folders, on a machine with settings of its own. */
describe('connections of all places', () => {
  const setting = 'koreCampaigns.connections';
  const session = useOwnWorkbench({ userSettings: { [setting]: [entry('Person')] } });
  const machineSettings = () => join(session.vscode.tempDir, 'data/Machine/settings.json');
  const folder = (name: string) => join(session.vscode.tempDir, name);
  const settingsIn = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  let workbench: Workbench;

  before('open a workspace', async function () {
    this.timeout(120_000);
    mkdirSync(dirname(machineSettings()), { recursive: true });
    writeFileSync(machineSettings(), JSON.stringify({ [setting]: [entry('Machine')] }));
    writeWorkspaceSettings(folder('one'), { [setting]: [entry('One'), entry('Shared')] });
    writeWorkspaceSettings(folder('two'), { [setting]: [entry('Two')] });
    const workspace = join(session.vscode.tempDir, 'both.code-workspace');
    const settings = { [setting]: [entry('Workspace')] };
    writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'one' }, { path: 'two' }], settings }));
    const urlFor = (path: string) => `${session.vscode.origin}/?workspace=${encodeURIComponent(path)}`;
    // On a busy machine, VS Code may open a workspace without its folders.
    do workbench = await Workbench.open(session.workbench.page, { ...session.vscode, urlFor }, workspace);
    while (!(await hasFolders()));
    await workbench.openView('Kore Campaigns');
  });

  async function hasFolders(): Promise<boolean> {
    await workbench.openView('Explorer');
    const second = workbench.tree.row('two').waitFor({ timeout: 10_000 });
    return second.then(
      () => true,
      () => false,
    );
  }

  async function shows(names: readonly string[]): Promise<void> {
    await until(`the connections ${names.join()}`, async () => {
      const rows = await workbench.tree.names();
      const labels = rows.map((name) => name.replace(/^(\w+).*/u, '$1'));
      return labels.filter((label) => label !== 'Not').join() === names.join();
    });
  }

  async function remove(name: string): Promise<void> {
    await workbench.runCommand('Kore Campaigns: Remove Connection…');
    await workbench.quickInput.pick(name);
    await workbench.answerDialog('Remove');
  }

  it('are shown together, and removed from the place that has them', async () => {
    await shows(['Person', 'Machine', 'Workspace', 'One', 'Shared', 'Two']);
    await remove('One');
    await shows(['Person', 'Machine', 'Workspace', 'Shared', 'Two']);
    assert.deepEqual(settingsIn(join(folder('one'), '.vscode/settings.json')), {
      [setting]: [entry('Shared')],
    });
    await remove('Machine');
    await shows(['Person', 'Workspace', 'Shared', 'Two']);
    assert.deepEqual(settingsIn(machineSettings()), {});
    await remove('Person');
    await shows(['Workspace', 'Shared', 'Two']);
  });
});
