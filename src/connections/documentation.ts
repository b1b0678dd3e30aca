import * as vscode from 'vscode';
import { KoreError } from '../kore/errors.ts';

/** Opens the page of Kore.ai's documentation that goes with a failure, where there is one. */
export async function openDocumentation(error: Error): Promise<void> {
  if (error instanceof KoreError && error.documentation !== undefined)
    await vscode.env.openExternal(vscode.Uri.parse(error.documentation));
}
