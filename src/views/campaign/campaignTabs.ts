import * as v from 'valibot';
import * as vscode from 'vscode';
import { connectionKey } from '../../connections/connection.ts';
import type { OpenConnection } from '../../connections/opened.ts';
import type { Campaign } from '../../kore/shapes.ts';
import { panelOptions } from '../webviewPage.ts';
import { CampaignPanel, type PanelParts } from './campaignPanel.ts';
import { savedTab, type SavedTab } from './messages.ts';
import { usualView } from './tableView.ts';

const viewType = 'koreCampaigns.campaign';

/** The tabs with the contacts of a campaign, one a campaign. */
export class CampaignTabs implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly panels = new Set<CampaignPanel>();
  private readonly serializer: vscode.Disposable;

  constructor(private readonly parts: PanelParts) {
    this.serializer = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  /** The tab that has the focus. */
  get active(): CampaignPanel | undefined {
    return [...this.panels].find((panel) => panel.isActive);
  }

  /** Shows a campaign; the tab that has it already comes to the front. */
  open({ connection }: OpenConnection, campaign: Campaign): void {
    const { id } = campaign;
    const key = connectionKey(connection);
    const existing = [...this.panels].find((panel) => panel.isAbout(key, id));
    if (existing) {
      existing.reveal();
      return;
    }
    const options = panelOptions(this.parts.extensionUri);
    const panel = vscode.window.createWebviewPanel(viewType, 'Campaign', vscode.ViewColumn.Active, options);
    this.adopt(panel, { connectionKey: key, campaignId: id, view: usualView }, campaign);
  }

  /** Called by VS Code for each tab of an earlier window, when the tab is first looked at. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const parsed = v.safeParse(savedTab, state);
    if (parsed.success) {
      this.adopt(panel, parsed.output, undefined);
    } else {
      this.parts.log.warn('Campaign: a tab of an earlier window kept nothing that can be restored.');
      panel.dispose();
    }
    return Promise.resolve();
  }

  /** The tabs stay: closed now, they would not be there after the reload of the window that this may be part of. */
  dispose(): void {
    this.serializer.dispose();
    for (const panel of this.panels) panel.cancel();
  }

  private adopt(panel: vscode.WebviewPanel, saved: SavedTab, campaign: Campaign | undefined): void {
    const campaignPanel = new CampaignPanel(panel, saved, campaign, this.parts);
    this.panels.add(campaignPanel);
    panel.onDidDispose(() => this.panels.delete(campaignPanel));
  }
}
