import { asError, KoreError } from '../kore/errors.ts';
import type { Failure } from './protocol.ts';

/** Why a tab has nothing to show. @param what the tab is about */
export function connectionGone(what: 'campaign' | 'contact'): Error {
  return new Error(
    `The connection of this ${what} is not in the settings any more. Add it again, or close this tab.`,
  );
}

/** What a page tells of what was thrown. */
export function failureOf(error: unknown): Failure {
  return {
    message: asError(error).message,
    causes: error instanceof KoreError ? error.causes.map(({ text }) => text) : [],
  };
}
