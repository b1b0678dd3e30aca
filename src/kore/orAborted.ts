/** Calls `tell` with the reason when the signal is aborted, at once where it is already. @returns what ends it */
function onAbort(signal: AbortSignal, tell: (reason: Error) => void): () => void {
  // Let go of at the end: a signal that lives on links the listeners that are gone to those after them, and these to all that they hold.
  let listening: typeof tell | undefined = tell;
  const abort = () => listening?.(signal.reason as Error);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return () => {
    listening = undefined;
    signal.removeEventListener('abort', abort);
  };
}

/** What a promise gives, or the signal's reason as soon as it is aborted. What becomes of the promise then is nobody's concern. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = onAbort(signal, reject);
    promise.then(resolve, reject).finally(stop);
  });
}

/**
 * Runs a task under a signal that is aborted with the first of several, for its reason. `AbortSignal.any` would leave something behind
 * with each of them, which adds up where one of them sees thousands of requests.
 */
export async function underAnyOf<T>(
  signals: readonly AbortSignal[],
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const first = new AbortController();
  const stops = signals.map((signal) => onAbort(signal, (reason) => first.abort(reason)));
  try {
    return await task(first.signal);
  } finally {
    for (const stop of stops) stop();
  }
}
