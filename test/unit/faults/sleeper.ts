// Walks over the campaign that its arguments name, with timers and a window that are short against the time for which it is stopped.
import { AppCache } from '../../../src/contacts/appCache.ts';
import { sampleCredentials } from '../../../src/demo/sampleServer.ts';
import { CampaignApi } from '../../../src/kore/campaignApi.ts';
import { RequestScheduler } from '../../../src/kore/scheduler.ts';
import { undiciTransport } from '../../../src/kore/undiciTransport.ts';
import { readAll } from './reading.ts';

/** What the program prints, as JSON. */
export interface Slept {
  readonly rows: readonly unknown[];
  readonly error?: string;
  readonly unhandled: number;
}

let unhandled = 0;
process.on('unhandledRejection', () => unhandled++);

const [, , origin = '', campaignId = ''] = process.argv;
const { clientSecret, ...ids } = sampleCredentials;
const transport = undiciTransport({ connect: 1_000, headers: 1_000, body: 1_000, whole: 1_000 });
const scheduler = new RequestScheduler(() => 10, 200);
const api = new CampaignApi({
  app: { origin, ...ids, signIn: 'secret', algorithm: 'HS256' },
  secret: () => Promise.resolve(clientSecret),
  transport,
  scheduler,
  note: () => undefined,
  pauses: { backoff: [10, 10, 10], rateLimit: 10 },
});
const overflow = { folder: '/nowhere', failed: () => undefined };
const cache = new AppCache(
  api,
  () => 100,
  overflow,
  () => scheduler.startNext(),
);
const { rows, error } = await readAll(cache.contactsOf(campaignId));
await transport.close();
console.log(JSON.stringify({ rows, error: error?.message, unhandled }));
