import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { Overflow } from '../contacts/compactStore.ts';
import { CampaignApi, type RequestNote } from '../kore/campaignApi.ts';
import { tokenEnd } from '../kore/readyMadeToken.ts';
import { RequestScheduler } from '../kore/scheduler.ts';
import type { Transport } from '../kore/transport.ts';
import type { ClientSecrets } from './clientSecrets.ts';
import { connectionKey, dataKey, type Connection } from './connection.ts';
import { Opened, type OpenConnection } from './opened.ts';
import type { SampleData } from './sampleData.ts';
import type { ConfiguredConnections } from './connectionLists.ts';
import { configuredConnections, requestsPerMinute } from './settings.ts';

/** The connections in use: those of the settings, each opened once, with the secrets of SecretStorage. */
export class Connections implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** The connections or the secret of one of them changed. What was loaded stays where it's still of the same data. */
  readonly onDidChange = this.changed.event;

  private configured: ConfiguredConnections = configuredConnections();
  /** By {@link connectionKey}. */
  private opened = new Map<string, Opened>();
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
        (connection) => void this.secretChanged(connection),
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

  /** The connection of a {@link connectionKey}; else, where its client was changed since, one to the same data. */
  find(key: string): Connection | undefined {
    return (
      this.list.find((connection) => connectionKey(connection) === key) ??
      this.list.find((connection) => key.startsWith(`${dataKey(connection)}/`))
    );
  }

  /** Whether two {@link connectionKey}s lead to the same connection now. */
  isSame(key: string, other: string): boolean {
    const found = this.find(key);
    return found ? found === this.find(other) : key === other;
  }

  /** The opened connection; the same one at every call until the settings point it at other data. */
  open(connection: Connection): OpenConnection {
    const key = connectionKey(connection);
    const existing = this.opened.get(key);
    if (existing) return existing;
    const opened = new Opened(connection, {
      schedulerFor: (one) => this.schedulerFor(one),
      transportFor: (one) => this.transportFor(one),
      secretOf: (one) => this.secretOf(one),
      overflow: this.overflow,
      note: this.note,
    });
    this.opened.set(key, opened);
    return opened;
  }

  /**
   * Makes one real request with a secret or token that is not stored yet.
   * @throws KoreError, or the signal's reason
   */
  async check(connection: Connection, secret: string, signal: AbortSignal): Promise<void> {
    const api = new CampaignApi({
      app: connection,
      secret: () => Promise.resolve(secret),
      transport: this.transportFor(connection),
      scheduler: this.schedulerFor(connection),
      note: this.note,
    });
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

  private transportFor(connection: Connection): Transport {
    return this.sampleData.serves(connection)
      ? this.sampleData.startingOnDemand(this.transport)
      : this.transport;
  }

  private secretOf(connection: Connection): PromiseLike<string | undefined> {
    return this.sampleData.serves(connection)
      ? Promise.resolve(this.sampleData.clientSecret)
      : this.secrets.get(connection);
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
    this.follow(this.list);
    this.changed.fire();
  }

  /** Opened connections go on under what is set now, as long as there is one to their data; the others are closed. */
  private follow(connections: readonly Connection[]): void {
    const left = new Map(this.opened);
    const takeOver = (keyOf: (connection: Connection) => string) => {
      for (const connection of connections) {
        const key = connectionKey(connection);
        const former = [...left].find(([, one]) => keyOf(one.connection) === keyOf(connection));
        if (!former || this.opened.has(key)) continue;
        const [formerKey, opened] = former;
        left.delete(formerKey);
        opened.connection = connection;
        this.opened.set(key, opened);
      }
    };
    this.opened = new Map();
    takeOver(connectionKey);
    takeOver(dataKey);
    for (const opened of left.values())
      opened.close(new Error(`The connection "${opened.connection.name}" was removed or changed.`));
  }

  /** A secret that was deleted takes along what was loaded with it; another one doesn't. */
  private async secretChanged(connection: Connection): Promise<void> {
    this.changed.fire();
    if ((await this.secretOf(connection)) !== undefined) return;
    this.opened.get(connectionKey(connection))?.cache.forget();
    this.changed.fire();
  }
}
