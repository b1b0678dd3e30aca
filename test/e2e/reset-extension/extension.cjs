const { once } = require('node:events');
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { commands, window, workspace } = require('vscode');

/** What the tests may ask for, by the path of the request. */
const actions = { '/close': closeAll, '/settings': readSettings };

/** Serves the actions over HTTP on loopback, and writes the port to a file in the temporary folder of this VS Code. */
exports.activate = async ({ subscriptions }) => {
  const server = createServer(({ url }, response) => {
    actions[url]().then(
      () => response.end(),
      (error) => response.writeHead(500).end(String(error)),
    );
  }).listen(0, '127.0.0.1');
  subscriptions.push({ dispose: () => server.close() });
  await once(server, 'listening');
  writeFileSync(join(tmpdir(), 'reset-port'), String(server.address().port));
};

/** Closes what a test may leave open, and shows the view. */
async function closeAll() {
  for (const command of [
    'workbench.action.closeAllEditors',
    'workbench.action.editorLayoutSingle',
    'workbench.action.closePanel',
    'workbench.action.closeAuxiliaryBar',
    'notifications.clearAll',
    'koreCampaigns.clearCampaignFilter',
    'koreCampaigns.campaigns.focus',
    'workbench.actions.treeView.koreCampaigns.campaigns.collapseAll',
  ])
    await commands.executeCommand(command);
  const open = window.tabGroups.all.flatMap(({ tabs }) => tabs);
  if (open.length > 0) throw new Error(`Still open: ${open.map(({ label }) => label).join(', ')}`);
}

/** VS Code doesn't watch the settings file on a server. It reads all of it, though, when it writes one setting. */
async function readSettings() {
  await workspace.getConfiguration('reset').update('count', Date.now(), true);
}
