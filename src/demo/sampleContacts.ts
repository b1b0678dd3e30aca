import { secondsUntilCall } from './callPace.ts';
import { fictionalPhoneNumber } from './fictionalPhoneNumber.ts';
import { hexOf, mix, seedOf } from './stableHash.ts';
import type { SampleCampaign, SampleContact } from './sampleTypes.ts';

/** How a call can stand: the fields that must fit together. */
interface Ending {
  outcome: string;
  status: string;
  detail: string;
  /** Attempts so far, fewest and most. */
  attempts: readonly [number, number];
  /** Whether the bot and the person were connected, so that there is a session. */
  session: boolean;
  /** Whether somebody, or the flow, said what came of it. */
  disposed: boolean;
}

const ending = (
  outcome: string,
  [status, detail]: readonly [string, string],
  attempts: readonly [number, number],
  { session = false, disposed = false } = {},
): Ending => ({ outcome, status, detail, attempts, session, disposed });

const nobody = ['', ''] as const;
const userHangUp = ['userHangUp', 'user_hangup'] as const;
const agentHangUp = ['agentHangUp', 'agent_hangup'] as const;
const clientSide = ['userHangUp', 'Client side'] as const;
const talked = { session: true, disposed: true };

/**
 * Endings with their share in a thousand calls. Only `completed`, blank, the two hang-ups and the three details
 * are in the API pages; the other outcomes follow the names in Kore.ai's dashboard pages, and the last three
 * stand for what nobody documented: another spelling, an unheard outcome, an unheard bot status.
 */
const endings: readonly (readonly [number, Ending])[] = [
  [330, ending('completed', userHangUp, [1, 3], talked)],
  [180, ending('completed', agentHangUp, [1, 3], talked)],
  [60, ending('completed', clientSide, [1, 2], talked)],
  [25, ending('', clientSide, [1, 3], { session: true })],
  [165, ending('no-answer', nobody, [2, 5])],
  [60, ending('busy', nobody, [1, 4])],
  [40, ending('failed', nobody, [1, 3])],
  [40, ending('answering machine', nobody, [1, 3], { session: true })],
  [20, ending('canceled', nobody, [1, 2])],
  [20, ending('dnc excluded', nobody, [0, 0])],
  [15, ending('No Answer', nobody, [1, 3])],
  [20, ending('callback-promised', agentHangUp, [1, 2], talked)],
  [25, ending('answering machine', ['voicemailDetected', ''], [1, 2], { session: true })],
];

const notDialled = ending('', nobody, [0, 0]);
const underWay = ending('', nobody, [1, 2], { session: true });

/** Kore.ai's default dispositions, two seen in its samples, and what tenants make up; some awkward for a CSV file. */
const dispositions: readonly (readonly [number, readonly string[]])[] = [
  [12, []],
  [30, ['Resolved']],
  [12, ['Unresolved']],
  [7, ['Requires Supervisor Attention']],
  [12, ['System Generated']],
  [8, ['DROP-OFF']],
  [6, ['Promise to pay']],
  [3, ['Wrong number']],
  [2, ['Said "call later", after 18:00']],
  [1, ['-none of these-']],
  [4, ['Resolved', 'Promise to pay']],
  [2, ['Unresolved', 'Requires Supervisor Attention']],
  [1, ['DROP-OFF', 'Unresolved', 'Rückruf erbeten 📞']],
];

/** Calls under way at once in an active campaign (Kore.ai: agentless default 10, at most 25). */
const CALLS_AT_ONCE = 10;
/** Seconds until a contact is tried again. */
const RETRY_AFTER = 600;

/** How many contacts the server says a campaign has (`totalResults`); its rows may be fewer, as in the documentation. */
export function sampleContactTotal(campaign: SampleCampaign): number {
  return campaign.claimedTotal ?? sampleContactRows(campaign);
}

/** How many rows the server has for a campaign. */
export function sampleContactRows(campaign: SampleCampaign): number {
  return campaign.fixedContacts?.length ?? campaign.contactCount;
}

/**
 * The contact at a position (from 0) of a campaign, worked out from those two alone: nothing is stored, so a
 * campaign of any size costs no memory and every page costs the same.
 */
export function sampleContactAt(campaign: SampleCampaign, position: number): SampleContact {
  const fixed = campaign.fixedContacts?.[position];
  if (fixed !== undefined) return fixed;

  const seed = seedOf(campaign.id);
  const roll = (purpose: number): number => mix(seed, position, purpose);
  const call = standOf(campaign, position, roll(1));
  const attempts = between(call.attempts, roll(2));
  return {
    phoneNumber: fictionalPhoneNumber(roll(3)),
    uniqueId: roll(4) % 9 === 0 ? `CRM-${String(100_000 + (roll(5) % 900_000))}` : '',
    dialerOutcome: call.outcome,
    numberOfAttemptsSoFar: attempts,
    ...(call.session ? { botSessionId: sessionId(campaign, position, seed, attempts) } : noSession(roll(6))),
    agentDispositionCodes: call.disposed ? pick(dispositions, roll(7)) : [],
    botOutboundStatus: call.status,
    botOutboundStatusDetail: call.detail,
  };
}

/** Contacts are dialled in their order: those before `dialled` are done, a few after it may be under way. */
function standOf(campaign: SampleCampaign, position: number, roll: number): Ending {
  const dialled = Math.floor(campaign.contactCount * campaign.dialledShare);
  if (position < dialled) return pick(endings, roll);
  return campaign.status === 'Active' && position < dialled + CALLS_AT_ONCE ? underWay : notDialled;
}

/** An id like MongoDB's, as in the documentation: seconds since 1970, a machine, a counter. */
function sessionId(campaign: SampleCampaign, position: number, seed: number, attempts: number): string {
  const retries = (attempts - 1) * RETRY_AFTER;
  const time = Math.floor(Date.parse(campaign.startedAt) / 1000) + secondsUntilCall(position) + retries;
  const machine = hexOf(mix(seed, position % 3), 10);
  const counter = ((seed + position) & 0xffffff).toString(16).padStart(6, '0');
  return time.toString(16).padStart(8, '0') + machine + counter;
}

/** No page says how "no session" looks: mostly blank here, now and then null or missing. */
function noSession(roll: number): Pick<SampleContact, 'botSessionId'> {
  if (roll % 25 === 0) return {};
  return { botSessionId: roll % 25 === 1 ? null : '' };
}

/** Low numbers more often: most people are reached early. */
function between([fewest, most]: readonly [number, number], roll: number): number {
  const spread = most - fewest + 1;
  return fewest + Math.min(roll % spread, (roll >>> 8) % spread);
}

function pick<T>(shares: readonly (readonly [number, T])[], roll: number): T {
  let left = roll % shares.reduce((sum, [share]) => sum + share, 0);
  for (const [share, item] of shares) {
    if (left < share) return item;
    left -= share;
  }
  throw new Error('The roll is below the sum of all shares.');
}
