import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { repoRoot } from '../vscode/paths.ts';
import { useOwnWorkbench } from './session.ts';

describe('the packaged extension', () => {
  const session = useOwnWorkbench({ extensions: [] });

  it('is installed from its .vsix, and shows the sample data', async () => {
    const { workbench, vscode } = session;
    const vsix = join(vscode.tempDir, 'campaign-explorer.vsix');
    execFileSync('npm', ['run', 'package', '--', '--out', vsix], { cwd: repoRoot, stdio: 'ignore' });
    await workbench.runCommand('Extensions: Install from VSIX...');
    await workbench.quickInput.choose(vsix, 'Install');
    await workbench.openView('Kore Campaigns');
    await workbench.page.getByText('Try with Sample Data').click();
    await workbench.tree.expand(/^Campaign, Product feedback/u);
    await workbench.tree.click(/^Contact 1, 919876543210/u);
    await workbench.webview.getByText('Contact 1 of 4').waitFor();
  });
});
