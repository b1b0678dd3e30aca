import type { Dispatcher } from 'undici';
import { dispatcherFor, type Network } from './dispatcher.ts';
import { KoreError } from './errors.ts';
import { networkError } from './networkError.ts';
import { orAborted, underAnyOf } from './orAborted.ts';
import { readText, usualTimeouts, type Transport } from './transport.ts';

/** A transport with a dispatcher of its own, which can be given up without harm to what is under way. */
export interface UndiciTransport extends Transport {
  /** Lets what is under way end, then closes. Nothing more may be sent. */
  finish(): Promise<void>;
}

/**
 * A transport over undici with a dispatcher of its own. undici's global dispatcher is never read or set: in an extension host it
 * belongs to VS Code. undici itself is loaded with the first request.
 */
export function undiciTransport(timeouts = usualTimeouts, network: Network = {}): UndiciTransport {
  let ready: Promise<Dispatcher> | undefined;
  // undici's own `destroy` does not reach what was under way when `close` was called.
  const closing = new AbortController();

  async function load() {
    const undici = await import('undici');
    const decompress = undici.interceptors.decompress({ skipErrorResponses: false });
    return dispatcherFor(undici, network, timeouts).compose(decompress);
  }

  /** The dispatcher, where one was made. Why none could be was told to those who sent something. */
  const loaded = () => ready?.catch(() => undefined);

  return {
    async send({ method, url, headers, body }, signal) {
      const tooLong = new AbortController();
      const deadline = setTimeout(() => tooLong.abort(), timeouts.whole);
      let begun = false;
      try {
        const dispatcher = await (ready ??= load());
        return await underAnyOf([signal, closing.signal, tooLong.signal], async (ended) => {
          const asked = dispatcher.compose(tellingBegin(() => (begun = true))).request({
            origin: url.origin,
            path: url.pathname + url.search,
            method,
            headers: { 'accept-encoding': 'gzip, deflate', ...headers },
            body: body ?? null,
            signal: ended,
          });
          // undici heeds the signal only once the connection stands, and sends nothing then.
          const answer = await orAborted(asked, ended);
          const { text, bytes } = await readText(answer.body);
          return { status: answer.statusCode, headers: answer.headers, text, bytes };
        });
      } catch (error) {
        signal.throwIfAborted();
        if (tooLong.signal.aborted)
          throw new KoreError('timedOut', { said: `${timeouts.whole} ms`, passing: true });
        throw error instanceof KoreError ? error : networkError(error, !begun);
      } finally {
        clearTimeout(deadline);
      }
    },
    async finish() {
      await (await loaded())?.close();
    },
    async close() {
      closing.abort(new Error('The window was closed.'));
      await (await loaded())?.destroy();
    },
  };
}

/** Until a request begins to be written, to a connection that stands, nothing of it can have reached anyone. */
function tellingBegin(tell: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (...args) => {
        tell();
        handler.onRequestStart?.(...args);
      },
      onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    });
}
