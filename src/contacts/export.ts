import { stringify } from 'csv-stringify/sync';
import { isJsonObject, toJson } from '../kore/json.ts';
import type { Contact } from '../kore/shapes.ts';
import { contactFields, type ContactField } from './fields.ts';
import { inertText } from './inertText.ts';

/** A column of an export: a documented field, or all other fields of a row. */
export type ExportField = ContactField['apiName'] | 'otherFields';

/** What separates the cells of a CSV file. Excel splits cells at the list separator of the system: a semicolon in most of Europe. */
const delimiters = { csv: ',', csvSemicolon: ';', csvTab: '\t' } as const;

/** A format whose file is text. */
export type TextFormat = keyof typeof delimiters | 'json' | 'ndjson' | 'sessionIds';

export type ExportFormat = TextFormat | 'xlsx';

/** Turns contacts into the text of a file, piece by piece: the whole file is never in memory. */
export interface ExportWriter {
  /** Before the first contact. */
  readonly begin: string;
  /** The next contacts, at least one. */
  readonly rows: (contacts: readonly Contact[]) => string;
  /** After the last contact. */
  readonly end: string;
}

/** The fields that a format can have: a table has a column for each, so it can't have fields that aren't known beforehand. */
export function fieldsOf(format: ExportFormat): readonly ExportField[] {
  const documented = contactFields.map(({ apiName }) => apiName);
  switch (format) {
    case 'csv':
    case 'csvSemicolon':
    case 'csvTab':
    case 'xlsx':
      return documented;
    case 'json':
    case 'ndjson':
      return [...documented, 'otherFields'];
    case 'sessionIds':
      return ['botSessionId'];
  }
}

/** The columns of a table, in the order of {@link contactFields}. */
export function columnsOf(fields: readonly ExportField[]): readonly ContactField[] {
  return contactFields.filter(({ apiName }) => fields.includes(apiName));
}

/** @param fields those to be written, of {@link fieldsOf}, in any order */
export function exportWriter(format: TextFormat, fields: readonly ExportField[]): ExportWriter {
  switch (format) {
    case 'csv':
    case 'csvSemicolon':
    case 'csvTab':
      return csv(columnsOf(fields), delimiters[format]);
    case 'json':
      return json(fields);
    case 'ndjson':
      return { begin: '', rows: (contacts) => lines(contacts.map(asJson(fields))), end: '' };
    case 'sessionIds':
      return { begin: '', rows: (contacts) => lines(contacts.flatMap(sessionIdOf)), end: '' };
  }
}

/**
 * CSV as in RFC 4180, in UTF-8 with a byte order mark: without it, Excel reads the file in the system's old code page. Texts are in quotes,
 * so that programs that honor them keep a phone number a text.
 */
function csv(columns: readonly ContactField[], delimiter: string): ExportWriter {
  const options = { delimiter, quoted_string: true, record_delimiter: '\r\n' };
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
  return apiName === 'numberOfAttemptsSoFar' ? contact.numberOfAttemptsSoFar : inertText(text(contact));
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
