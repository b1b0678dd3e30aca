import * as vscode from 'vscode';

/** A codicon in a colour of the theme. */
export function colored(icon: string, color: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}
