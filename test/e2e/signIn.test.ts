import { strict as assert } from 'node:assert';
import { sampleCredentials, startSampleServer, type SampleServer } from '../../src/demo/sampleServer.ts';
import { now, token } from '../unit/demo/ask.ts';
import { useOwnWorkbench } from './session.ts';
import { until } from '../support/until.ts';

const { streamId, accountId, clientId, clientSecret } = sampleCredentials;

/** Other ways to sign in than with a client secret alone; each test goes on where the one before ended. */
describe('signing in', () => {
  const session = useOwnWorkbench();
  let strict: SampleServer;
  let open: SampleServer;

  before('start the servers', async () => {
    strict = await startSampleServer({ enforceJwe: true, enforceJti: true, requestsPerMinute: Infinity });
    open = await startSampleServer({ requestsPerMinute: Infinity });
  });
  after('stop the servers', () => Promise.all([strict.stop(), open.stop()]));

  async function answerIds(name: string, { origin }: SampleServer): Promise<void> {
    const { workbench } = session;
    const { quickInput } = workbench;
    await workbench.runCommand('Kore Campaigns: Add Connection…');
    await quickInput.answer(name);
    await quickInput.pick('Another host…');
    for (const id of [origin, streamId, accountId, clientId]) await quickInput.answer(id);
  }

  it('is suspected where an app enforces JWE, and corrected with a public key', async () => {
    const { workbench } = session;
    const { quickInput, tree } = workbench;
    await workbench.openView('Kore Campaigns');
    await answerIds('Strict', strict);
    await quickInput.pick('Client secret');
    await quickInput.answer(clientSecret);
    await quickInput.row('How to Sign In').waitFor();
    await workbench.screenshot('jwe-suspected');
    const labels = await quickInput.labels();
    assert.equal(labels[0], 'How to Sign In');
    assert.ok(labels.includes('Open Documentation'));
    await quickInput.pick('How to Sign In');
    await quickInput.pick('Client secret, encrypted tokens');
    await quickInput.type(JSON.stringify({ ...strict.publicKey, d: 'x' }));
    await until('a private key to be refused', async () =>
      /private one/u.test(await quickInput.message.innerText()),
    );
    await workbench.screenshot('private-key-refused');
    await quickInput.answer(JSON.stringify(strict.publicKey));
    await tree.row(/^Campaign, Black Friday/u).waitFor();
  });

  it('takes a ready-made token, says until when it is valid, and shows that from then on', async () => {
    const { workbench } = session;
    const { quickInput, tree } = workbench;
    await answerIds('With a token', open);
    await quickInput.pick('A ready-made token');
    await quickInput.type('not a token');
    await until('what is no token to be refused', async () =>
      /not a whole token/u.test(await quickInput.message.innerText()),
    );
    const ready = await token({ exp: now() + 3_600, jti: undefined });
    await quickInput.type(ready);
    await until('its end to be told', async () =>
      /^Valid until /u.test(await quickInput.message.innerText()),
    );
    await workbench.screenshot('token-valid-until');
    await quickInput.answer(ready);
    await tree.row(/^With a token.*token until/u).waitFor();
    await workbench.setTheme('dark');
    await workbench.screenshot('token-until-dark');
  });

  it('explains a token that was used before, and offers what fits', async () => {
    const { workbench } = session;
    const { quickInput, tree } = workbench;
    await tree.openMenu(/^With a token/u);
    await workbench.pickFromMenu('Set Client Secret…');
    const once = await token();
    await quickInput.type(once);
    await until('its single use to be told', async () =>
      /one request only/u.test(await quickInput.message.innerText()),
    );
    await quickInput.answer(once);
    await tree.collapse(/^Strict/u);
    await tree.expand(/^Campaign, Win-back pilot/u);
    const refused = /^Kore\.ai takes this token for one request only/u;
    await tree.row(refused).waitFor();
    await tree.openMenu(refused);
    const labels = await workbench.menuLabels();
    assert.deepEqual(labels, ['Set Client Secret…', 'Open Settings', 'Open Documentation', 'Show Log']);
    await workbench.screenshot('token-used-before-dark');
    await workbench.page.keyboard.press('Escape');
  });

  it('offers what fits in a notification too', async () => {
    const { workbench } = session;
    const { tree, quickInput } = workbench;
    await tree.openMenu(/^Campaign, Delivery slot survey/u);
    await workbench.pickFromMenu('Copy Session IDs');
    const refused = /Kore\.ai takes this token for one request only/u;
    await workbench.notification(refused).getByRole('button', { name: 'Show Log' }).waitFor();
    await workbench.screenshot('token-notification-dark');
    await workbench.answerNotification(refused, 'Set Token…');
    await quickInput.answer(await token({ exp: now() + 3_600, jti: undefined }));
    await tree.row(/^Campaign, Delivery slot survey/u).waitFor();
  });

  it('leaves no secret and no token in the log', async () => {
    const { workbench } = session;
    await workbench.runCommand('Kore Campaigns: Show Log');
    const lines = workbench.page.locator('.part.panel .view-lines');
    await lines.filter({ hasText: 'is valid until' }).waitFor();
    assert.doesNotMatch(await lines.innerText(), /eyJ|not-a-secret/u);
  });
});
