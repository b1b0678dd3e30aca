import { strict as assert } from 'node:assert';
import { useWorkbench } from './session.ts';
describe('page objects', () => {
  const session = useWorkbench({ extensions: ['/tmp/probe/ext'] });
  const w = () => session.workbench;
  it('view and tree', async () => {
    await w().openView('Kore Campaigns');
    await w().openView('Kore Campaigns');
    console.log(await w().tree.names());
    await w().tree.expand('Spring reminders');
    console.log(await w().tree.names());
    await w().tree.collapse('Spring reminders');
    assert.equal((await w().tree.names()).length, 2);
    await w().tree.expand('Spring reminders');
    await w().tree.click('Ada');
    await w().tree.click('Bob', 'ControlOrMeta');
  });
  it('menus and clipboard', async () => {
    await w().tree.openMenu('Ada');
    console.log(await w().menuLabels());
    assert.equal(await w().copied(() => w().pickFromMenu('Copy It')), 'copied Ada');
    assert.equal(await w().copied(() => w().tree.inlineAction('Bob', 'Copy It')), 'copied Bob');
    assert.equal(await w().copied(() => w().viewAction('Copy It')), 'copied Ada');
  });
  it('input boxes', async () => {
    await w().runCommand('Kore Campaigns: Ask Secret');
    await w().quickInput.type('bad');
    await w().quickInput.message.filter({ hasText: 'Not bad' }).waitFor();
    await w().quickInput.answer('Anna');
    assert.equal(await w().quickInput.input.getAttribute('type'), 'password');
    await w().quickInput.answer('hush');
    assert.match(await w().notificationText('Stored'), /Stored Anna 4/);
    await w().answerNotification('Stored', 'Fine');
  });
  it('picks', async () => {
    await w().runCommand('Kore Campaigns: Pick One');
    console.log(await w().quickInput.labels());
    await w().quickInput.pick('Two');
    assert.match(await w().notificationText('Picked'), /Picked Two$/);
    await w().clearNotifications();
  });
  it('modal', async () => {
    await w().runCommand('Kore Campaigns: Modal');
    await w().answerDialog('Do it');
    await w().notificationText('Modal Do it');
    await w().clearNotifications();
  });
  it('save dialog', async () => {
    await w().runCommand('Kore Campaigns: Save Somewhere');
    await w().quickInput.answer(session.workspace + '/a.csv');
    await w().notificationText('Saved ' + session.workspace + '/a.csv');
    await w().clearNotifications();
  });
  it('webview', async () => {
    await w().runCommand('Kore Campaigns: Open Web');
    await w().tab('Details').waitFor();
    await w().webview.getByRole('button', { name: 'Press' }).click();
    await w().webview.getByText('pressed').waitFor();
  });
  it('themes', async () => {
    for (const t of ['light', 'high contrast', 'dark'] as const) {
      await w().setTheme(t);
      await w().screenshot('probe ' + t);
    }
  });
  it('secrets survive a reload', async () => {
    await w().reload();
    await w().runCommand('Kore Campaigns: Read Secret');
    assert.match(await w().notificationText('Secret is'), /hush/);
  });
});
