import type * as vscode from 'vscode';
import type { KoreApp } from '../kore/app.ts';

/**
 * The client secrets, in VS Code's SecretStorage and nowhere else. A secret belongs to an origin and a client id: settings that point
 * a known connection name at another host find no secret there.
 */
export class ClientSecrets {
  constructor(private readonly storage: vscode.SecretStorage) {}

  get(app: KoreApp): Thenable<string | undefined> {
    return this.storage.get(storageKey(app));
  }

  set(app: KoreApp, secret: string): Thenable<void> {
    return this.storage.store(storageKey(app), secret);
  }

  forget(app: KoreApp): Thenable<void> {
    return this.storage.delete(storageKey(app));
  }

  /** Calls back when the secret of any of `apps` was changed, in this window or another. */
  onDidChange<App extends KoreApp>(
    apps: () => readonly App[],
    changed: (app: App) => void,
  ): vscode.Disposable {
    return this.storage.onDidChange(({ key }) => {
      for (const app of apps()) if (storageKey(app) === key) changed(app);
    });
  }
}

function storageKey({ origin, clientId }: KoreApp): string {
  return JSON.stringify(['clientSecret', origin, clientId]);
}
