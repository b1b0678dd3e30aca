import type { ServerResponse } from 'node:http';

/** A body that is text or bytes is sent as it is, anything else as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Answers a request. @returns the status that was sent, or 0 where none was */
export type Sending = (response: ServerResponse) => number;

/** Sends an answer as it should be. */
export function sending(answer: Answer): Sending {
  return (response) => {
    response.writeHead(answer.status, headersOf(answer)).end(bytesOf(answer));
    return answer.status;
  };
}

export function headersOf({ headers, body = '' }: Answer): Readonly<Record<string, string>> {
  const type = isRaw(body) ? 'text/plain' : 'application/json';
  return { 'Content-Type': `${type}; charset=utf-8`, ...headers };
}

export function bytesOf({ body = '' }: Answer): Uint8Array {
  return Buffer.from(isRaw(body) ? body : JSON.stringify(body));
}

function isRaw(body: unknown): body is string | Uint8Array {
  return typeof body === 'string' || body instanceof Uint8Array;
}
