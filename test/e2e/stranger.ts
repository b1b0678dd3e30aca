import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that has no business with anything here, and notes who comes all the same. */
export interface Stranger {
  readonly origin: string;
  /** The path of each request, with the token that came along. */
  readonly visits: readonly { readonly url: string; readonly token: unknown }[];
  /** Forgets those who came because they were sent. */
  readonly forget: () => void;
  readonly stop: () => void;
}

/** @param page what it answers to every request, as HTML that any page may read */
export async function startStranger(page = ''): Promise<Stranger> {
  const visits: { url: string; token: unknown }[] = [];
  const server = createServer(({ url = '', headers }, response) => {
    visits.push({ url, token: headers['auth'] });
    response.writeHead(200, { 'Content-Type': 'text/html', 'Access-Control-Allow-Origin': '*' }).end(page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    visits,
    forget: () => visits.splice(0),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
