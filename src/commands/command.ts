import * as vscode from 'vscode';
import { asError, KoreError } from '../kore/errors.ts';
import { plainText } from '../kore/plainText.ts';
import type { TreeNode } from '../tree/nodes.ts';

/**
 * A command whose failure is told to the person who ran it, with the log one click away. What it runs is given the row that it was
 * invoked on and, where several are selected, all of them.
 */
export function command(
  id: string,
  log: vscode.LogOutputChannel,
  run: (clicked?: TreeNode, selected?: readonly TreeNode[]) => unknown,
): vscode.Disposable {
  return vscode.commands.registerCommand(
    `koreCampaigns.${id}`,
    async (clicked?: TreeNode, selected?: TreeNode[]) => {
      try {
        await run(clicked, selected);
      } catch (error) {
        // Not awaited: a command ends when its work does, not when its message is read.
        void showError(error, log);
      }
    },
  );
}

/** Tells a person of a failure, with the log one click away. */
export async function showError(reason: unknown, log: vscode.LogOutputChannel): Promise<void> {
  const error = asError(reason);
  log.error(error);
  const failure = error.cause instanceof KoreError ? error.cause : error;
  const cause = failure instanceof KoreError ? (failure.causes[0]?.text ?? '') : '';
  const choice = await vscode.window.showErrorMessage(
    plainText(`${error.message} ${cause}`, 500),
    'Show Log',
  );
  if (choice) log.show();
}
