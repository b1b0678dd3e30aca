import type { ContactValues } from './fields.ts';

/** The few ways in which a call can end that an icon can tell apart. */
export type OutcomeGroup =
  'completed' | 'notReached' | 'machine' | 'excluded' | 'failed' | 'notDialed' | 'other';

/** Words of the API and of Kore.ai's dashboards (kore-api, "dialerOutcome"), without case and separators. The set is open. */
const groups: ReadonlyMap<string, OutcomeGroup> = new Map([
  ['completed', 'completed'],
  ['connected', 'completed'],
  ['answered', 'completed'],
  ['noanswer', 'notReached'],
  ['unanswered', 'notReached'],
  ['busy', 'notReached'],
  ['userbusy', 'notReached'],
  ['declined', 'notReached'],
  ['unconnected', 'notReached'],
  ['answeringmachine', 'machine'],
  ['amddetected', 'machine'],
  ['machinedetected', 'machine'],
  ['voicemail', 'machine'],
  ['dncexcluded', 'excluded'],
  ['filterskipped', 'excluded'],
  ['filterexcluded', 'excluded'],
  ['failed', 'failed'],
  ['error', 'failed'],
  ['canceled', 'failed'],
  ['cancelled', 'failed'],
  ['retrycancelled', 'failed'],
]);

/**
 * How a contact's call ended, in the words of the API: the dialer's outcome, else the bot's status, since a blank outcome does not
 * mean that the call still goes on; `''` when neither is known.
 */
export function outcomeText(contact: ContactValues): string {
  return contact.dialerOutcome.trim() || contact.botOutboundStatus.trim();
}

/** The group of {@link outcomeText}: `other` for a word never heard of, `notDialed` for none on a contact without attempts. */
export function outcomeGroup(contact: ContactValues): OutcomeGroup {
  const text = outcomeText(contact);
  if (text === '') return (contact.numberOfAttemptsSoFar ?? 0) === 0 ? 'notDialed' : 'other';
  return outcomeGroupOf(text);
}

/** The group of an outcome's or a status's own word; `other` for one never heard of. */
export function outcomeGroupOf(word: string): OutcomeGroup {
  const known = groups.get(word.toLowerCase().replace(/[\s_-]+/gu, ''));
  return known ?? (/hang_?up/iu.test(word) ? 'completed' : 'other');
}
