import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import { sampleContactAt } from '../../src/demo/sampleContacts.ts';
import { sampleCredentials, startSampleServer, type SampleServer } from '../../src/demo/sampleServer.ts';
import { repoRoot } from '../vscode/paths.ts';
import { leaksInFiles, leaksInText, type Private } from './leaks.ts';
import { startRecordingServer, type RecordingServer } from './recordingServer.ts';
import { useOwnWorkbench } from './session.ts';

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

/** One person's session with all that touches what is private; then everything that was written is searched for it. */
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

  const sought = (): Private => ({
    secrets: [credentials.clientSecret],
    tokens: [...recording.tokens],
    phoneNumbers,
  });

  it('is typed in, and shown', async () => {
    const { workbench } = session;
    const { quickInput, tree } = workbench;
    const { streamId, accountId, clientId, clientSecret } = credentials;
    await workbench.openView('Kore Campaigns');
    await workbench.runCommand('Kore Campaigns: Add Connection…');
    await quickInput.answer('Customer care');
    await quickInput.pick('Another host…');
    for (const id of [recording.origin, streamId, accountId, clientId]) await quickInput.answer(id);
    await quickInput.pick('Client secret');
    await quickInput.answer(clientSecret);
    await tree.expand(/^Campaign, Product feedback/u);
    await tree.click(/^Contact 1, 919876543210/u);
    await workbench.webview.getByRole('heading', { name: documented }).waitFor();
    await tree.row(/^Contact 1, 919876543210/u).hover();
  });

  it('is copied, looked for, and exported', async () => {
    const { workbench } = session;
    const { quickInput, tree } = workbench;
    await tree.openMenu(/^Campaign, Product feedback/u);
    const copied = await workbench.copied(() => workbench.pickFromMenu('Copy Phone Numbers'));
    assert.ok(copied.startsWith(documented));
    await tree.openMenu(/^Campaign, Product feedback/u);
    await workbench.pickFromMenu('Find Contact…');
    // A part of it: what a person types into VS Code's box, the browser keeps with the page, to fill it in again.
    await quickInput.type(documented.slice(0, 9));
    await quickInput.row(documented).click();
    await tree.row(/^Contact 1, 919876543210/u).waitFor();
    const file = join(exports, 'contacts.csv');
    await tree.openMenu(/^Campaign, Product feedback/u);
    await workbench.pickFromMenu('Export Contacts…');
    await quickInput.pick('CSV');
    await quickInput.widget.getByRole('button', { name: 'OK', exact: true }).click();
    await saveAs(file);
    await workbench.notificationText(/Exported/u);
    assert.ok(readFileSync(file, 'utf8').includes(documented));
    await workbench.clearNotifications();
  });

  it('is echoed by a failing server, and the log is looked at', async () => {
    const { workbench } = session;
    const { tree } = workbench;
    const echo = `<p>No contact ${documented} for ${[...recording.tokens].at(-1) ?? ''} ${credentials.clientSecret}</p>`;
    server.intercept(() => true, { status: 404, body: echo }, 1);
    await tree.expand(/^Campaign, Win-back pilot/u);
    await workbench.runCommand('Kore Campaigns: Show Log');
    const log = workbench.page.locator('.part.panel .view-lines');
    await log.filter({ hasText: 'getAllCampaignDetails' }).waitFor();
    await workbench.reload();
    await workbench.webview.getByRole('heading', { name: documented }).waitFor();
  });

  it('is masked on screen when the setting says so, and copied only after a question', async () => {
    const { workbench, vscode } = session;
    const { quickInput, tree } = workbench;
    await workbench.openView('Kore Campaigns');
    await tree.expand(/^Campaign, Product feedback/u);
    await tree.row(/^Contact 1, 919876543210/u).waitFor();
    const settings = join(vscode.tempDir, 'data/User/settings.json');
    const configured = JSON.parse(readFileSync(settings, 'utf8')) as object;
    writeFileSync(settings, JSON.stringify({ ...configured, 'koreCampaigns.maskPhoneNumbers': true }));
    // This workbench does not watch the file.
    await workbench.reload();
    await tree.expand(/^Campaign, Product feedback/u);
    await tree.row(new RegExp(`^Contact 1, ${masked}`, 'u')).waitFor();
    await workbench.webview.getByRole('heading', { name: masked }).waitFor();
    await workbench.setTheme('dark');
    await workbench.screenshot('masked-phone-numbers-dark');
    const everything = await workbench.webview.locator('main').innerText();
    assert.ok(!everything.includes(documented) && everything.includes('"phoneNumber": "•'));
    await workbench.writeClipboard('as it was');
    await workbench.webview.getByRole('button', { name: 'Copy as JSON' }).click();
    await workbench.dialog.waitFor();
    await workbench.screenshot('masked-copy-dark');
    await workbench.answerDialog('Cancel');
    assert.equal(await workbench.readClipboard(), 'as it was');
    await tree.openMenu(/^Campaign, Product feedback/u);
    await workbench.pickFromMenu('Copy Phone Numbers');
    const copied = await workbench.copied(() => workbench.answerDialog('Copy'));
    assert.ok(copied.startsWith(documented));
    await tree.openMenu(/^Campaign, Product feedback/u);
    await workbench.pickFromMenu('Find Contact…');
    await quickInput.type(documented.slice(0, 9));
    await quickInput.row(masked).waitFor();
    await workbench.screenshot('masked-find-dark');
    assert.ok(!(await quickInput.widget.innerText()).includes(documented));
    await quickInput.cancel();
    await tree.openMenu(/^Campaign, Product feedback/u);
    await workbench.pickFromMenu('Export Contacts…');
    await quickInput.pick('CSV');
    await workbench.page.getByPlaceholder('Phone numbers are written unmasked').waitFor();
    await quickInput.cancel();
    await tree.inlineAction(/^Campaign, Product feedback/u, 'Open Contacts Table');
    const table = workbench.webview.getByRole('grid');
    await table.getByText(masked).first().waitFor();
    assert.ok(!(await table.innerText()).includes(documented.slice(0, 9)));
    await workbench.writeClipboard('as it was');
    await table.getByText(masked).first().click({ button: 'right' });
    await workbench.pickFromMenu('Copy Phone Numbers');
    await workbench.answerDialog('Cancel');
    assert.equal(await workbench.readClipboard(), 'as it was');
  });

  it('would be found, however it is written', () => {
    const planted = join(exports, 'planted');
    const { tokens } = sought();
    const values = {
      secret: credentials.clientSecret,
      token: tokens.find((token) => /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/u.test(token)) ?? '',
      'phone number': documented,
    };
    const ways: Record<string, (text: string) => Buffer> = {
      utf8: (text) => Buffer.from(`before ${text} after`),
      utf16: (text) => Buffer.from(`x${text}`, 'utf16le'),
      record: (text) => Buffer.concat([Buffer.from([1, 255, 12]), Buffer.from(text), Buffer.from([0, 7])]),
      gzip: (text) => gzipSync(text),
    };
    mkdirSync(planted);
    const files = Object.entries(values).flatMap(([what, value]) =>
      Object.entries(ways).map(([way, write]) => {
        const file = join(planted, `${what} ${way}`);
        writeFileSync(file, write(value));
        return `${file}: ${what}`;
      }),
    );
    assert.deepEqual(leaksInFiles([planted], sought()).toSorted(), files.toSorted());
    assert.deepEqual(leaksInText(JSON.stringify(values), sought()), Object.keys(values));
  });

  it('is in no file that was written and in no state that was saved', async function () {
    this.timeout(90_000);
    const { workbench, vscode } = session;
    const { tempDir, log } = vscode;
    const saved = await workbench.savedState();
    assert.ok(saved.includes('contactDetails'), 'the state of the tabs was not found');
    assert.deepEqual(leaksInText(saved, sought()), []);
    // Left, so that VS Code has saved everything.
    await workbench.page.goto('about:blank');
    assert.deepEqual(leaksInFiles([tempDir, log], sought()), []);
    // What is meant to be there is found: the settings hold the client ID, the log of the requests and the state the host.
    const host = new URL(recording.origin).host;
    const known = { secrets: [credentials.clientId, host], tokens: [], phoneNumbers: new Set<string>() };
    const places = leaksInFiles([tempDir], known);
    for (const place of [/settings\.json/u, /Kore Campaigns\.log/u, /[\\/]chromium[\\/]/u])
      assert.ok(
        places.some((file) => place.test(file)),
        `${String(place)} was not searched`,
      );
  });

  it('is not in the package', () => {
    const listed = execFileSync('npx', ['--no-install', 'vsce', 'ls', '--no-dependencies'], {
      cwd: repoRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const files = listed.split('\n').filter((line) => /^(dist|media)\//u.test(line));
    assert.ok(files.includes('dist/extension.cjs'), listed);
    const { secrets, tokens } = sought();
    assert.deepEqual(
      leaksInFiles(
        files.map((file) => join(repoRoot, file)),
        { secrets, tokens, phoneNumbers: new Set() },
      ),
      [],
    );
  });

  /** Answers the save dialog, which asks for a path in this workbench. */
  async function saveAs(path: string): Promise<void> {
    const { input, widget } = session.workbench.quickInput;
    await widget.locator('.monaco-list-row').getByText('..', { exact: true }).waitFor();
    await input.fill(path);
    await widget.getByRole('button', { name: 'OK', exact: true }).click();
    await widget.waitFor({ state: 'hidden' });
  }
});
