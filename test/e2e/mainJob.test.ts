import { strict as assert } from 'node:assert';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import { sampleContactAt } from '../../src/demo/sampleContacts.ts';
import { startSampleServer } from '../../src/demo/sampleServer.ts';
import { until } from '../support/until.ts';
import { useWorkbench } from './session.ts';

const big = 'Annual renewal 2026';
const bigCampaign = sampleCampaigns.find(({ name }) => name === big);
const credentials = {
  streamId: 'st-6d1f3c1e-0b52-4d5c-9a0e-2f5f3c9d7a11',
  accountId: '66f0a1b2c3d4e5f607182930',
  clientId: 'cs-1f0c7e52-93c4-4c8e-8a49-0d6f7f1f2b33',
  clientSecret: 'typed by hand, never shown',
};

/** The row of a contact on the last page that is in sight there, with a session ID or without one. */
function contactNearTheEnd(session: 'with' | 'without'): RegExp {
  assert.ok(bigCampaign);
  for (let position = 99_998; position > 99_980; position--) {
    const hasOne = Boolean(sampleContactAt(bigCampaign, position - 1).botSessionId);
    if (hasOne === (session === 'with'))
      return new RegExp(`^Contact ${position.toLocaleString('en')}, `, 'u');
  }
  throw new Error(`no contact ${session} a session is in sight`);
}

describe('the main job, from the first look', () => {
  const session = useWorkbench({ connection: 'none', server: () => ({ credentials }) });

  it('begins with a welcome, checks each step, names the causes of a refused sign-in, and lets one step be corrected', async () => {
    const { workbench, server } = session;
    const { quickInput, page, tree } = workbench;
    const isRefused = (what: string, message: RegExp) =>
      until(`${what} to be refused`, async () => message.test(await quickInput.message.innerText()));
    await workbench.screenshot('welcome');
    await page.getByRole('button', { name: 'Add Connection…' }).last().click();
    await quickInput.answer('Customer care');
    await quickInput.pick('Another host…');
    await quickInput.type('http://platform.kore.ai');
    await isRefused('plain http', /Use https/u);
    await quickInput.answer(server.origin);
    await quickInput.type('685d3c819e81807087b6');
    await isRefused('an ID of another kind', /begins with "st-"/u);
    await workbench.screenshot('add-connection');
    await page.getByRole('button', { name: 'Back' }).click();
    await quickInput.row('Another host…').waitFor();
    await quickInput.pick('Another host…');
    await until('the host to be kept', async () => (await quickInput.input.inputValue()) === server.origin);
    await quickInput.answer(`${server.origin}/`);
    await quickInput.answer(credentials.streamId);
    await quickInput.answer(credentials.accountId);
    await quickInput.answer(credentials.clientId);
    await quickInput.row('Client secret').waitFor();
    await workbench.screenshot('how-to-sign-in');
    // Enter takes the usual way, which is marked.
    await page.keyboard.press('Enter');
    await until(
      'the secret to be hidden',
      async () => (await quickInput.input.getAttribute('type')) === 'password',
    );
    await quickInput.answer('not the secret');
    await quickInput.row('Client Secret').waitFor();
    const labels = await quickInput.labels();
    assert.deepEqual(labels.slice(0, 5), ['Client Secret', 'Client ID', 'Stream ID', 'Host', 'Account ID']);
    await workbench.screenshot('refused-sign-in');
    await quickInput.pick('Client Secret');
    await quickInput.answer(credentials.clientSecret);
    await tree.row(/^Campaign, Black Friday/u).waitFor();
    await workbench.screenshot('campaigns');
  });

  it('shows the sample data to who has no account', async () => {
    const { workbench } = session;
    await workbench.page.getByText('Try with Sample Data').click();
    await workbench.tree.row(/^Campaign, Black Friday/u).waitFor();
    await workbench.tree.expand(/^Campaign, Product feedback/u);
    await workbench.tree.row(/^Contact 1, 919876543210/u).waitFor();
  });
});

describe('the main job, day by day', () => {
  const session = useWorkbench();

  async function openLastPage(): Promise<void> {
    const { tree } = session.workbench;
    await tree.expand(new RegExp(`^Campaign, ${big}`, 'u'));
    await tree.collapse(/^Contacts 1 to 10,000$/u);
    await tree.expand(/^Contacts 90,001 to 100,000$/u);
    await tree.scrollTo(/^Contacts 99,901 to 100,000$/u);
    await tree.expand(/^Contacts 99,901 to 100,000$/u);
    await tree.scrollTo(/^Contact 100,000, /u);
  }

  it('opens a campaign of 100,000 contacts for one request, and its last page for one more', async () => {
    const { workbench, server } = session;
    const { tree } = workbench;
    const before = server.seen.length;
    await tree.expand(new RegExp(`^Campaign, ${big}`, 'u'));
    await tree.scrollTo(/^Contact 1, /u);
    await workbench.screenshot('first-contacts');
    assert.equal(server.seen.length, before + 1);
    await openLastPage();
    assert.deepEqual(
      server.seen.slice(before + 1).map(({ body }) => body),
      [{ page: 1_000, limit: 100 }],
    );
  });

  it('shows everything about the contact that is clicked, follows the keyboard, and copies', async () => {
    const { workbench } = session;
    const { tree, page } = workbench;
    await openLastPage();
    await tree.click(/^Contact 100,000, /u);
    assert.ok(bigCampaign);
    const served = sampleContactAt(bigCampaign, 99_999);
    await workbench.webview.getByRole('heading', { name: served.phoneNumber, exact: false }).waitFor();
    await workbench.webview.getByText('Contact 100,000 of 100,000').waitFor();
    assert.ok(await workbench.tab(`Contact 100,000 · ${big}`).isVisible());
    await workbench.screenshot('contact-details');

    await tree.click(contactNearTheEnd('with'));
    await workbench.webview
      .getByText(/^Contact 99,9\d\d of 100,000/u)
      .first()
      .waitFor();
    const shown = await workbench.webview.locator('main').innerText();
    const copied = await workbench.copied(() => page.keyboard.press('ControlOrMeta+c'));
    assert.match(copied, /^[0-9a-f]{24}$/u);
    assert.ok(shown.includes(copied), 'the session ID that was copied is not the one that is shown');
    const field = await workbench.copied(() =>
      workbench.webview.getByRole('button', { name: 'Copy Session ID' }).click(),
    );
    assert.equal(field, copied);
    await tree.click(contactNearTheEnd('with'));
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await until(
      'the details to follow',
      async () => (await workbench.webview.locator('main').innerText()) !== shown,
    );
  });

  it('opens a second contact to the side, and keeps both over a reload with no phone number in what it saves', async () => {
    const { workbench } = session;
    await openLastPage();
    await workbench.tree.click(contactNearTheEnd('with'));
    await workbench.tab(/^Contact /u).waitFor();
    await workbench.tree.inlineAction(contactNearTheEnd('without'), 'Open Contact Details to the Side');
    await until('two contacts to be open', async () => (await workbench.tab(/^Contact /u).count()) === 2);
    await workbench.screenshot('two-contacts');
    const titles = await workbench.tab(/^Contact /u).allInnerTexts();
    await workbench.reload();
    await until('the contact to be fetched again', async () =>
      /Bot session ID/u.test(await workbench.webview.locator('main').innerText()),
    );
    assert.deepEqual(await workbench.tab(/^Contact /u).allInnerTexts(), titles);
    const saved = await workbench.savedState();
    assert.ok(bigCampaign && saved.includes(bigCampaign.id), 'the state of the tabs was not found');
    for (let position = 99_900; position < 100_000; position++) {
      assert.ok(!saved.includes(sampleContactAt(bigCampaign, position).phoneNumber));
    }
  });

  it('keeps expansion and selection over a refresh, and loads what is open anew', async () => {
    const { workbench, server } = session;
    const { tree } = workbench;
    await tree.click(/^Campaign, Win-back pilot/u);
    await tree.expand(/^Campaign, Smoke test/u);
    const names = await tree.names();
    const before = server.seen.length;
    await workbench.runCommand('Kore Campaigns: Refresh Campaigns');
    await until('the list and what is open to be asked for', () => server.seen.length > before + 1);
    await until('the same rows to be shown', async () => (await tree.names()).join() === names.join());
    assert.equal(await tree.row(/^Campaign, Smoke test/u).getAttribute('aria-expanded'), 'true');
    assert.match((await tree.row(/^Campaign, Win-back pilot/u).getAttribute('class')) ?? '', /selected/u);
  });

  it('copies the session IDs of a campaign, and has one line a request in the log, with nothing private', async () => {
    const { workbench, server } = session;
    const { tree, page } = workbench;
    await tree.openMenu(/^Campaign, Payment reminders October/u);
    const copied = await workbench.copied(() => workbench.pickFromMenu('Copy Session IDs'));
    const ids = copied.split('\n');
    const message = await workbench.notificationText(/Copied/u);
    assert.equal(message, `Copied ${ids.length} session IDs; ${1_234 - ids.length} contacts have none.`);
    await workbench.screenshot('copied-campaign');
    await workbench.runCommand('Kore Campaigns: Show Log');
    const line =
      /POST http:\/\/127\.0\.0\.1:\d+\/campaign\/api\/v2\/public\/st-[\w/-]+\?view=contacts \(page \d+\): 200, \d+ bytes in \d+ ms/u;
    let text = '';
    await until('the log to have a line for a page of contacts', async () => {
      // The editor wraps long lines, and shows every blank as one that does not break.
      const lines = await page.locator('.part.panel .view-lines').allInnerTexts();
      text = lines.join('').replaceAll('\u00a0', ' ').replaceAll('\n', '');
      return line.test(text);
    });
    assert.doesNotMatch(text, /\d{11}|eyJ/u);
    assert.ok(!text.includes(server.credentials.clientSecret));
  });

  it('can cancel a walk over 100,000 contacts and leaves the clipboard alone', async () => {
    const { workbench } = session;
    const { tree } = workbench;
    await workbench.writeClipboard('as it was');
    await tree.openMenu(new RegExp(`^Campaign, ${big}`, 'u'));
    await workbench.pickFromMenu('Copy Session IDs');
    await workbench.notification(/minutes left: Kore\.ai limits requests/u).waitFor();
    await workbench.screenshot('copying-progress');
    await workbench.answerNotification(/minutes left/u, 'Cancel');
    assert.match(await workbench.notificationText(/Cancelled/u), /nothing was copied/u);
    assert.equal(await workbench.readClipboard(), 'as it was');
  });

  it('says that the server is down, and goes on when it is up again', async () => {
    const { workbench, server } = session;
    const { tree } = workbench;
    const { credentials: sameCredentials, origin } = server;
    await server.stop();
    await workbench.runCommand('Kore Campaigns: Refresh Campaigns');
    await tree.row(/^The host could not be reached \(ECONNREFUSED\)/u).waitFor();
    await workbench.screenshot('server-down');
    const again = await startSampleServer({
      credentials: sameCredentials,
      requestsPerMinute: Infinity,
      port: Number(new URL(origin).port),
    });
    try {
      await tree.click(/^The host could not be reached/u);
      await tree.row(/^Campaign, Black Friday/u).waitFor();
    } finally {
      await again.stop();
    }
  });
});

describe('the main job, to its end', () => {
  const session = useWorkbench({ connection: 'signed out' });

  it('forgets the secret when told to, and says what to do then', async () => {
    const { workbench, server } = session;
    const { clientSecret } = server.credentials;
    await workbench.signIn(clientSecret);
    await workbench.tree.row(/^Campaign, Black Friday/u).waitFor();
    await workbench.runCommand('Kore Campaigns: Forget Client Secret…');
    await workbench.answerDialog('Forget');
    await workbench.page.getByRole('button', { name: 'Set Client Secret…' }).waitFor();
    await workbench.screenshot('not-signed-in');
    await workbench.signIn(clientSecret);
    await workbench.tree.row(/^Campaign, Black Friday/u).waitFor();
  });

  it('removes the connection after asking, and is where it began', async () => {
    const { workbench, server } = session;
    await workbench.signIn(server.credentials.clientSecret);
    await workbench.tree.row(/^Campaign, Black Friday/u).waitFor();
    await workbench.runCommand('Kore Campaigns: Remove Connection…');
    assert.match(await workbench.dialog.innerText(), /Remove the connection "Test"\?/u);
    await workbench.answerDialog('Remove');
    await workbench.page.getByText('Try with Sample Data').waitFor();
  });
});
