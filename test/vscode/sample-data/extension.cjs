const { commands } = require('vscode');

/** Shows the view with the sample connection in it, so that there is something to see from the first moment. */
exports.activate = async () => {
  await commands.executeCommand('koreCampaigns.openDemo');
  await commands.executeCommand('koreCampaigns.campaigns.focus');
};
