import * as vscode from 'vscode';
import { sessionIdOf, type ExportFormat } from '../contacts/export.ts';
import { startFile, type ContactsFile } from '../contacts/exportFile.ts';
import type { PartialFile } from '../contacts/partialFile.ts';
import { quantity } from '../contacts/quantity.ts';
import { unwritableFileIn } from '../contacts/unwritableFile.ts';
import { asError } from '../kore/errors.ts';
import { plainText } from '../kore/plainText.ts';
import type { ExportSource, Reading } from '../views/exportSource.ts';
import { askExport, askOtherTarget, type ExportChoice } from './askExport.ts';
import { openTarget } from './exportTarget.ts';

/** What was written. */
interface Written extends Reading {
  /** Contacts, or session IDs where only these were wanted. */
  readonly entries: number;
}

/** Writes contacts to files that a person chooses, page by page, and never half a file. */
export class Exporter implements vscode.Disposable {
  private readonly underWay = new Set<PartialFile>();

  /** @param storage absolute path of a folder of the extension's own, for files on their way to another file system */
  constructor(
    private readonly storage: string,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Asks how and where to, and exports. Failures are shown, with a way to go on. */
  async export(source: ExportSource): Promise<void> {
    const choice = await askExport(source.name);
    if (choice) await this.exportTo(choice, source);
  }

  /** Removes the files of exports that are cut off. */
  dispose(): void {
    for (const file of this.underWay) file.abandon();
  }

  /** Writes the file and shows how that went. A person can resume what failed or was canceled, and choose another file for it. */
  async exportTo(choice: ExportChoice, source: ExportSource): Promise<void> {
    const name = plainText(source.name, 60);
    try {
      const written = await this.write(choice, source);
      if (!written.cancelled) return void this.tell(written, choice, name);
      const kept = `Canceled: “${name}” was not exported. What was read (${quantity(written.count, 'contact')}) is kept.`;
      void this.offerToResume(kept, choice, source, false);
    } catch (error) {
      this.log.error(asError(error));
      const unwritable = unwritableFileIn(error);
      const reason = (unwritable ?? asError(error)).message;
      const problem = `“${name}” was not exported. ${reason} What was read is kept.`;
      void this.offerToResume(problem, choice, source, unwritable !== undefined);
    }
  }

  private async offerToResume(
    problem: string,
    choice: ExportChoice,
    source: ExportSource,
    isUnwritable: boolean,
  ): Promise<void> {
    const saveAs = isUnwritable ? ['Save As…'] : [];
    const answer = await vscode.window.showWarningMessage(
      plainText(problem, 500),
      'Resume',
      ...saveAs,
      'Show Log',
    );
    if (answer === 'Resume') await this.exportTo(choice, source);
    if (answer === 'Show Log') this.log.show();
    if (answer !== 'Save As…') return;
    const other = await askOtherTarget(choice, source.name);
    if (other) await this.exportTo(other, source);
    else await this.offerToResume(problem, choice, source, isUnwritable);
  }

  private async write({ format, fields, target }: ExportChoice, { read }: ExportSource): Promise<Written> {
    const { file, complete } = await openTarget(target, this.storage);
    this.underWay.add(file);
    try {
      const contacts = await startFile(format, fields, (piece) => file.write(piece));
      const written = await writePages(contacts, format, read);
      if (!written.cancelled) await complete();
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
  { rows, end }: ContactsFile,
  format: ExportFormat,
  read: ExportSource['read'],
): Promise<Written> {
  let entries = 0;
  const reading = await read(async (contacts) => {
    entries += format === 'sessionIds' ? contacts.flatMap(sessionIdOf).length : contacts.length;
    await rows(contacts);
  });
  const findings = reading.cancelled ? [] : await end();
  return { ...reading, findings: [...reading.findings, ...findings], entries };
}

/** The command that shows a file in its folder; undefined where none can. */
function revealCommand(target: vscode.Uri): string | undefined {
  const isLocal = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  if (isLocal && target.scheme === 'file') return 'revealFileInOS';
  return vscode.workspace.getWorkspaceFolder(target) ? 'revealInExplorer' : undefined;
}
