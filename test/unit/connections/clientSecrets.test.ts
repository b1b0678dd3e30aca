import { deepEqual, equal, match, notEqual, ok, rejects } from 'node:assert/strict';
import { ClientSecrets, type SecretStore } from '../../../src/connections/clientSecrets.ts';
import type { KoreApp } from '../../../src/kore/app.ts';

const app: KoreApp = {
  origin: 'https://platform.kore.ai',
  streamId: 'st-1',
  accountId: 'a1',
  clientId: 'cs-1',
  signIn: 'secret',
  algorithm: 'HS256',
};
const secret = 'kept to ourselves';

/** A storage that works, but for what is given to it. */
class Storage implements SecretStore {
  readonly kept = new Map<string, string>();
  readonly listeners: ((event: { key: string }) => unknown)[] = [];

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.kept.get(key));
  }
  store(key: string, value: string): Promise<void> {
    this.kept.set(key, value);
    return this.tell(key);
  }
  /** As in VS Code, where nothing was stored, nothing is told. */
  delete(key: string): Promise<void> {
    return this.kept.delete(key) ? this.tell(key) : Promise.resolve();
  }
  onDidChange(listener: (event: { key: string }) => unknown): { dispose(): unknown } {
    this.listeners.push(listener);
    return { dispose: () => this.listeners.splice(this.listeners.indexOf(listener), 1) };
  }

  private tell(key: string): Promise<void> {
    for (const listener of this.listeners) listener({ key });
    return Promise.resolve();
  }
}

const broken = () => Promise.reject(new Error('No keyring was found.'));
const silent = () => new Promise<never>(() => undefined);

/** A window with this storage. */
function windowWith(faults: Partial<Storage>) {
  const storage = Object.assign(new Storage(), faults);
  const told: string[] = [];
  const changed: KoreApp[] = [];
  const secrets = new ClientSecrets(storage, (trouble) => told.push(trouble), 20);
  const subscription = secrets.onDidChange(
    () => [app],
    (one) => changed.push(one),
  );
  return { storage, secrets, told, changed, subscription };
}

describe('client secrets', () => {
  it('are kept in the storage, under origin and client ID', async () => {
    const { storage, secrets, told, changed } = windowWith({});
    await secrets.set(app, secret);
    equal(await secrets.get({ ...app, streamId: 'st-2', accountId: 'a2' }), secret);
    for (const other of [
      { ...app, origin: 'https://x.example' },
      { ...app, clientId: 'cs-2' },
    ])
      equal(await secrets.get(other), undefined);
    deepEqual([...storage.kept], [['["clientSecret","https://platform.kore.ai","cs-1"]', secret]]);
    deepEqual([told, changed.length], [[], 1]);
  });

  it('and tokens never take each other’s place', async () => {
    const { secrets } = windowWith({});
    const withToken: KoreApp = { ...app, signIn: 'token' };
    await secrets.set(app, secret);
    equal(await secrets.get(withToken), undefined);
    await secrets.set(withToken, 'a.b.c');
    deepEqual([await secrets.get(app), await secrets.get(withToken)], [secret, 'a.b.c']);
    await secrets.forget(app);
    deepEqual([await secrets.get(app), await secrets.get(withToken)], [undefined, 'a.b.c']);
  });

  describe('in a storage that', () => {
    const faults: Record<string, Partial<Storage>> = {
      'refuses to store': { store: broken },
      'throws at once': {
        store: () => {
          throw new Error('No keyring was found');
        },
      },
      'never answers': { store: silent, get: silent },
      'forgets at once': { store: () => Promise.resolve() },
      'gives back something else': { get: () => Promise.resolve('something else') },
      'cannot be read': { get: broken },
    };
    for (const [fault, parts] of Object.entries(faults)) {
      it(`${fault} stay in the memory of the window, and the person is told`, async () => {
        const { secrets, told, changed } = windowWith(parts);
        await secrets.set(app, secret);
        equal(await secrets.get(app), secret);
        ok(changed.length > 0, 'whoever shows the connection is not told');
        equal(told.length, 1);
        match(
          told[0] ?? '',
          /^The client secret for cs-1 could not be stored: [^.]+\. It is kept in the memory of this window, so that you can go on; the next window will ask for it again\. On Linux, .*keyring/u,
        );
        ok(!told.join().includes(secret));
        notEqual(await windowWith(parts).secrets.get(app), secret);
      });
    }

    it('cannot be read count as missing, which is told once', async () => {
      for (const get of [broken, silent]) {
        const { secrets, told } = windowWith({ get });
        equal(await secrets.get(app), undefined);
        equal(await secrets.get(app), undefined);
        equal(told.length, 1);
        match(
          told[0] ?? '',
          /^The secret storage of VS Code cannot be read: .*has to be entered again\. On Linux/u,
        );
      }
    });

    it('repeats what it was given in its complaint are not repeated', async () => {
      const { secrets, told } = windowWith({
        store: (_key: string, value: string) => Promise.reject(new Error(`cannot store ${value}`)),
      });
      await secrets.set(app, secret);
      match(told[0] ?? '', /cannot store …/u);
      ok(!told.join().includes(secret));
    });

    it('has an old one give way to the new one', async () => {
      const { storage, secrets } = windowWith({});
      await secrets.set(app, 'old');
      storage.store = broken;
      await secrets.set(app, secret);
      equal(await secrets.get(app), secret);
    });

    it('works again later are handed over to it', async () => {
      const { storage, secrets, told } = windowWith({ store: broken });
      await secrets.set(app, secret);
      Reflect.deleteProperty(storage, 'store');
      await secrets.set(app, secret);
      deepEqual([told.length, [...storage.kept.values()]], [1, [secret]]);
      storage.kept.clear();
      equal(await secrets.get(app), undefined);
    });

    it('does not delete are said to be still there', async () => {
      for (const fault of [broken, silent]) {
        const { secrets } = windowWith({ delete: fault });
        await secrets.set(app, secret);
        await rejects(
          secrets.forget(app),
          /^Error: The client secret for cs-1 may still be in the secret storage of VS Code, which did not delete it: [^.]+\.$/u,
        );
      }
    });
  });

  it('that only the window remembers are forgotten there', async () => {
    const { secrets, changed } = windowWith({ store: broken });
    await secrets.set(app, secret);
    await secrets.forget(app);
    equal(await secrets.get(app), undefined);
    ok(changed.length >= 2);
  });

  it('tell nobody who stopped listening', async () => {
    const { storage, secrets, changed, subscription } = windowWith({ store: broken });
    subscription.dispose();
    await secrets.set(app, secret);
    equal(changed.length, 0);
    secrets.dispose();
    equal(storage.listeners.length, 0);
  });

  describe('that only the window remembers', () => {
    /** Two windows over one storage, which takes nothing from the first one. */
    async function twoWindows() {
      const one = windowWith({ store: broken });
      await one.secrets.set(app, 'old');
      Reflect.deleteProperty(one.storage, 'store');
      const other = new ClientSecrets(one.storage, () => undefined, 20);
      return { ...one, other };
    }

    it('give way to one that another window stores later', async () => {
      const { secrets, other, changed } = await twoWindows();
      const before = changed.length;
      await other.set(app, secret);
      equal(await secrets.get(app), secret);
      ok(changed.length > before, 'the connection is not opened again');
    });

    it('are forgotten when another window forgets them', async () => {
      const { secrets, other, storage } = await twoWindows();
      await other.forget(app);
      equal(await secrets.get(app), undefined);
      deepEqual([...storage.kept], []);
    });

    it('stay when another app’s secret changes', async () => {
      const { secrets, other } = await twoWindows();
      await other.set({ ...app, clientId: 'cs-2' }, secret);
      await other.forget({ ...app, signIn: 'token' });
      equal(await secrets.get(app), 'old');
    });
  });
});
