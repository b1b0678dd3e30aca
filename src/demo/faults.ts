import type { Socket } from 'node:net';
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
      return cutOff(fault.at ?? 'start', real, (socket) => socket?.resetAndDestroy());
    case 'stall':
      return cutOff(fault.at ?? 'start', real, () => undefined);
  }
}

/** Milliseconds in which a client reads what it was sent: a reset that comes sooner looks to it like a mere end. */
const untilRead = 10;

function cutOff(at: Stage, real: () => Answer, then: (socket: Socket | null) => void): Sending {
  if (at === 'start') return ({ socket }) => (then(socket), 0);
  const answer = real();
  const bytes = bytesOf(answer);
  return (response) => {
    // The response lets go of it once all is sent.
    const { socket } = response;
    const soon = () => void setTimeout(then, untilRead, socket);
    if (at === 'headers') {
      socket?.write('HTTP/1.1 200 OK\r\nContent-Type: application/js', soon);
      return 0;
    }
    response.writeHead(answer.status, { ...headersOf(answer), 'Content-Length': bytes.length });
    if (at === 'body') {
      response.write(bytes.subarray(0, bytes.length / 2), soon);
      return 0;
    }
    response.end(bytes, soon);
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
