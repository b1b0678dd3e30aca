import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { asError } from '../../kore/errors.ts';
import { connectionKey } from '../../connections/connection.ts';
import type { Connections } from '../../connections/connections.ts';
import { mayCopyPhoneNumbers, shownText } from '../../connections/phoneNumberMask.ts';
import type { AppCache } from '../../contacts/appCache.ts';
import { grouped } from '../../contacts/quantity.ts';
import { plainText } from '../../kore/plainText.ts';
import { failureOf } from '../failure.ts';
import { WebviewChannel, type ViewParts } from '../webviewChannel.ts';
import { contactContent, copiedText } from './content.ts';
import { fetchAgain } from './fetchAgain.ts';
import {
  fromWebview,
  type Content,
  type Copyable,
  type FromWebview,
  type SavedTab,
  type ToWebview,
} from './messages.ts';
import type { ShownContact } from './shownContact.ts';

const otherContact =
  'The list has changed since this tab was open: another contact may be at this place now.';

/** What a panel works with. */
export interface PanelParts extends ViewParts {
  readonly connections: Connections;
}

/**
 * One tab with the details of one contact. It keeps what it shows, because the page inside is thrown away whenever the tab is
 * hidden, and asks for it when it is loaded again.
 */
export class ContactPanel {
  private content: Content = { state: 'loading' };
  private shown: ShownContact | undefined;
  private readonly channel: WebviewChannel<ToWebview, FromWebview>;
  private fetching: AbortController | undefined;
  private learning: { readonly dispose: () => void } | undefined;

  /** Shows nothing until {@link show} or {@link restore}, of which one must follow. */
  constructor(
    private readonly panel: vscode.WebviewPanel,
    private saved: SavedTab,
    private readonly parts: PanelParts,
  ) {
    const folder = vscode.Uri.joinPath(parts.extensionUri, 'media', 'contactDetails');
    panel.iconPath = {
      light: vscode.Uri.joinPath(folder, 'contact-light.svg'),
      dark: vscode.Uri.joinPath(folder, 'contact-dark.svg'),
    };
    panel.onDidDispose(() => {
      this.cancel();
      this.learning?.dispose();
    });
    const page = {
      name: 'contactDetails',
      title: 'Contact Details',
      schema: fromWebview,
      begin: () => this.update(this.content),
      receive: (message: FromWebview) => this.receive(message),
    };
    this.channel = new WebviewChannel(panel, page, parts);
  }

  get isVisible(): boolean {
    return this.panel.visible;
  }

  /** Whether this is where the contact is shown. */
  isAbout(shown: ShownContact): boolean {
    return isDeepStrictEqual(this.saved, savedTabOf(shown, this.saved.toSide));
  }

  /** Brings the tab to the front of its own column; the keyboard stays where it is. */
  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  show(shown: ShownContact, notice = ''): void {
    this.cancel();
    // A click selects a row and opens it: the second time there is nothing new to draw.
    if (shown.contact === this.shown?.contact) return;
    this.draw(shown, notice);
    this.learning?.dispose();
    this.learning = this.cacheOf(shown)?.known.listen((id) => {
      if (id === shown.campaign.id) this.redraw();
    });
  }

  /** Shows the same contact as the settings want it shown now, under the current names of its connection and campaign. */
  redraw(): void {
    if (!this.shown || this.content.state !== 'contact') return;
    const { connection, campaign } = this.shown;
    const name = this.cacheOf(this.shown)?.known.get(campaign.id)?.name || campaign.name;
    const now = {
      ...this.shown,
      connection: this.parts.connections.find(connectionKey(connection)) ?? connection,
      campaign: { id: campaign.id, name },
    };
    this.draw(now, this.content.notice);
  }

  /** Fetches what the tab is saved to show, and shows that or why it cannot. */
  async restore(): Promise<void> {
    this.cancel();
    const { signal } = (this.fetching = new AbortController());
    this.update({ state: 'loading' });
    try {
      const shown = await fetchAgain(this.parts.connections, this.saved, signal);
      if (signal.aborted) return;
      const isOther = shown.contact.botSessionId !== this.saved.sessionId;
      this.show(shown, isOther ? otherContact : '');
    } catch (error) {
      if (signal.aborted) return;
      this.parts.log.error('Contact details:', asError(error).message);
      this.update({ state: 'failed', ...failureOf(error) });
    }
  }

  /** Gives up fetching, if that is under way. */
  cancel(): void {
    this.fetching?.abort();
    this.fetching = undefined;
  }

  private draw(shown: ShownContact, notice: string): void {
    this.shown = shown;
    this.saved = savedTabOf(shown, this.saved.toSide);
    this.panel.title = titleOf(shown);
    this.update(contactContent(shown, shownText, notice));
  }

  /** What was loaded over the connection of a contact; undefined where that isn't in the settings any more. */
  private cacheOf({ connection }: ShownContact): AppCache | undefined {
    const { connections } = this.parts;
    const current = connections.find(connectionKey(connection));
    return current && connections.open(current).cache;
  }

  private update(content: Content): void {
    this.content = content;
    void this.channel.post({ type: 'show', content, saved: this.saved });
  }

  private receive(message: FromWebview): Promise<void> {
    switch (message.type) {
      case 'copy':
        return this.copy(message.what);
      case 'tryAgain':
        return this.restore();
    }
  }

  private async copy(what: Copyable): Promise<void> {
    const text = this.shown ? copiedText(this.shown, what) : '';
    // Nothing to copy is no reason to empty the clipboard.
    if (!this.shown || text === '') return;
    const isMasked = what === 'json' || shownText(text, this.shown.contact) !== text;
    if (isMasked && !(await mayCopyPhoneNumbers())) return;
    await vscode.env.clipboard.writeText(text);
    await this.channel.post({ type: 'copied', what });
  }
}

/** What is saved of a tab that shows this contact. */
export function savedTabOf(
  { connection, campaign, position, contact }: ShownContact,
  toSide: boolean,
): SavedTab {
  return {
    connectionKey: connectionKey(connection),
    campaignId: campaign.id,
    position,
    sessionId: contact.botSessionId,
    toSide,
  };
}

/** VS Code keeps the titles of open tabs on disk: so no phone number. */
function titleOf({ position, campaign }: ShownContact): string {
  return `Contact ${grouped(position)} · ${plainText(campaign.name, 30)}`;
}
