import * as vscode from 'vscode';
import { openDocumentation } from '../connections/documentation.ts';
import { asError, KoreError, type ErrorAction } from '../kore/errors.ts';
import { plainText } from '../kore/plainText.ts';
import { errorActions } from '../tree/errorActions.ts';
import type { TreeNode } from '../tree/nodes.ts';

/**
 * A command whose failure is told to the person who ran it, with what can be done about it one click away. What it runs is given the
 * row that it was invoked on and, where several are selected, all of them.
 */
export function command(
  id: string,
  log: vscode.LogOutputChannel,
  run: (clicked?: TreeNode, selected?: readonly TreeNode[]) => unknown,
): vscode.Disposable {
  return vscode.commands.registerCommand(`koreCampaigns.${id}`, (clicked?: TreeNode, selected?: TreeNode[]) =>
    attempt(log, () => run(clicked, selected), clicked),
  );
}

/** Does a command's work, or a part that follows later. A failure is logged and shown, with a way to try again; it never rejects. */
export async function attempt(
  log: vscode.LogOutputChannel,
  work: () => unknown,
  clicked?: TreeNode,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    // Not awaited: a command ends when its work does, not when its message is read.
    showError(error, log, { tryAgain: () => attempt(log, work, clicked), clicked }).catch((failed: unknown) =>
      log.error(asError(failed)),
    );
  }
}

async function showError(
  reason: unknown,
  log: vscode.LogOutputChannel,
  { tryAgain, clicked }: { tryAgain: () => Promise<void>; clicked: TreeNode | undefined },
): Promise<void> {
  const error = asError(reason);
  log.error(error);
  const failure = error.cause instanceof KoreError ? error.cause : error;
  const { causes, actions } =
    failure instanceof KoreError ? failure : { causes: [], actions: ['showLog' as const] };
  const items = forNotification(actions).map((action) => ({ ...errorActions[action], action }));
  const choice = await vscode.window.showErrorMessage(
    plainText(`${error.message} ${causes[0]?.text ?? ''}`, 500),
    ...items,
  );
  if (!choice) return;
  switch (choice.action) {
    case 'tryAgain':
      await tryAgain();
      break;
    case 'openDocumentation':
      await openDocumentation(failure);
      break;
    default:
      await vscode.commands.executeCommand(choice.command, clicked);
  }
}

/** A notification has room for three buttons; the log is always one of them, as it holds what the message leaves out. */
function forNotification(actions: readonly ErrorAction[]): readonly ErrorAction[] {
  return actions.length > 3 ? [...actions.slice(0, 2), 'showLog'] : actions;
}
