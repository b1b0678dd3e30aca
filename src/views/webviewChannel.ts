import * as v from 'valibot';
import type * as vscode from 'vscode';
import { asError } from '../kore/errors.ts';
import { currentRegion } from '../text/format.ts';
import { fromAnyPage, type ToAnyPage } from './protocol.ts';
import { webviewOptions, webviewPage } from './webviewPage.ts';

/** What a panel needs of the extension. */
export interface ViewParts {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
}

/** The page of a panel, and what the panel does with its words. */
export interface PanelPage<FromPage> {
  /** Of its bundles. */
  readonly name: string;
  /** Plain words of our own, free of markup; the log calls the panel so too. */
  readonly title: string;
  readonly schema: v.GenericSchema<unknown, FromPage>;
  /** Called each time there is a page that knows nothing yet. */
  readonly begin: () => void;
  readonly receive: (message: FromPage) => void | Promise<void>;
}

/**
 * The line between a panel and the page inside it. The page is thrown away whenever the tab is hidden, and loaded anew when it is
 * shown again.
 */
export class WebviewChannel<ToPage, FromPage> {
  private listens = false;

  /** Loads the page. */
  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly page: PanelPage<FromPage>,
    private readonly parts: ViewParts,
  ) {
    const { webview } = panel;
    panel.onDidDispose(() => {
      this.listens = false;
    });
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.listens = false;
    });
    webview.onDidReceiveMessage((message) => this.receive(message));
    webview.options = webviewOptions(parts.extensionUri);
    webview.html = webviewPage(webview, parts.extensionUri, page.name, page.title);
  }

  /** Whether there is a page that listens. */
  get isOpen(): boolean {
    return this.listens;
  }

  /** @returns whether the page got it: false where none listens, which needs no word then */
  async post(message: ToPage | ToAnyPage): Promise<boolean> {
    if (!this.listens) return false;
    try {
      return await this.panel.webview.postMessage(message);
    } catch (error) {
      this.warn(error);
      return false;
    }
  }

  private receive(message: unknown): void {
    const common = v.safeParse(fromAnyPage, message);
    if (common.success) {
      if (common.output.type === 'showLog') {
        this.parts.log.show();
        return;
      }
      this.listens = true;
      void this.post({ type: 'region', region: currentRegion() });
      this.page.begin();
      return;
    }
    const own = v.safeParse(this.page.schema, message);
    if (own.success) this.act(own.output).catch((error: unknown) => this.warn(error));
    else this.warn('its page sent an unknown message');
  }

  private async act(message: FromPage): Promise<void> {
    await this.page.receive(message);
  }

  private warn(error: unknown): void {
    this.parts.log.warn(`${this.page.title}:`, asError(error).message);
  }
}
