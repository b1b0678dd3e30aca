import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections.ts';
import { onDidChangeMasking } from '../../connections/settings.ts';
import { panelOptions } from '../webviewPage.ts';
import { savedTab, type SavedTab } from './messages.ts';
import { ContactPanel, savedTabOf, type PanelParts } from './panel.ts';
import type { ShownContact } from './shownContact.ts';

const viewType = 'koreCampaigns.contactDetails';

/** The tabs with contact details: one that follows the selection, and any number to the side that keep their contact. */
export class ContactDetails implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private following: ContactPanel | undefined;
  private readonly toSide = new Set<ContactPanel>();
  private readonly parts: PanelParts;
  private readonly subscriptions: vscode.Disposable;

  constructor(extensionUri: vscode.Uri, connections: Connections, log: vscode.LogOutputChannel) {
    this.parts = { extensionUri, connections, log };
    this.subscriptions = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(viewType, this),
      onDidChangeMasking(() => this.redraw()),
      connections.onDidChange(() => this.redraw()),
    );
  }

  /**
   * Shows a contact in the tab that follows the selection. The keyboard stays where it is.
   * @param viewColumn where that tab is opened if it is not open yet
   */
  show(shown: ShownContact, viewColumn = vscode.ViewColumn.Active): void {
    this.following?.reveal();
    this.following ??= this.open(viewColumn, savedTabOf(shown, false));
    this.following.show(shown);
  }

  /** Shows a contact in a tab of its own beside the active one; the tab that has it already comes to the front. */
  showToSide(shown: ShownContact): void {
    const existing = [...this.toSide].find((panel) => panel.isAbout(shown));
    existing?.reveal();
    const panel = existing ?? this.open(vscode.ViewColumn.Beside, savedTabOf(shown, true));
    panel.show(shown);
  }

  /** Shows the contact that was selected, where the tab that follows the selection is open and in sight; else does nothing. */
  follow(shown: ShownContact): void {
    if (this.following?.isVisible) this.following.show(shown);
  }

  /** Called by VS Code for each tab of an earlier window, when the tab is first looked at. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const parsed = v.safeParse(savedTab, state);
    if (parsed.success) {
      // While it was out of sight, another tab may have begun to follow.
      const toSide = parsed.output.toSide || this.following !== undefined;
      // Not waited for: VS Code shows nothing of the tab before this method is done.
      void this.adopt(panel, { ...parsed.output, toSide }).restore();
    } else {
      this.parts.log.warn('Contact details: a tab of an earlier window kept nothing that can be restored.');
      panel.dispose();
    }
    return Promise.resolve();
  }

  /** The tabs stay: closed now, they would not be there after the reload of the window that this may be part of. */
  dispose(): void {
    this.subscriptions.dispose();
    this.following?.cancel();
    for (const panel of this.toSide) panel.cancel();
  }

  private redraw(): void {
    this.following?.redraw();
    for (const panel of this.toSide) panel.redraw();
  }

  private open(viewColumn: vscode.ViewColumn, saved: SavedTab): ContactPanel {
    const options = panelOptions(this.parts.extensionUri);
    const panel = vscode.window.createWebviewPanel(
      viewType,
      'Contact',
      { viewColumn, preserveFocus: true },
      options,
    );
    return this.adopt(panel, saved);
  }

  private adopt(panel: vscode.WebviewPanel, saved: SavedTab): ContactPanel {
    const contactPanel = new ContactPanel(panel, saved, this.parts);
    if (saved.toSide) this.toSide.add(contactPanel);
    else this.following = contactPanel;
    panel.onDidDispose(() => {
      this.toSide.delete(contactPanel);
      if (this.following === contactPanel) this.following = undefined;
    });
    return contactPanel;
  }
}
