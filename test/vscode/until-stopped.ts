const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Settles when this process is to end: at a signal, or when what started it is gone. npm and @vscode/test-electron
 * do not pass every signal on.
 *
 * @returns the exit code that is usual then
 */
export function untilStopped(): Promise<number> {
  return new Promise((resolve) => {
    for (const [signal, exitCode] of Object.entries(signals)) {
      process.on(signal, () => resolve(exitCode));
    }
    const starter = process.ppid;
    setInterval(() => {
      if (process.ppid !== starter) {
        resolve(1);
      }
    }, 1000).unref();
  });
}
