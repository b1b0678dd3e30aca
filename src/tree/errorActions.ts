import type { ErrorAction } from '../kore/errors.ts';

/** What people read on a button for each action, and the command that does it for the row of a failure. */
export const errorActions: Readonly<Record<ErrorAction, { title: string; command: string }>> = {
  setSecret: { title: 'Set Client Secret…', command: 'koreCampaigns.setSecret' },
  setToken: { title: 'Set Token…', command: 'koreCampaigns.setSecret' },
  tryAgain: { title: 'Try Again', command: 'koreCampaigns.retry' },
  openSettings: { title: 'Open Settings', command: 'koreCampaigns.openSettings' },
  clearFilter: { title: 'Clear Filter', command: 'koreCampaigns.clearCampaignFilter' },
  openDocumentation: { title: 'Open Documentation', command: 'koreCampaigns.openDocumentation' },
  showLog: { title: 'Show Log', command: 'koreCampaigns.showLog' },
};
