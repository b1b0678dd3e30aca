import { AppCache } from '../../src/contacts/appCache.ts';
import { sampleCredentials } from '../../src/demo/sampleCredentials.ts';
import { CampaignApi } from '../../src/kore/campaignApi.ts';
import { RequestScheduler } from '../../src/kore/scheduler.ts';
import { undiciTransport } from '../../src/kore/undiciTransport.ts';

/** What was loaded from a sample server, with all that the extension has between it and the network. */
export interface Client {
  readonly cache: AppCache;
  readonly close: () => Promise<void>;
}

/**
 * @param folder absolute path, for contacts that are too many for memory
 * @param scheduler holds nothing back if left out
 */
export function clientOf(
  origin: string,
  folder: string,
  scheduler = new RequestScheduler(() => Infinity),
): Client {
  const { streamId, accountId, clientId, clientSecret } = sampleCredentials;
  const transport = undiciTransport();
  const api = new CampaignApi({
    app: { origin, streamId, accountId, clientId, signIn: 'secret', algorithm: 'HS256' },
    secret: () => Promise.resolve(clientSecret),
    transport,
    scheduler,
    note: () => undefined,
  });
  const failed = (error: Error) => {
    throw error;
  };
  const cache = new AppCache(
    api,
    () => 100,
    { folder, failed },
    () => scheduler.startNext(),
  );
  return { cache, close: () => transport.close() };
}
