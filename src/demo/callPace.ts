/** 25 calls of two minutes at a time (Kore.ai's ceiling for agentless campaigns) begin one every 4.8 seconds. */
export const SECONDS_PER_CALL = 4.8;
/** Calls go out between 9:00 and 18:00 UTC, every day. */
const CALLING_HOURS = 9 * 3600;
const DAY = 24 * 3600;

export const CALLS_A_DAY = CALLING_HOURS / SECONDS_PER_CALL;

/** Seconds between a campaign's first call and the one to the contact at this position. */
export function secondsUntilCall(position: number): number {
  const worked = Math.floor(position * SECONDS_PER_CALL);
  return Math.floor(worked / CALLING_HOURS) * DAY + (worked % CALLING_HOURS);
}
