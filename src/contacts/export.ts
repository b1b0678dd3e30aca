import { stringify } from 'csv-stringify/sync';
import { isJsonObject, toJson } from '../kore/json.ts';
import type { Contact } from '../kore/shapes.ts';
import { contactFields, type ContactField } from './fields.ts';

/** A column of an export: a field of the documentation, or all that a row has beside them. */
export type ExportField = ContactField['apiName'] | 'otherFields';

export type ExportFormat = 'csv' | 'json' | 'ndjson' | 'sessionIds';

/** How contacts become a file, piece by piece: the whole of it is never in memory. */
export interface ExportWriter {
  /** Before the first contact. */
  readonly begin: string;
  /** The next contacts, at least one. */
  readonly rows: (contacts: readonly Contact[]) => string;
  /** After the last contact. */
  readonly end: string;
}

/** The fields that a format can have: CSV has a column for each, so it cannot have those that nobody knows beforehand. */
export function fieldsOf(format: ExportFormat): readonly ExportField[] {
  const documented = contactFields.map(({ apiName }) => apiName);
  switch (format) {
    case 'csv':
      return documented;
    case 'json':
    case 'ndjson':
      return [...documented, 'otherFields'];
    case 'sessionIds':
      return ['botSessionId'];
  }
}

/** @param fields those to be written, of {@link fieldsOf}, in any order */
export function exportWriter(format: ExportFormat, fields: readonly ExportField[]): ExportWriter {
  switch (format) {
    case 'csv':
      return csv(fields);
    case 'json':
      return json(fields);
    case 'ndjson':
      return { begin: '', rows: (contacts) => lines(contacts.map(asJson(fields))), end: '' };
    case 'sessionIds':
      return { begin: '', rows: (contacts) => lines(contacts.flatMap(sessionIdOf)), end: '' };
  }
}

/**
 * CSV as RFC 4180 has it, in UTF-8 with a byte order mark, by which Excel knows. Texts are in quotes, so that programs that heed them
 * keep a phone number a text; what a spreadsheet would run as a formula gets an apostrophe before it.
 */
function csv(fields: readonly ExportField[]): ExportWriter {
  const columns = contactFields.filter(({ apiName }) => fields.includes(apiName));
  const options = { quoted_string: true, escape_formulas: true, record_delimiter: '\r\n' };
  return {
    begin: `\ufeff${stringify([columns.map(({ apiName }) => apiName)], options)}`,
    rows: (contacts) =>
      stringify(
        contacts.map((contact) => columns.map((column) => cell(contact, column))),
        options,
      ),
    end: '',
  };
}

function cell(contact: Contact, { apiName, text }: ContactField): string | number | undefined {
  return apiName === 'numberOfAttemptsSoFar' ? contact.numberOfAttemptsSoFar : inertCell(text(contact));
}

/** A spreadsheet may skip what is blank before a formula, or take a line break for a new cell's begin. */
function inertCell(text: string): string {
  return /^[\s\p{Cc}\p{Cf}]+[=+@-]/u.test(text) ? `'${text}` : text;
}

function json(fields: readonly ExportField[]): ExportWriter {
  const jsonOf = asJson(fields);
  let isFirst = true;
  return {
    begin: '[\n',
    rows: (contacts) => {
      const separator = isFirst ? '' : ',\n';
      isFirst = false;
      return separator + contacts.map(jsonOf).join(',\n');
    },
    end: '\n]\n',
  };
}

/** A row as it was served, with no field but those that are wanted; a row that has no fields stays what it is. */
function asJson(fields: readonly ExportField[]): (contact: Contact) => string {
  const known = new Set<string>(contactFields.map(({ apiName }) => apiName));
  const wanted = new Set<string>(fields);
  const isWanted = (name: string) => wanted.has(known.has(name) ? name : 'otherFields');
  return ({ served }) =>
    toJson(
      isJsonObject(served)
        ? Object.fromEntries(Object.entries(served).filter(([name]) => isWanted(name)))
        : served,
    );
}

/** The session id of a contact on a line of its own; none where there is none. */
export function sessionIdOf({ botSessionId }: Contact): readonly string[] {
  const id = botSessionId.replace(/\s+/gu, ' ').trim();
  return id === '' ? [] : [id];
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
