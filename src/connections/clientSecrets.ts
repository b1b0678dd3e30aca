import { secretName, type KoreApp } from '../kore/app.ts';
import { asError } from '../kore/errors.ts';

/** What is needed of VS Code's `SecretStorage`. */
export interface SecretStore {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  onDidChange(listener: (event: { readonly key: string }) => unknown): Disposable;
}

interface Disposable {
  dispose(): unknown;
}

/** Milliseconds until a storage that says nothing counts as failed. A person may have to unlock a keyring meanwhile. */
const patience = 30_000;

const whatHelps =
  'On Linux, install and unlock a keyring, such as GNOME Keyring or KWallet; in a browser, it is up to whoever serves VS Code.';

/**
 * The client secrets, and the existing tokens that stand in for them, in VS Code's SecretStorage and nowhere else. Each belongs to an
 * origin and a client ID: settings that point a known connection name at another host find none there.
 *
 * A secret that the storage doesn't keep stays in memory until the window closes, or until any window stores or deletes one for the
 * same origin and client ID.
 */
export class ClientSecrets {
  private readonly inMemory = new Map<string, string>();
  private readonly listeners = new Set<(key: string) => void>();
  private readonly subscription: Disposable;
  private isUnreadable = false;

  /** @param warn is told, in a few sentences for people, what the storage cannot do */
  constructor(
    private readonly storage: SecretStore,
    private readonly warn: (trouble: string) => void,
    private readonly waitAtMost = patience,
  ) {
    this.subscription = storage.onDidChange(({ key }) => {
      this.inMemory.delete(key);
      this.emit(key);
    });
  }

  /** Undefined also where the storage cannot be read: the person can then enter the secret again. */
  async get(app: KoreApp): Promise<string | undefined> {
    const key = storageKey(app);
    const inMemory = this.inMemory.get(key);
    if (inMemory !== undefined) return inMemory;
    try {
      // Empty while it's being deleted.
      return (await this.answered(this.storage.get(key))) || undefined;
    } catch (error) {
      // Once: every request asks for its secret.
      if (!this.isUnreadable) {
        this.isUnreadable = true;
        this.warn(
          `The secret storage of VS Code cannot be read: ${reason(error)}. What was kept there has to be entered again. ${whatHelps}`,
        );
      }
      return undefined;
    }
  }

  /** Never fails: where the storage does, this window remembers. */
  async set(app: KoreApp, secret: string): Promise<void> {
    const key = storageKey(app);
    const failure = await this.store(key, secret);
    if (failure === undefined) {
      this.inMemory.delete(key);
      return;
    }
    this.inMemory.set(key, secret);
    this.emit(key);
    const why = failure.replaceAll(secret, '…');
    this.warn(
      `The ${secretName(app)} for ${app.clientId} could not be stored: ${why}. It is kept in the memory of this window, so that you can go on; the next window will ask for it again. ${whatHelps}`,
    );
  }

  /**
   * Deletes a secret, also from the memory of the other windows.
   * @throws Error with a sentence for people when it may still be stored
   */
  async forget(app: KoreApp): Promise<void> {
    const key = storageKey(app);
    if (this.inMemory.delete(key)) this.emit(key);
    await this.touch(key);
    try {
      await this.answered(this.storage.delete(key));
    } catch (cause) {
      throw new Error(
        `The ${secretName(app)} for ${app.clientId} may still be in the secret storage of VS Code, which did not delete it: ${reason(cause)}.`,
        { cause },
      );
    }
  }

  /** Calls back when the secret of any of `apps` was changed, in this window or another. */
  onDidChange<App extends KoreApp>(apps: () => readonly App[], changed: (app: App) => void): Disposable {
    const listener = (key: string) => {
      for (const app of apps()) if (storageKey(app) === key) changed(app);
    };
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  dispose(): void {
    this.subscription.dispose();
    this.listeners.clear();
    this.inMemory.clear();
  }

  /** Makes deleting a secret an event: VS Code reports nothing to other windows where nothing was stored. */
  private async touch(key: string): Promise<void> {
    try {
      if ((await this.answered(this.storage.get(key))) === undefined)
        await this.answered(this.storage.store(key, ''));
    } catch {
      // Deleting is what matters, and fails with a sentence of its own.
    }
  }

  private emit(key: string): void {
    for (const listener of this.listeners) listener(key);
  }

  /** @returns why the storage does not keep the secret, or undefined when it does */
  private async store(key: string, secret: string): Promise<string | undefined> {
    try {
      await this.answered(this.storage.store(key, secret));
      const kept = await this.answered(this.storage.get(key));
      return kept === secret
        ? undefined
        : 'the secret storage of VS Code does not give back what it was given';
    } catch (error) {
      return reason(error);
    }
  }

  private async answered<T>(asked: PromiseLike<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('it does not answer')), this.waitAtMost);
    });
    try {
      return await Promise.race([asked, tooLong]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Why the storage failed, to stand within a sentence. */
function reason(error: unknown): string {
  return asError(error).message.replace(/\.$/u, '');
}

/** A token never takes the place of a secret: one is sent as it is, the other never. */
function storageKey({ origin, clientId, signIn }: KoreApp): string {
  return JSON.stringify([signIn === 'token' ? 'token' : 'clientSecret', origin, clientId]);
}
