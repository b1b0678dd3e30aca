import { strict as assert } from 'node:assert';
import { sampleCredentials } from '../../src/demo/sampleServer.ts';
import { until } from '../support/until.ts';
import { now, token } from '../unit/demo/ask.ts';
import { useWorkbench, type Session } from './session.ts';

const { streamId, accountId, clientId, clientSecret } = sampleCredentials;

async function answerIds({ workbench, server }: Session, name: string): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand('Kore Campaigns: Add Connection…');
  await quickInput.answer(name);
  await quickInput.pick('Another host…');
  for (const id of [server.origin, streamId, accountId, clientId]) await quickInput.answer(id);
}

/** Waits for what a box says of what was typed. */
async function says({ workbench }: Session, what: string, message: RegExp): Promise<void> {
  await until(what, async () => message.test(await workbench.quickInput.message.innerText()));
}

describe('signing in to an app that enforces JWE', () => {
  const session = useWorkbench({
    connection: 'none',
    server: () => ({ credentials: sampleCredentials, enforceJwe: true, enforceJti: true }),
  });

  it('is suspected to be that, and corrected with a public key', async () => {
    const { workbench, server } = session;
    const { quickInput, tree } = workbench;
    await answerIds(session, 'Strict');
    await quickInput.pick('Client secret');
    await quickInput.answer(clientSecret);
    await quickInput.row('How to Sign In').waitFor();
    await workbench.screenshot('jwe-suspected');
    const labels = await quickInput.labels();
    assert.equal(labels[0], 'How to Sign In');
    assert.ok(labels.includes('Open Documentation'));
    await quickInput.pick('How to Sign In');
    await quickInput.pick('Client secret, encrypted tokens');
    await quickInput.paste(JSON.stringify({ ...server.publicKey, d: 'x' }));
    await says(session, 'a private key to be refused', /private one/u);
    await workbench.screenshot('private-key-refused');
    await quickInput.paste(JSON.stringify(server.publicKey));
    await quickInput.confirm();
    await tree.row(/^Campaign, Black Friday/u).waitFor();
  });
});

describe('signing in with a ready-made token', () => {
  const session = useWorkbench({ connection: 'none', server: () => ({ credentials: sampleCredentials }) });

  const valid = () => token({ exp: now() + 3_600, jti: undefined });

  /** Adds a connection that signs in with a token, the first one of all. */
  async function connectWith(ready: string): Promise<void> {
    const { workbench } = session;
    await answerIds(session, 'With a token');
    await workbench.quickInput.pick('A ready-made token');
    await workbench.quickInput.paste(ready);
    await workbench.quickInput.confirm();
    await workbench.tree.row(/^Campaign, Black Friday/u).waitFor();
  }

  it('says until when it is valid, and shows that from then on', async () => {
    const { workbench } = session;
    const { quickInput } = workbench;
    await answerIds(session, 'With a token');
    await quickInput.pick('A ready-made token');
    await quickInput.type('not a token');
    await says(session, 'what is no token to be refused', /not a whole token/u);
    const ready = await valid();
    await quickInput.paste(ready);
    await says(session, 'its end to be told', /^Valid until /u);
    await workbench.screenshot('token-valid-until');
    await quickInput.confirm();
    await workbench.tree.row(/^Campaign, Black Friday/u).waitFor();
    // A connection has a row of its own where there are several.
    await workbench.runCommand('Kore Campaigns: Try with Sample Data');
    await workbench.tree.row(/^With a token.*token until/u).waitFor();
    await workbench.screenshot('token-until');
  });

  it('explains a token that was used before, and offers what fits, in a notification too', async () => {
    const { workbench } = session;
    const { quickInput, tree } = workbench;
    await connectWith(await valid());
    await workbench.runCommand('Kore Campaigns: Set Client Secret…');
    const once = await token();
    await quickInput.paste(once);
    await says(session, 'its single use to be told', /one request only/u);
    await quickInput.confirm();
    await tree.row(/^Campaign, Win-back pilot/u).waitFor();
    // What was read stays, so this is the token's one request.
    await tree.expand(/^Campaign, Win-back pilot/u);
    await tree.expand(/^Campaign, Smoke test/u);
    const refused = /^Kore\.ai takes this token for one request only/u;
    await tree.row(refused).waitFor();
    await tree.openMenu(refused);
    const labels = await workbench.menuLabels();
    assert.deepEqual(labels, ['Set Client Secret…', 'Open Settings', 'Open Documentation', 'Show Log']);
    await workbench.screenshot('token-used-before');
    await workbench.page.keyboard.press('Escape');

    await tree.openMenu(/^Campaign, Delivery slot survey/u);
    await workbench.pickFromMenu('Copy Session IDs');
    const said = /Kore\.ai takes this token for one request only/u;
    await workbench.notification(said).getByRole('button', { name: 'Show Log' }).waitFor();
    await workbench.screenshot('token-notification');
    await workbench.answerNotification(said, 'Set Token…');
    await quickInput.paste(await valid());
    await quickInput.confirm();
    await tree.row(/^Campaign, Delivery slot survey/u).waitFor();
  });

  it('leaves no secret and no token in the log', async () => {
    const { workbench } = session;
    await connectWith(await valid());
    await workbench.runCommand('Kore Campaigns: Show Log');
    const lines = workbench.page.locator('.part.panel .view-lines');
    await lines.filter({ hasText: 'is valid until' }).waitFor();
    assert.doesNotMatch(await lines.innerText(), /eyJ|not-a-secret/u);
  });
});
