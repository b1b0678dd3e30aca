import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import { sampleContactAt } from '../../src/demo/sampleContacts.ts';
import { sampleCredentials, startSampleServer, type SampleServer } from '../../src/demo/sampleServer.ts';
import { token } from '../unit/demo/ask.ts';
import { repoRoot } from '../vscode/paths.ts';
import { leaksInFiles, leaksInText, type Private } from './leaks.ts';
import { startRecordingServer, type RecordingServer } from './recordingServer.ts';
import { connectionTo, useOwnWorkbench, useWorkbench } from './session.ts';

const credentials = { ...sampleCredentials, clientSecret: 'Xq7-a-secret-like-no-other-Zw4' };
const phoneNumbers = new Set(
  sampleCampaigns.flatMap((campaign) =>
    Array.from(
      { length: campaign.contactCount },
      (_, position) => sampleContactAt(campaign, position).phoneNumber,
    ),
  ),
);
const documented = '919876543210';
const masked = '•••••••••210';

const product = /^Campaign, Product feedback/u;

describe('what is private', () => {
  const session = useOwnWorkbench();
  let server: SampleServer;
  let recording: RecordingServer;
  let exports: string;

  before('start the servers', async () => {
    server = await startSampleServer({ credentials, requestsPerMinute: Infinity });
    recording = await startRecordingServer(server.origin);
    exports = mkdtempSync(join(tmpdir(), 'kore-exports-'));
  });
  after('stop the servers', async () => {
    await Promise.all([recording.stop(), server.stop()]);
    rmSync(exports, { recursive: true, force: true });
  });

  it('is typed in, shown, copied, found, exported, and echoed by a server: then it is in no file and in no saved state', async function () {
    this.timeout(240_000);
    const { workbench, vscode } = session;
    const { quickInput, tree } = workbench;
    const { streamId, accountId, clientId, clientSecret } = credentials;
    await workbench.openView('Kore Campaigns');
    await workbench.runCommand('Kore Campaigns: Add Connection…');
    await quickInput.answer('Customer care');
    await quickInput.pick('Another host…');
    for (const id of [recording.origin, streamId, accountId, clientId]) await quickInput.answer(id);
    await quickInput.pick('Client secret');
    await quickInput.answer(clientSecret);
    await tree.expand(product);
    await tree.click(/^Contact 1, 919876543210/u);
    await workbench.webview.getByRole('heading', { name: documented }).waitFor();
    await tree.row(/^Contact 1, 919876543210/u).hover();

    await tree.openMenu(product);
    const copied = await workbench.copied(() => workbench.pickFromMenu('Copy Phone Numbers'));
    assert.ok(copied.startsWith(documented));
    await tree.openMenu(product);
    await workbench.pickFromMenu('Find Contact…');
    // A part of it: what a person types into VS Code's box, the browser keeps with the page, to fill it in again.
    await quickInput.type(documented.slice(0, 9));
    await quickInput.row(documented).click();
    await tree.row(/^Contact 1, 919876543210/u).waitFor();
    const file = join(exports, 'contacts.csv');
    await tree.openMenu(product);
    await workbench.pickFromMenu('Export Contacts…');
    await quickInput.pick('CSV');
    await quickInput.widget.getByRole('button', { name: 'OK', exact: true }).click();
    await quickInput.saveAs(file);
    await workbench.notificationText(/Exported/u);
    assert.ok(readFileSync(file, 'utf8').includes(documented));
    await workbench.clearNotifications();

    const echo = `<p>No contact ${documented} for ${[...recording.tokens].at(-1) ?? ''} ${clientSecret}</p>`;
    server.intercept(() => true, { status: 404, body: echo }, 1);
    await tree.expand(/^Campaign, Win-back pilot/u);
    await workbench.runCommand('Kore Campaigns: Show Log');
    const shownLog = workbench.page.locator('.part.panel .view-lines');
    await shownLog.filter({ hasText: 'getAllCampaignDetails' }).waitFor();
    await workbench.reload();
    await workbench.webview.getByRole('heading', { name: documented }).waitFor();

    const sought: Private = { secrets: [clientSecret], tokens: [...recording.tokens], phoneNumbers };
    const { tempDir, log } = vscode;
    const saved = await workbench.savedState();
    assert.ok(saved.includes('contactDetails'), 'the state of the tabs was not found');
    assert.deepEqual(leaksInText(saved, sought), []);
    // Left, so that VS Code has saved everything.
    await workbench.page.goto('about:blank');
    assert.deepEqual(leaksInFiles([tempDir, log], sought), []);
    // What is meant to be there is found: the settings hold the client ID, the log of the requests and the state the host.
    const host = new URL(recording.origin).host;
    const known = { secrets: [clientId, host], tokens: [], phoneNumbers: new Set<string>() };
    const places = leaksInFiles([tempDir], known);
    for (const place of [/settings\.json/u, /Kore Campaigns\.log/u, /[\\/]chromium[\\/]/u])
      assert.ok(
        places.some((one) => place.test(one)),
        `${String(place)} was not searched`,
      );
  });
});

describe('a phone number that is masked', () => {
  const session = useWorkbench({ settings: { 'koreCampaigns.maskPhoneNumbers': true } });

  it('is masked in the side bar, the details, the table and what is found', async () => {
    const { workbench } = session;
    const { quickInput, tree } = workbench;
    await tree.expand(product);
    await tree.click(new RegExp(`^Contact 1, ${masked}`, 'u'));
    await workbench.webview.getByRole('heading', { name: masked }).waitFor();
    await workbench.screenshot('masked-phone-numbers');
    const everything = await workbench.webview.locator('main').innerText();
    assert.ok(!everything.includes(documented) && everything.includes('"phoneNumber": "•'));
    await tree.openMenu(product);
    await workbench.pickFromMenu('Find Contact…');
    await quickInput.type(documented.slice(0, 9));
    await quickInput.row(masked).waitFor();
    await workbench.screenshot('masked-find');
    assert.ok(!(await quickInput.widget.innerText()).includes(documented));
    await quickInput.cancel();
    await tree.inlineAction(product, 'Open Contacts Table');
    const table = workbench.webview.getByRole('grid');
    await table.getByText(masked).first().waitFor();
    assert.ok(!(await table.innerText()).includes(documented.slice(0, 9)));
  });

  it('is copied and exported only after a question', async () => {
    const { workbench } = session;
    const { quickInput, tree } = workbench;
    /** Does something that asks first, declines, and expects the clipboard to be left alone. */
    const declines = async (copy: () => Promise<void>) => {
      await workbench.writeClipboard('as it was');
      await copy();
      await workbench.dialog.waitFor();
      await workbench.screenshot('masked-copy');
      await workbench.answerDialog('Cancel');
      assert.equal(await workbench.readClipboard(), 'as it was');
    };
    await tree.expand(product);
    await tree.click(new RegExp(`^Contact 1, ${masked}`, 'u'));
    await declines(() => workbench.webview.getByRole('button', { name: 'Copy as JSON' }).click());
    await tree.openMenu(product);
    await workbench.pickFromMenu('Copy Phone Numbers');
    const copied = await workbench.copied(() => workbench.answerDialog('Copy'));
    assert.ok(copied.startsWith(documented));
    await tree.openMenu(product);
    await workbench.pickFromMenu('Export Contacts…');
    await quickInput.pick('CSV');
    await workbench.page.getByPlaceholder('Phone numbers are written unmasked').waitFor();
    await quickInput.cancel();
    await tree.inlineAction(product, 'Open Contacts Table');
    const table = workbench.webview.getByRole('grid');
    await declines(async () => {
      await table.getByText(masked).first().click({ button: 'right' });
      await workbench.pickFromMenu('Copy Phone Numbers');
    });
  });

  it('is masked from the moment the setting is on, and in tabs that a reload of the window restores', async () => {
    const { workbench, server } = session;
    const { tree } = workbench;
    const connections = { 'koreCampaigns.connections': [connectionTo(server)] };
    await session.applySettings(connections);
    await tree.expand(product);
    await tree.click(/^Contact 1, 919876543210/u);
    await workbench.webview.getByRole('heading', { name: documented }).waitFor();
    await session.applySettings({ ...connections, 'koreCampaigns.maskPhoneNumbers': true });
    await workbench.webview.getByRole('heading', { name: masked }).waitFor();
    await tree.row(new RegExp(`^Contact 1, ${masked}`, 'u')).waitFor();
    await workbench.reload();
    await workbench.webview.getByRole('heading', { name: masked }).waitFor();
  });
});

describe('the search for what is private', () => {
  it('finds it, however it is written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kore-planted-'));
    const values = {
      secret: credentials.clientSecret,
      token: await token(),
      'phone number': documented,
    };
    const sought: Private = { secrets: [values.secret], tokens: [values.token], phoneNumbers };
    const ways: Record<string, (text: string) => Buffer> = {
      utf8: (text) => Buffer.from(`before ${text} after`),
      utf16: (text) => Buffer.from(`x${text}`, 'utf16le'),
      record: (text) => Buffer.concat([Buffer.from([1, 255, 12]), Buffer.from(text), Buffer.from([0, 7])]),
      gzip: (text) => gzipSync(text),
    };
    try {
      const files = Object.entries(values).flatMap(([what, value]) =>
        Object.entries(ways).map(([way, write]) => {
          const file = join(folder, `${what} ${way}`);
          writeFileSync(file, write(value));
          return `${file}: ${what}`;
        }),
      );
      assert.deepEqual(leaksInFiles([folder], sought).toSorted(), files.toSorted());
      assert.deepEqual(leaksInText(JSON.stringify(values), sought), Object.keys(values));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('finds nothing in the package', () => {
    const listed = execFileSync('npx', ['--no-install', 'vsce', 'ls', '--no-dependencies'], {
      cwd: repoRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const files = listed.split('\n').filter((line) => /^(dist|media)\//u.test(line));
    assert.ok(files.includes('dist/extension.cjs'), listed);
    assert.deepEqual(
      leaksInFiles(
        files.map((file) => join(repoRoot, file)),
        { secrets: [credentials.clientSecret], tokens: [], phoneNumbers: new Set() },
      ),
      [],
    );
  });
});
