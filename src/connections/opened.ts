import { AppCache } from '../contacts/appCache.ts';
import type { Overflow } from '../contacts/compactStore.ts';
import { CampaignApi, type CampaignApiParts, type RequestNote } from '../kore/campaignApi.ts';
import type { RequestScheduler } from '../kore/scheduler.ts';
import type { Transport } from '../kore/transport.ts';
import type { Connection } from './connection.ts';
import { pageSize } from './settings.ts';

/**
 * A connection with what talks to its app and what was loaded from it. The same object as long as the settings have a connection to the
 * same data, whatever its name and however it signs in.
 */
export interface OpenConnection {
  /** As the settings have it now. */
  readonly connection: Connection;
  readonly api: CampaignApi;
  readonly scheduler: RequestScheduler;
  readonly cache: AppCache;
  /** Ends everything that is under way for the connection, and removes what was loaded. */
  readonly close: (why: Error) => void;
}

/** What an {@link Opened} works with. */
export interface OpenedParts {
  readonly schedulerFor: (connection: Connection) => RequestScheduler;
  readonly transportFor: (connection: Connection) => Transport;
  readonly secretOf: (connection: Connection) => PromiseLike<string | undefined>;
  readonly overflow: Overflow;
  readonly note: (request: RequestNote) => void;
}

/** An open connection, and the parts of its API client: read at each use, so that what is under way goes on with what is set now. */
export class Opened implements OpenConnection, CampaignApiParts {
  readonly api = new CampaignApi(this);
  readonly cache: AppCache;
  readonly note: (request: RequestNote) => void;
  private readonly closing = new AbortController();

  /** @param connection replaced by another one to the same data when the settings change */
  constructor(
    public connection: Connection,
    private readonly parts: OpenedParts,
  ) {
    this.note = parts.note;
    this.cache = new AppCache(this.api, pageSize, parts.overflow, () => this.scheduler.startNext());
  }

  get app(): Connection {
    return this.connection;
  }

  get scheduler(): RequestScheduler {
    return this.parts.schedulerFor(this.connection);
  }

  get transport(): Transport {
    return this.parts.transportFor(this.connection);
  }

  get closed(): AbortSignal {
    return this.closing.signal;
  }

  secret(): PromiseLike<string | undefined> {
    return this.parts.secretOf(this.connection);
  }

  close(why: Error): void {
    this.closing.abort(why);
    this.cache.forget();
  }
}
