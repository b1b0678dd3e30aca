import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { masksPhoneNumbers } from '../connections/settings.ts';
import { fieldsOf, type ExportField, type ExportFormat } from '../contacts/export.ts';
import { contactFields } from '../contacts/fields.ts';
import { suggestedName } from '../contacts/suggestedName.ts';
import { plainText } from '../kore/plainText.ts';

/** What to write, and where to. */
export interface ExportChoice {
  readonly format: ExportFormat;
  readonly fields: readonly ExportField[];
  readonly target: vscode.Uri;
}

interface FormatItem {
  readonly label: string;
  readonly detail: string;
  /** Of the file's name. */
  readonly ending: string;
}

const formats: Readonly<Record<ExportFormat, FormatItem>> = {
  csv: { label: 'CSV', detail: 'A table for spreadsheets and imports, separated by commas', ending: 'csv' },
  csvSemicolon: {
    label: 'CSV (Semicolon)',
    detail: 'For Excel where the list separator is a semicolon, as in most of Europe',
    ending: 'csv',
  },
  csvTab: { label: 'CSV (Tab)', detail: 'A table separated by tabs', ending: 'tsv' },
  xlsx: {
    label: 'Excel (XLSX)',
    detail: 'All cells are text, so Excel keeps long numbers and leading zeros as they are',
    ending: 'xlsx',
  },
  json: { label: 'JSON', detail: 'One array of contacts as returned by Kore.ai', ending: 'json' },
  ndjson: {
    label: 'NDJSON',
    detail: 'One contact per line as returned by Kore.ai, for scripts',
    ending: 'ndjson',
  },
  sessionIds: { label: 'Session IDs only', detail: 'One per line', ending: 'txt' },
};

/** @param name of the campaign, as returned. @returns undefined when the person left */
export async function askExport(name: string): Promise<ExportChoice | undefined> {
  const title = titleOf(name);
  const items = (Object.keys(formats) as ExportFormat[]).map((format) => ({ ...formats[format], format }));
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: 'Format' });
  const fields = picked && (await askFields(picked.format, title));
  if (!picked || !fields) return undefined;
  const target = await askTarget(title, picked.format, suggestedTarget(name, picked.ending));
  return target && { format: picked.format, fields, target };
}

/** The same choice with another target. @returns undefined when the person left */
export async function askOtherTarget(choice: ExportChoice, name: string): Promise<ExportChoice | undefined> {
  const target = await askTarget(titleOf(name), choice.format, choice.target);
  return target && { ...choice, target };
}

function titleOf(name: string): string {
  return `Export Contacts of “${plainText(name, 60)}”`;
}

async function askFields(format: ExportFormat, title: string): Promise<readonly ExportField[] | undefined> {
  const [first, ...others] = fieldsOf(format);
  if (first !== undefined && others.length === 0) return [first];
  const items = fieldsOf(format).map((field) => ({
    label: contactFields.find(({ apiName }) => apiName === field)?.label ?? 'Other fields',
    description: field === 'otherFields' ? 'everything else that was returned' : field,
    picked: true,
    field,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: masksPhoneNumbers() ? 'Fields. Phone numbers are written unmasked' : 'Fields',
    canPickMany: true,
  });
  return picked && picked.length > 0 ? picked.map(({ field }) => field) : undefined;
}

function askTarget(
  title: string,
  format: ExportFormat,
  defaultUri: vscode.Uri,
): Thenable<vscode.Uri | undefined> {
  const { label, ending } = formats[format];
  return vscode.window.showSaveDialog({ title, defaultUri, filters: { [label]: [ending] } });
}

/** A file named after the campaign, in the folder of the workspace. */
function suggestedTarget(name: string, ending: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  return vscode.Uri.joinPath(folder, `${suggestedName(name)}.${ending}`);
}
