import type { Dispatcher, request } from 'undici';
import { asError, KoreError } from './errors.ts';

/** One HTTP request, ready to send. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One HTTP answer, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Length of the body after decompression. */
  readonly bytes: number;
}

/** What carries requests to the host and answers back. Knows nothing of Kore.ai. */
export interface Transport {
  /**
   * @throws KoreError `unreachable`, `timedOut` or `notAnApiAnswer` (a body beyond all measure)
   * @throws the signal's reason when it was aborted
   */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** How long each stage of a request may take, in ms. */
export interface Timeouts {
  readonly connect: number;
  readonly headers: number;
  readonly body: number;
  /** All stages together: a server that sends a byte now and then breaks none of the others. */
  readonly whole: number;
}

/** 100 contacts are 30 kB. What is a thousand times that is not a page of contacts. */
const maxBodyBytes = 32 * 1024 * 1024;

/** Sent again, such a request may well succeed: the connection broke under it. */
const broken = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']);

/**
 * A transport over undici with a dispatcher of its own. undici's global dispatcher is never read or set: in an extension host it
 * belongs to VS Code. undici itself is loaded with the first request.
 */
export function undiciTransport(
  timeouts: Timeouts = { connect: 10_000, headers: 30_000, body: 30_000, whole: 90_000 },
): Transport {
  let ready: Promise<{ request: typeof request; dispatcher: Dispatcher }> | undefined;

  async function load() {
    const { Agent, interceptors, request } = await import('undici');
    const agent = new Agent({
      connect: { timeout: timeouts.connect },
      headersTimeout: timeouts.headers,
      bodyTimeout: timeouts.body,
      connections: 8,
    });
    return { request, dispatcher: agent.compose(interceptors.decompress({ skipErrorResponses: false })) };
  }

  return {
    async send({ method, url, headers, body }, signal) {
      const tooLong = AbortSignal.timeout(timeouts.whole);
      try {
        const { request, dispatcher } = await (ready ??= load());
        const answer = await request(url, {
          dispatcher,
          method,
          headers: { 'accept-encoding': 'gzip, deflate', ...headers },
          body: body ?? null,
          signal: AbortSignal.any([signal, tooLong]),
        });
        const { text, bytes } = await readText(answer.body);
        return { status: answer.statusCode, headers: answer.headers, text, bytes };
      } catch (error) {
        signal.throwIfAborted();
        if (tooLong.aborted) throw new KoreError('timedOut', { said: `${timeouts.whole} ms`, passing: true });
        throw error instanceof KoreError ? error : networkError(error);
      }
    },
    async close() {
      await (await ready)?.dispatcher.destroy();
    },
  };
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<{ text: string; bytes: number }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBodyBytes)
      throw new KoreError('notAnApiAnswer', { said: `more than ${maxBodyBytes} bytes` });
    chunks.push(chunk);
  }
  return { text: Buffer.concat(chunks).toString('utf8'), bytes };
}

function networkError(error: unknown): KoreError {
  const code = codeOf(error);
  const said = code || asError(error).message;
  if (/TIMEOUT|TIMEDOUT/u.test(code)) return new KoreError('timedOut', { said, passing: true });
  // What came was not compressed as it said, or no HTTP at all.
  if (code.startsWith('Z_') || (error instanceof Error && error.name === 'HTTPParserError'))
    return new KoreError('notAnApiAnswer', { said });
  return new KoreError('unreachable', { said, passing: broken.has(code) });
}

/** Node reports several failed addresses of one host as an AggregateError, whose parts carry the code. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : codeOf(error.cause);
}
