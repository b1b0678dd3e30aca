import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Workbench } from '../e2e/workbench.ts';
import { launchChromium } from '../vscode/chromium.ts';
import { repoRoot } from '../vscode/paths.ts';
import { startVSCode } from '../vscode/start-vscode.ts';
import { startSampleServer } from '../../src/demo/sampleServer.ts';

/** Opens a workbench that is signed in to a sample server without a limit, measures, and closes all of it. */
export async function inWorkbench<T>(
  measure: (workbench: Workbench) => Promise<T>,
  otherExtensions: readonly string[] = [],
): Promise<T> {
  const server = await startSampleServer({ requestsPerMinute: Infinity });
  const { streamId, accountId, clientId, clientSecret } = server.credentials;
  const vscode = await startVSCode({
    name: 'bench',
    extensions: [repoRoot, ...otherExtensions],
    userSettings: {
      'koreCampaigns.connections': [{ name: 'Bench', host: server.origin, streamId, accountId, clientId }],
      'koreCampaigns.requestsPerMinute': 6_000,
    },
  });
  const workspace = join(vscode.tempDir, 'workspace');
  mkdirSync(workspace);
  const browser = await launchChromium(vscode.tempDir);
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    const workbench = await Workbench.open(page, vscode, workspace);
    await workbench.openView('Kore Campaigns');
    await workbench.page.getByRole('button', { name: 'Set Client Secret…' }).click();
    await workbench.quickInput.answer(clientSecret);
    await workbench.tree.row(/^Campaign, Black Friday/u).waitFor();
    return await measure(workbench);
  } finally {
    await browser.close();
    await vscode.stop();
    await server.stop();
  }
}
