import type { FromWebview, SavedTab } from '../../src/views/contactDetails/messages.ts';

/** What VS Code gives a webview, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromWebview): void;
  setState(state: SavedTab): void;
};

export const vscode = acquireVsCodeApi();
