import { SECONDS_PER_CALL } from './callPace.ts';
import type { SampleCampaign } from './sampleTypes.ts';

/**
 * A campaign as it is when its calls have gone on for so many seconds: an active one has been dialled further, at the pace of all
 * sample campaigns, and is completed once everybody was called. Others stay as they are.
 */
export function dialledOn(campaign: SampleCampaign, seconds: number): SampleCampaign {
  if (campaign.status !== 'Active') return campaign;
  const dialledShare = campaign.dialledShare + seconds / SECONDS_PER_CALL / campaign.contactCount;
  return dialledShare < 1
    ? { ...campaign, dialledShare }
    : { ...campaign, dialledShare: 1, status: 'Completed' };
}
