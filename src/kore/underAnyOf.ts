/**
 * Runs a task under a signal that is aborted with the first of several, for its reason. `AbortSignal.any` would leave something behind
 * with each of them, which adds up where one of them sees thousands of requests.
 */
export async function underAnyOf<T>(
  signals: readonly AbortSignal[],
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const first = new AbortController();
  const follow = () => first.abort(signals.find(({ aborted }) => aborted)?.reason);
  for (const signal of signals) signal.addEventListener('abort', follow);
  if (signals.some(({ aborted }) => aborted)) follow();
  try {
    return await task(first.signal);
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', follow);
  }
}
