import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';

/** Where the scripts and styles of all webviews are; a webview may read nothing else. */
function webviewFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** What a webview of ours may do. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [webviewFolder(extensionUri)] };
}

/** What a tab with a webview of ours is created with. Ctrl+F opens VS Code's find widget in it, unless the webview handles the key. */
export function panelOptions(extensionUri: vscode.Uri): vscode.WebviewPanelOptions & vscode.WebviewOptions {
  return { ...webviewOptions(extensionUri), enableFindWidget: true };
}

/**
 * The page of a webview, with nothing in it yet: `main` is filled by the script from the host's messages, always as text, and what
 * changes on its own is said to screen readers through `#announcer`.
 * @param name of the webview's bundles, `<name>.js` and `<name>-style.css`
 * @param title plain words of our own, free of markup
 */
export function webviewPage(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  name: string,
  title: string,
): string {
  const file = (fileName: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(webviewFolder(extensionUri), fileName)).toString();
  const nonce = randomUUID();
  const source = webview.cspSource;
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy"
      content="default-src 'none'; style-src ${source}; font-src ${source}; script-src 'nonce-${nonce}'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="stylesheet" href="${file(`${name}-style.css`)}">
  </head>
  <body>
    <main tabindex="-1"></main>
    <p id="announcer" role="status"></p>
    <script nonce="${nonce}" src="${file(`${name}.js`)}"></script>
  </body>
</html>`;
}
