import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { PartialFile } from '../contacts/partialFile.ts';
import { UnwritableFileError } from '../contacts/unwritableFile.ts';

/** Where an export goes: a file of this machine, or of another file system, such as that of a remote window. */
export interface ExportTarget {
  readonly file: PartialFile;
  /** Puts the complete file in its place. @throws UnwritableFileError */
  readonly complete: () => Promise<void>;
}

/**
 * Opens a target, and looks whether it can be written before anything is read for it.
 * @param storage absolute path of a folder of the extension's own, for files on their way to another file system
 * @throws UnwritableFileError
 */
export async function openTarget(uri: vscode.Uri, storage: string): Promise<ExportTarget> {
  if (uri.scheme === 'file') {
    const file = await PartialFile.beside(uri.fsPath);
    return { file, complete: () => file.complete() };
  }
  // VS Code copies a file to another file system in pieces; it takes its name there when it is complete.
  const partial = uri.with({ path: `${uri.path}.partial` });
  await writing(uri, () => tryToWrite(uri, partial));
  const path = join(storage, randomUUID());
  const file = await PartialFile.beside(path);
  const complete = async () => {
    await file.complete();
    await writing(uri, () => move(vscode.Uri.file(path), partial, uri));
  };
  return { file, complete };
}

async function tryToWrite(target: vscode.Uri, partial: vscode.Uri): Promise<void> {
  const existing = await vscode.workspace.fs.stat(target).then(undefined, (error: unknown) => {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  });
  if (existing && (existing.type & vscode.FileType.Directory) !== 0)
    throw vscode.FileSystemError.FileIsADirectory(target);
  if (existing?.permissions === vscode.FilePermission.Readonly)
    throw vscode.FileSystemError.NoPermissions(target);
  await vscode.workspace.fs.writeFile(partial, new Uint8Array());
  await vscode.workspace.fs.delete(partial);
}

async function move(local: vscode.Uri, partial: vscode.Uri, target: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.copy(local, partial, { overwrite: true });
    await vscode.workspace.fs.rename(partial, target, { overwrite: true });
  } catch (error) {
    // It may not be there; the first error is the one to report.
    await vscode.workspace.fs.delete(partial).then(undefined, () => undefined);
    throw error;
  } finally {
    await vscode.workspace.fs.delete(local);
  }
}

async function writing(uri: vscode.Uri, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new UnwritableFileError(uri.path.slice(uri.path.lastIndexOf('/') + 1), cause);
  }
}
