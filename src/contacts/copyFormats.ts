import { toJson } from '../kore/json.ts';
import type { Contact } from '../kore/shapes.ts';
import type { ContactField } from './fields.ts';
import { inertText } from './inertText.ts';
import { quantity } from './quantity.ts';

/** One way to copy contacts. */
export interface CopyFormat {
  /** What one value is called; the plural is made with an s. */
  readonly noun: string;
  /** @returns undefined for a contact that has no such value */
  readonly value: (contact: Contact) => unknown;
  /** Whether phone numbers may be in it, which may be masked on screen. */
  readonly holdsPhoneNumbers: boolean;
  readonly join: (values: readonly unknown[]) => string;
}

const onePerLine = (values: readonly unknown[]) => values.join('\n');
const onOneLine = (text: string) => text.replace(/\s+/gu, ' ').trim();

export const sessionIds: CopyFormat = {
  noun: 'session ID',
  value: (contact) => onOneLine(contact.botSessionId) || undefined,
  holdsPhoneNumbers: false,
  join: onePerLine,
};

export const phoneNumbers: CopyFormat = {
  noun: 'phone number',
  value: (contact) => onOneLine(contact.phoneNumber) || undefined,
  holdsPhoneNumbers: true,
  join: onePerLine,
};

export const json: CopyFormat = {
  noun: 'contact',
  value: (contact) => contact.served ?? null,
  holdsPhoneNumbers: true,
  join: (values) => toJson(values, 2),
};

/** A table to paste into a spreadsheet: one line per contact, cells separated by tabs, the labels first. */
export function asTable(fields: readonly ContactField[]): CopyFormat {
  return {
    noun: 'contact',
    value: (contact) => fields.map(({ text }) => tableCell(text(contact))).join('\t'),
    holdsPhoneNumbers: true,
    join: (values) => onePerLine([fields.map(({ label }) => label).join('\t'), ...values]),
  };
}

/** A cell of a table that is pasted: on one line, no formula, and not the start of a quoted text. */
export function tableCell(text: string): string {
  const line = inertText(onOneLine(text));
  return line.startsWith('"') ? `"${line.replaceAll('"', '""')}"` : line;
}

/** What is told of contacts that lack what was to be copied. @param count of the contacts, at least 1 */
export function nothingToCopy(count: number, noun: string): string {
  return count === 1
    ? `This contact has no ${noun}. Nothing was copied.`
    : `None of the ${quantity(count, 'contact')} has a ${noun}. Nothing was copied.`;
}

/** `Copied 1,204 session IDs; 30 contacts have none`. */
export function copiedMessage(copied: number, without: number, noun: string): string {
  const message = `Copied ${quantity(copied, noun)}`;
  if (without === 0) return message;
  return `${message}; ${quantity(without, 'contact')} ${without === 1 ? 'has' : 'have'} none`;
}
