import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Credentials } from './certificates.ts';

/** A server before a server. */
export interface Front {
  port: number;
  /** The headers of each request. */
  received: IncomingHttpHeaders[];
  stop: () => Promise<void>;
}

/** Serves the server at `origin` under any host name, over TLS where it has something to show. */
export async function startFront(origin: string, tls?: Credentials): Promise<Front> {
  const server = tls ? createTlsServer(tls) : createServer();
  const received: IncomingHttpHeaders[] = [];
  server.on('request', (incoming, response) => {
    received.push(incoming.headers);
    const { method, url = '' } = incoming;
    const headers = { ...incoming.headers, host: new URL(origin).host };
    const inner = request(new URL(url, origin), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    inner.on('error', () => response.destroy());
    incoming.pipe(inner);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    received,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
