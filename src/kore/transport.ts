import { KoreError } from './errors.ts';

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
   * @throws KoreError `unreachable`, `untrustedCertificate`, `proxyAuthentication`, `proxyFailed`, `timedOut`, `cutOff`, or
   * `notAnApiAnswer` (a body that is too large, wrongly compressed, or not HTTP)
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

export const usualTimeouts: Timeouts = { connect: 10_000, headers: 30_000, body: 30_000, whole: 90_000 };

/**
 * The body of an answer, unless it is beyond all measure.
 * @param arrived called with each piece
 * @throws KoreError `notAnApiAnswer`
 */
export async function readText(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  arrived: () => void = () => undefined,
): Promise<{ text: string; bytes: number }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    arrived();
    bytes += chunk.byteLength;
    if (bytes > maxBodyBytes)
      throw new KoreError('notAnApiAnswer', { said: `more than ${maxBodyBytes} bytes` });
    chunks.push(chunk);
  }
  return { text: Buffer.concat(chunks).toString('utf8'), bytes };
}
