import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Both } from '../../contacts/share.ts';
import { panelOptions } from '../webviewPage.ts';
import { ComparePanel, type PanelParts } from './comparePanel.ts';
import { savedComparison } from './messages.ts';
import type { ComparedCampaign } from './side.ts';

const viewType = 'koreCampaigns.compare';

/** The tabs with two campaigns side by side, one a pair. */
export class CompareTabs implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly panels = new Set<ComparePanel>();
  private readonly serializer: vscode.Disposable;

  constructor(private readonly parts: PanelParts) {
    this.serializer = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  /** Shows two campaigns; the tab that has them already comes to the front. */
  open(campaigns: Both<ComparedCampaign>): void {
    const existing = [...this.panels].find((panel) => panel.isAbout(campaigns));
    if (existing) {
      existing.reveal();
      return;
    }
    const options = panelOptions(this.parts.extensionUri);
    const panel = vscode.window.createWebviewPanel(viewType, 'Compare', vscode.ViewColumn.Active, options);
    this.adopt(panel, campaigns);
  }

  /** Called by VS Code for each tab of an earlier window, when the tab is first looked at. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const parsed = v.safeParse(savedComparison, state);
    if (parsed.success) {
      const [one, other] = parsed.output.sides;
      this.adopt(panel, [
        { saved: one, name: undefined },
        { saved: other, name: undefined },
      ]);
    } else {
      this.parts.log.warn('Comparison: a tab of an earlier window kept nothing that can be restored.');
      panel.dispose();
    }
    return Promise.resolve();
  }

  /** The tabs stay: closed now, they would not be there after the reload of the window that this may be part of. */
  dispose(): void {
    this.serializer.dispose();
    for (const panel of this.panels) panel.cancel();
  }

  private adopt(panel: vscode.WebviewPanel, campaigns: Both<ComparedCampaign>): void {
    const comparePanel = new ComparePanel(panel, campaigns, this.parts);
    this.panels.add(comparePanel);
    panel.onDidDispose(() => this.panels.delete(comparePanel));
  }
}
