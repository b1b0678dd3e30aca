import { Drift } from '../../../src/contacts/drift.ts';
import type { Pages } from '../../../src/contacts/pages.ts';
import { walk } from '../../../src/contacts/walk.ts';
import { asError } from '../../../src/kore/errors.ts';
import type { Contact } from '../../../src/kore/shapes.ts';

/** What a walk over a whole campaign gave. */
export interface Reading {
  readonly rows: readonly unknown[];
  readonly findings: readonly string[];
  /** What ended it early. */
  readonly error: Error | undefined;
}

/** Walks to the end, or to where it stops. */
export async function readAll(
  pages: Pages<Contact>,
  signal: AbortSignal = new AbortController().signal,
): Promise<Reading> {
  const rows: unknown[] = [];
  const drift = new Drift();
  let error: Error | undefined;
  try {
    for await (const page of walk(pages, signal)) {
      drift.see(page);
      rows.push(...page.items.map(({ served }) => served));
    }
  } catch (reason) {
    error = asError(reason);
  }
  return { rows, findings: drift.findings(true), error };
}
