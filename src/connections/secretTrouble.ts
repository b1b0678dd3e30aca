import * as vscode from 'vscode';
import { plainText } from '../kore/plainText.ts';

/** Tells the person, and the log, what the secret storage cannot do. */
export function secretTrouble(log: vscode.LogOutputChannel): (trouble: string) => void {
  return (trouble) => {
    log.warn(trouble);
    // Not awaited: what goes on does not depend on whether it is read.
    void vscode.window.showWarningMessage(plainText(trouble, 600), 'Show Log').then((choice) => {
      if (choice) log.show();
    });
  };
}
