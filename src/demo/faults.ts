import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { bytesOf, headersOf, sending, type Answer, type Sending } from './sending.ts';

/** How far the real answer gets before its connection breaks or falls silent: nothing of it, half its headers, half its body, all. */
type Stage = 'start' | 'headers' | 'body' | 'end';

/** What a test may have instead of the real answer. */
export type SampleFault =
  | Answer
  /** At the start unless told otherwise. */
  | { readonly kind: 'reset'; readonly at?: Stage }
  /** Until the client or the server goes; at the start unless told otherwise. */
  | { readonly kind: 'stall'; readonly at?: Exclude<Stage, 'end'> }
  /** So many blanks. */
  | { readonly kind: 'flood'; readonly bytes: number }
  /** The real answer, made different. */
  | { readonly kind: 'change'; readonly change: (answer: Answer) => Answer };

/** @param real makes the real answer; called only by what needs it */
export function faulty(fault: SampleFault, real: () => Answer): Sending {
  if (!('kind' in fault)) return sending(fault);
  switch (fault.kind) {
    case 'change':
      return sending(fault.change(real()));
    case 'flood':
      return flooding(fault.bytes);
    case 'reset':
      return cutOff(fault.at ?? 'start', real, ({ socket }) => socket?.resetAndDestroy());
    case 'stall':
      return cutOff(fault.at ?? 'start', real, () => undefined);
  }
}

function cutOff(at: Stage, real: () => Answer, then: (response: ServerResponse) => void): Sending {
  if (at === 'start') return (response) => (then(response), 0);
  const answer = real();
  const bytes = bytesOf(answer);
  return (response) => {
    if (at === 'headers') {
      response.socket?.write('HTTP/1.1 200 OK\r\nContent-Type: application/js', () => then(response));
      return 0;
    }
    response.writeHead(answer.status, { ...headersOf(answer), 'Content-Length': bytes.length });
    if (at === 'body') {
      response.write(bytes.subarray(0, bytes.length / 2), () => then(response));
      return 0;
    }
    // When the client has read it, and before it can have noticed that the connection is of no more use.
    response.end(bytes, () => setTimeout(then, 5, response));
    return answer.status;
  };
}

function flooding(bytes: number): Sending {
  const chunk = Buffer.alloc(64 * 1024, ' ');
  return (response) => {
    const chunks = Array<Buffer>(Math.ceil(bytes / chunk.length)).fill(chunk);
    response.writeHead(200, headersOf({ status: 200, body: {} }));
    Readable.from(chunks).pipe(response);
    return 200;
  };
}
