import { KoreError } from './errors.ts';
import { networkError } from './networkError.ts';
import { underAnyOf } from './orAborted.ts';
import { readText, usualTimeouts, type Transport } from './transport.ts';

/**
 * A transport over the `fetch` of the process. In an extension host that is VS Code's own one, which knows what no setting tells: the
 * proxy of the system, proxy scripts, Kerberos. It gets no dispatcher, since VS Code would throw that away, and follows no redirect.
 */
export function fetchTransport(timeouts = usualTimeouts): Transport {
  const closing = new AbortController();

  return {
    async send({ method, url, headers, body }, signal) {
      const tooLong = new AbortController();
      const deadline = setTimeout(() => tooLong.abort(), timeouts.whole);
      const stalled = new AbortController();
      let stage: NodeJS.Timeout | undefined;
      const nextWithin = (ms: number) => {
        clearTimeout(stage);
        stage = setTimeout(() => stalled.abort(), ms);
      };
      try {
        // Where connecting ends cannot be seen from here.
        nextWithin(timeouts.connect + timeouts.headers);
        const signals = [signal, closing.signal, tooLong.signal, stalled.signal];
        return await underAnyOf(signals, async (ended) => {
          const answer = await fetch(url, {
            method,
            headers,
            body: body ?? null,
            redirect: 'manual',
            signal: ended,
          });
          const arrived = () => nextWithin(timeouts.body);
          arrived();
          const { text, bytes } = await readText(answer.body ?? [], arrived);
          return { status: answer.status, headers: Object.fromEntries(answer.headers), text, bytes };
        });
      } catch (error) {
        signal.throwIfAborted();
        if (tooLong.signal.aborted || stalled.signal.aborted)
          throw new KoreError('timedOut', { said: 'through VS Code', passing: true });
        throw error instanceof KoreError ? error : networkError(error);
      } finally {
        clearTimeout(stage);
        clearTimeout(deadline);
      }
    },
    close() {
      closing.abort(new Error('The window was closed.'));
      return Promise.resolve();
    },
  };
}
