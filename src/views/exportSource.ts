import type { Contact } from '../kore/shapes.ts';

/** What became of reading contacts. */
export interface Reading {
  /** Contacts taken. */
  readonly count: number;
  /** What was odd, as parts of a sentence. */
  readonly findings: readonly string[];
  /** Whether the person cancelled. What was read is kept: reading again goes on from there. */
  readonly cancelled: boolean;
}

/** Called with the next contacts, at least one; waited for. */
export type Take = (contacts: readonly Contact[]) => void | Promise<void>;

/** What is to be exported. */
export interface ExportSource {
  /** Name of the campaign, as it was served. */
  readonly name: string;
  /** Hands out all contacts, in order. Called again when a person resumes: what is here then is not asked for again. */
  readonly read: (take: Take) => Promise<Reading>;
}
