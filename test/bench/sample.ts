import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import type { SampleCampaign } from '../../src/demo/sampleTypes.ts';

const program = fileURLToPath(new URL('sampleProgram.ts', import.meta.url));

/** A sample campaign of some size; of the same size it is the same one. */
export function campaignOf(contactCount: number): SampleCampaign {
  const big = sampleCampaigns.find((campaign) => campaign.contactCount === 100_000);
  if (!big) throw new Error('There is no sample campaign of 100,000 contacts.');
  return { ...big, id: `cd-${contactCount}`, contactCount };
}

/**
 * Starts a sample server in a process of its own, with no limit on requests.
 * @param latency milliseconds before each answer
 */
export async function startSample(
  campaigns: readonly SampleCampaign[],
  latency = 0,
): Promise<{ readonly origin: string; readonly stop: () => void }> {
  const server = fork(program, [JSON.stringify({ campaigns, latency })]);
  const [origin] = (await once(server, 'message')) as [string];
  return { origin, stop: () => server.disconnect() };
}
