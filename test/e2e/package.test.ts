import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { repoRoot } from '../vscode/paths.ts';
import type { QuickInput } from './quick-input.ts';
import { useOwnWorkbench } from './session.ts';

/** The file dialog must have read the folder that it begins with, or it forgets what was typed before. */
async function installInDialog({ input, widget }: QuickInput, file: string): Promise<void> {
  await widget.locator('.monaco-list-row').getByText('..', { exact: true }).waitFor();
  await input.fill(file);
  await widget.getByText(basename(file)).waitFor();
  await widget.getByRole('button', { name: 'Install', exact: true }).click();
  await widget.waitFor({ state: 'hidden' });
}

describe('the packaged extension', () => {
  const session = useOwnWorkbench({ extensions: [] });

  it('is installed from its .vsix, and shows the sample data', async () => {
    const { workbench, vscode } = session;
    const vsix = join(vscode.tempDir, 'campaign-explorer.vsix');
    execFileSync('npm', ['run', 'package', '--', '--out', vsix], { cwd: repoRoot, stdio: 'ignore' });
    await workbench.runCommand('Extensions: Install from VSIX...');
    await installInDialog(workbench.quickInput, vsix);
    await workbench.openView('Kore Campaigns');
    await workbench.page.getByText('Try with Sample Data').click();
    await workbench.tree.expand(/^Campaign, Product feedback/u);
    await workbench.tree.click(/^Contact 1, 919876543210/u);
    await workbench.webview.getByText('Contact 1 of 4').waitFor();
  });
});
