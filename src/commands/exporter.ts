import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { masksPhoneNumbers } from '../connections/settings.ts';
import {
  exportWriter,
  fieldsOf,
  sessionIdOf,
  type ExportField,
  type ExportFormat,
} from '../contacts/export.ts';
import { contactFields } from '../contacts/fields.ts';
import { PartialFile } from '../contacts/partialFile.ts';
import { quantity } from '../contacts/quantity.ts';
import { asError } from '../kore/errors.ts';
import { plainText } from '../kore/plainText.ts';
import type { ExportSource, Reading } from '../views/exportSource.ts';

/** How and where to. */
export interface ExportChoice {
  readonly format: ExportFormat;
  readonly fields: readonly ExportField[];
  readonly target: vscode.Uri;
}

/** What was written. */
interface Written extends Reading {
  /** Contacts, or session ids where these alone were wanted. */
  readonly entries: number;
}

const formats: Record<
  ExportFormat,
  { readonly label: string; readonly detail: string; readonly ending: string }
> = {
  csv: { label: 'CSV', detail: 'A table for spreadsheets, a column for each field', ending: 'csv' },
  json: { label: 'JSON', detail: 'One array of contacts as they were served', ending: 'json' },
  ndjson: { label: 'NDJSON', detail: 'A contact a line as it was served, for scripts', ending: 'ndjson' },
  sessionIds: { label: 'Session IDs only', detail: 'One a line', ending: 'txt' },
};

/** Writes contacts to files that a person chooses, page by page, and never half a file. */
export class Exporter implements vscode.Disposable {
  private readonly underWay = new Set<PartialFile>();

  /** @param storage absolute path of a folder of the extension's own, for files on their way to another file system */
  constructor(
    private readonly storage: string,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /**
   * Asks how and where to, and writes the file.
   * @throws Error of the file system, or what `source` throws
   */
  async export(source: ExportSource): Promise<void> {
    const choice = await ask(source);
    if (choice) await this.exportTo(choice, source);
  }

  /** Nothing of an export that is cut off stays behind. */
  dispose(): void {
    for (const file of this.underWay) file.abandon();
  }

  /** Writes the file and tells how that went; when it failed or was cancelled, the person can resume. */
  async exportTo(choice: ExportChoice, source: ExportSource): Promise<void> {
    const name = plainText(source.name, 60);
    let problem: string;
    try {
      const written = await this.write(choice, source);
      if (!written.cancelled) return void this.tell(written, choice, name);
      problem = `Cancelled: “${name}” was not exported. What was read (${quantity(written.count, 'contact')}) is kept.`;
    } catch (error) {
      this.log.error(asError(error));
      problem = `“${name}” was not exported. ${asError(error).message} What was read is kept.`;
    }
    void this.offerToResume(problem, choice, source);
  }

  private async offerToResume(problem: string, choice: ExportChoice, source: ExportSource): Promise<void> {
    const answer = await vscode.window.showWarningMessage(plainText(problem, 500), 'Resume', 'Show Log');
    if (answer === 'Resume') await this.exportTo(choice, source);
    if (answer === 'Show Log') this.log.show();
  }

  private async write({ format, fields, target }: ExportChoice, { read }: ExportSource): Promise<Written> {
    const isHere = target.scheme === 'file';
    const path = isHere ? target.fsPath : join(this.storage, randomUUID());
    const file = await PartialFile.beside(path);
    this.underWay.add(file);
    try {
      const written = await writePages(file, exportWriter(format, fields), format, read);
      if (written.cancelled) return written;
      await file.complete();
      if (!isHere) await moveTo(target, vscode.Uri.file(path));
      return written;
    } finally {
      await file.discard();
      this.underWay.delete(file);
    }
  }

  private async tell(
    { entries, count, findings }: Written,
    { format, target }: ExportChoice,
    name: string,
  ): Promise<void> {
    const file = plainText(vscode.workspace.asRelativePath(target, false), 80);
    const what =
      format === 'sessionIds'
        ? `${quantity(entries, 'session ID')} of ${quantity(count, 'contact')}`
        : quantity(count, 'contact');
    const message = [`Exported ${what} of “${name}” to ${file}`, ...findings].join('; ');
    const reveal = revealCommand(target);
    const answer = await vscode.window.showInformationMessage(
      plainText(`${message}.`, 500),
      'Open',
      ...(reveal ? ['Reveal'] : []),
    );
    try {
      if (answer === 'Open') await vscode.commands.executeCommand('vscode.open', target);
      if (answer === 'Reveal' && reveal) await vscode.commands.executeCommand(reveal, target);
    } catch (error) {
      this.log.error(asError(error));
      void vscode.window.showErrorMessage(plainText(asError(error).message, 500));
    }
  }
}

async function writePages(
  file: PartialFile,
  { begin, rows, end }: ReturnType<typeof exportWriter>,
  format: ExportFormat,
  read: ExportSource['read'],
): Promise<Written> {
  let entries = 0;
  await file.write(begin);
  const reading = await read(async (contacts) => {
    entries += format === 'sessionIds' ? contacts.flatMap(sessionIdOf).length : contacts.length;
    await file.write(rows(contacts));
  });
  await file.write(end);
  return { ...reading, entries };
}

/** To another file system, such as that of a remote window, VS Code copies a file in pieces; it takes its name there when it is whole. */
async function moveTo(target: vscode.Uri, local: vscode.Uri): Promise<void> {
  const partial = target.with({ path: `${target.path}.partial` });
  try {
    await vscode.workspace.fs.copy(local, partial, { overwrite: true });
    await vscode.workspace.fs.rename(partial, target, { overwrite: true });
  } catch (error) {
    // It may not be there; what went wrong is told in any case.
    await vscode.workspace.fs.delete(partial).then(undefined, () => undefined);
    throw error;
  } finally {
    await vscode.workspace.fs.delete(local);
  }
}

/** @returns undefined when the person left */
async function ask({ name }: ExportSource): Promise<ExportChoice | undefined> {
  const title = `Export Contacts of “${plainText(name, 60)}”`;
  const items = (Object.keys(formats) as ExportFormat[]).map((format) => ({ ...formats[format], format }));
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: 'Format' });
  const fields = picked && (await askFields(picked.format, title));
  if (!picked || !fields) return undefined;
  const target = await vscode.window.showSaveDialog({
    title,
    defaultUri: defaultTarget(name, picked.ending),
    filters: { [picked.label]: [picked.ending] },
  });
  return target && { format: picked.format, fields, target };
}

async function askFields(format: ExportFormat, title: string): Promise<readonly ExportField[] | undefined> {
  const [first, ...others] = fieldsOf(format);
  if (first !== undefined && others.length === 0) return [first];
  const items = fieldsOf(format).map((field) => ({
    label: contactFields.find(({ apiName }) => apiName === field)?.label ?? 'Other fields',
    description: field === 'otherFields' ? 'whatever else was served' : field,
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

function defaultTarget(name: string, ending: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const fileName = plainText(name, 80).replace(/[^\p{L}\p{N} ._-]+/gu, '-') || 'contacts';
  return vscode.Uri.joinPath(folder, `${fileName}.${ending}`);
}

/** What shows a file where it lies; undefined where nothing can. */
function revealCommand(target: vscode.Uri): string | undefined {
  const isLocal = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  if (isLocal && target.scheme === 'file') return 'revealFileInOS';
  return vscode.workspace.getWorkspaceFolder(target) ? 'revealInExplorer' : undefined;
}
