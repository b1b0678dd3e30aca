import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { AppCache } from '../contacts/appCache.ts';
import type { Overflow } from '../contacts/compactStore.ts';
import { CampaignApi, type RequestNote } from '../kore/campaignApi.ts';
import { tokenEnd } from '../kore/readyMadeToken.ts';
import { RequestScheduler } from '../kore/scheduler.ts';
import type { Transport } from '../kore/transport.ts';
import type { ClientSecrets } from './clientSecrets.ts';
import { connectionKey, type Connection } from './connection.ts';
import type { SampleData } from './sampleData.ts';
import type { ConfiguredConnections } from './connectionLists.ts';
import { configuredConnections, pageSize, requestsPerMinute } from './settings.ts';

/** A connection with what talks to its app and what was loaded from it. */
export interface OpenConnection {
  readonly connection: Connection;
  readonly api: CampaignApi;
  readonly scheduler: RequestScheduler;
  readonly cache: AppCache;
  /** Ends everything that is under way for the connection, and lets go of what was loaded. */
  readonly close: (why: Error) => void;
}

/** The connections in use: those of the settings, each opened once, with the secrets of SecretStorage. */
export class Connections implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** The connections or the secret of one of them changed. What had been loaded with the old ones is let go by then. */
  readonly onDidChange = this.changed.event;

  private configured: ConfiguredConnections = configuredConnections();
  private readonly opened = new Map<string, OpenConnection>();
  /** By origin and account id: that is whom Kore.ai's rate limit counts. */
  private readonly schedulers = new Map<string, RequestScheduler>();
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly secrets: ClientSecrets,
    private readonly transport: Transport,
    private readonly sampleData: SampleData,
    private readonly overflow: Overflow,
    private readonly note: (request: RequestNote) => void,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('koreCampaigns')) this.settingsChanged(event);
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.readSettings()),
      // A window that starts may know its folders late, and their settings without an event of their own.
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.readSettings()),
      secrets.onDidChange(
        () => this.list,
        (connection) => this.secretChanged(connection),
      ),
    );
  }

  get list(): readonly Connection[] {
    return this.configured.connections;
  }

  /** A sentence for each entry of the settings that cannot be used. */
  get problems(): readonly string[] {
    return this.configured.problems;
  }

  find(key: string): Connection | undefined {
    return this.list.find((connection) => connectionKey(connection) === key);
  }

  /** The opened connection; the same one at every call until the settings change what it is. */
  open(connection: Connection): OpenConnection {
    const key = openKey(connection);
    const existing = this.opened.get(key);
    if (existing) return existing;
    const scheduler = this.schedulerFor(connection);
    const closing = new AbortController();
    const api = this.apiFor(connection, () => this.secrets.get(connection), scheduler, closing.signal);
    const cache = new AppCache(api, pageSize, this.overflow, () => scheduler.startNext());
    const close = (why: Error) => {
      closing.abort(why);
      cache.forget();
    };
    const open = { connection, api, scheduler, cache, close };
    this.opened.set(key, open);
    return open;
  }

  /**
   * Makes one real request with a secret or token that is not stored yet.
   * @throws KoreError, or the signal's reason
   */
  async check(connection: Connection, secret: string, signal: AbortSignal): Promise<void> {
    const api = this.apiFor(connection, () => Promise.resolve(secret), this.schedulerFor(connection), signal);
    await api.campaigns({ page: 1, limit: 1 }, { signal, turn: { priority: 'click' } });
  }

  /** When the token of a connection ends, in milliseconds since the epoch; undefined where it has none, or one that does not say. */
  async tokenEnd(connection: Connection): Promise<number | undefined> {
    const token = connection.signIn === 'token' ? await this.secrets.get(connection) : undefined;
    return token === undefined ? undefined : tokenEnd(token);
  }

  dispose(): void {
    this.subscriptions.dispose();
    for (const open of this.opened.values()) open.close(new Error('The window was closed.'));
  }

  private apiFor(
    connection: Connection,
    secret: () => PromiseLike<string | undefined>,
    scheduler: RequestScheduler,
    closed: AbortSignal,
  ) {
    const parts = { app: connection, secret, transport: this.transport, scheduler, closed, note: this.note };
    return new CampaignApi(
      this.sampleData.serves(connection) ? { ...parts, ...this.sampleData.access(this.transport) } : parts,
    );
  }

  private schedulerFor({ origin, accountId }: Connection): RequestScheduler {
    const account = `${origin}/${accountId}`;
    const existing = this.schedulers.get(account);
    if (existing) return existing;
    const scheduler = new RequestScheduler(requestsPerMinute);
    this.schedulers.set(account, scheduler);
    return scheduler;
  }

  private settingsChanged(event: vscode.ConfigurationChangeEvent): void {
    if (event.affectsConfiguration('koreCampaigns.requestsPerMinute')) {
      for (const scheduler of this.schedulers.values()) scheduler.startNext();
    }
    if (event.affectsConfiguration('koreCampaigns.pageSize')) {
      for (const { cache } of this.opened.values()) cache.forget({ keepCampaigns: true });
      this.changed.fire();
    }
    if (event.affectsConfiguration('koreCampaigns.connections')) this.readSettings();
  }

  /** VS Code may tell of one change twice: what is the same is not shown anew, nor asked for again. */
  private readSettings(): void {
    const configured = configuredConnections();
    if (isDeepStrictEqual(configured, this.configured)) return;
    this.configured = configured;
    const inUse = new Map(this.list.map((connection) => [openKey(connection), connection]));
    for (const [key, open] of this.opened) {
      const connection = inUse.get(key);
      if (connection) {
        // The same app, but perhaps under another name.
        this.opened.set(key, { ...open, connection });
      } else {
        this.opened.delete(key);
        open.close(new Error(`The connection "${open.connection.name}" was removed or changed.`));
      }
    }
    this.changed.fire();
  }

  private secretChanged(connection: Connection): void {
    this.open(connection).cache.forget();
    this.changed.fire();
  }
}

/** Everything that a connection's requests depend on: all but its name. */
function openKey(connection: Connection): string {
  return JSON.stringify({ ...connection, name: '' });
}
