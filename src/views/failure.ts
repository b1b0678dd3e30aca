import { asError, KoreError } from '../kore/errors.ts';
import type { Failure } from './protocol.ts';

/** What a page tells of what was thrown. */
export function failureOf(error: unknown): Failure {
  return {
    message: asError(error).message,
    causes: error instanceof KoreError ? error.causes.map(({ text }) => text) : [],
  };
}
