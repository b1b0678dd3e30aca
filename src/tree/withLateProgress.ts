import * as vscode from 'vscode';

/** Milliseconds that a task may take before its progress is shown. */
const unnoticed = 1_000;

/**
 * Runs a task and, once it takes longer than a second, shows progress that can be canceled.
 * @returns undefined when it was canceled
 * @throws what the task throws
 */
export async function withLateProgress<T>(
  title: string,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const abort = new AbortController();
  const running = run(abort.signal);
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    void vscode.window.withProgress(options, (_progress, token) => {
      token.onCancellationRequested(() => abort.abort());
      // The caller reports a failure.
      return running.then(
        () => undefined,
        () => undefined,
      );
    });
  }, unnoticed);
  try {
    return await running;
  } catch (error) {
    if (abort.signal.aborted) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
