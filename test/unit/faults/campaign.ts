import type { Pages } from '../../../src/contacts/pages.ts';
import { sampleCampaigns } from '../../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../../src/demo/sampleTypes.ts';
import { sampleContactAt } from '../../../src/demo/sampleContacts.ts';
import type { SampleServer, SampleServerOptions, SeenRequest } from '../../../src/demo/sampleServer.ts';
import type { RequestNote } from '../../../src/kore/campaignApi.ts';
import { RequestScheduler } from '../../../src/kore/scheduler.ts';
import type { Contact } from '../../../src/kore/shapes.ts';
import { pause } from '../../support/pause.ts';
import { until } from '../../support/until.ts';
import { network, type ClientOptions } from '../kore/api.ts';
import { readAll, type Reading } from './reading.ts';
import { cacheOf } from '../contacts/list.ts';
import { leaksIn, missingIn, type Count } from './tally.ts';

/** For faults that make nobody wait: a busy machine is none of them. */
const patient = { connect: 20_000, headers: 20_000, body: 20_000, whole: 20_000 };

/** For stalls. */
export const soonTimedOut = { ...patient, whole: 300 };

/** One campaign on a server of its own, and a client that has read nothing of it yet. */
export interface Campaign {
  readonly server: SampleServer;
  /** Its number of contacts may be changed. */
  readonly campaign: SampleCampaign;
  readonly pages: Pages<Contact>;
  readonly notes: readonly RequestNote[];
  readonly scheduler: RequestScheduler;
  /** The rows that the server holds now. */
  readonly held: () => readonly unknown[];
  readonly read: (signal?: AbortSignal) => Promise<Reading>;
  /** Waits until the scheduler holds nothing back: until then, a reading may be refused without a request. */
  readonly notHeldBack: () => Promise<void>;
  /** What is wrong with a reading that should be whole, and with all that was told up to now. */
  readonly wrongWith: (reading: Reading) => Partial<Count>;
  /** The same campaign to another client, which shares nothing with the first. */
  readonly inAnotherWindow: (options: ClientOptions) => Campaign;
  /** How many requests come from now on though nobody should ask for anything. */
  readonly late: () => Promise<number>;
}

/** For `describe`: campaigns that are gone after each test. */
export function campaigns() {
  const { sample, odd, client } = network();

  async function campaignOf(
    contactCount: number,
    serverOptions: SampleServerOptions = {},
    clientOptions: ClientOptions = {},
  ): Promise<Campaign> {
    // All are dialled: else how a call stands depends on how many contacts there are.
    const campaign = { ...(sampleCampaigns[0] as SampleCampaign), dialledShare: 1, contactCount };
    const server = await sample({ campaigns: [campaign], ...serverOptions });
    return campaignOn(server, campaign, clientOptions);
  }

  function campaignOn(server: SampleServer, campaign: SampleCampaign, options: ClientOptions): Campaign {
    const { api, notes, scheduler } = client(server.origin, {
      timeouts: patient,
      pauses: { backoff: [0, 0, 0], rateLimit: 20 },
      scheduler: new RequestScheduler(() => 10_000, 60_000, { click: 500, background: 1_100 }),
      ...options,
    });
    const cache = cacheOf({ api, scheduler });
    const pages = cache.contactsOf(campaign.id);
    const held = () =>
      Array.from({ length: campaign.contactCount }, (_, index) => sampleContactAt(campaign, index));
    const told: Error[] = [];
    return {
      server,
      campaign,
      pages,
      notes,
      scheduler,
      held,
      read: async (signal) => {
        const reading = await readAll(pages, signal);
        if (reading.error) told.push(reading.error);
        return reading;
      },
      notHeldBack: () => until('the scheduler holds nothing back', () => scheduler.msHeldBack === 0),
      wrongWith: ({ rows, findings }) => ({
        lost: missingIn(held(), rows),
        doubled: missingIn(rows, held()),
        leaked: leaksIn(
          [...notes, ...told, ...findings],
          held().map((row) => (row as { phoneNumber: string }).phoneNumber),
        ),
      }),
      inAnotherWindow: (others) => campaignOn(server, campaign, others),
      late: async () => {
        // What was under way when everybody left may still arrive; a busy machine may be late with any one timer.
        for (let turn = 0; turn < 4; turn++)
          await pause(10, 'what was sent before still arrives, on a busy machine some timers late');
        const before = server.seen.length;
        await pause(60, "a request that mustn't be sent would be sent by then");
        return server.seen.length - before;
      },
    };
  }

  return { campaignOf, sample, odd, client };
}

/** The page that a request is for, from 1. */
export function pageOf({ body }: Readonly<SeenRequest>): number {
  return (body as { page: number }).page;
}
