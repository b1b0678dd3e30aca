import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { Credentials } from './certificates.ts';

export interface ForwardProxyOptions {
  /** Ports of this machine by the host names that only this proxy knows. */
  hosts?: Record<string, number>;
  /** `user:password` that it asks for. */
  password?: string;
  /** Makes it a proxy that is spoken to over TLS. */
  tls?: Credentials;
  /** Asked for a tunnel, it says nothing at all. */
  silent?: boolean;
}

/** A proxy as companies have them: it opens tunnels to hosts that nothing else here can find. */
export interface ForwardProxy {
  address: string;
  /** What it was asked for a tunnel to, as `host:port`. */
  asked: string[];
  /** Connections to it that stand. */
  connections: Set<Socket>;
  stop: () => Promise<void>;
}

export async function startForwardProxy({
  hosts = {},
  password,
  tls,
  silent = false,
}: ForwardProxyOptions): Promise<ForwardProxy> {
  const asked: string[] = [];
  const connections = new Set<Socket>();
  const server = tls ? createTlsServer(tls) : createServer();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  server.on('connect', ({ url = '', headers }, client: Socket) => {
    asked.push(url);
    client.on('error', () => client.destroy());
    const refuse = (status: string) =>
      client.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\n`.concat('\r\n'));
    if (silent) return;
    if (password !== undefined && headers['proxy-authorization'] !== basic(password)) {
      refuse('407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="corp"');
      return;
    }
    const port = hosts[url.replace(/:\d+$/u, '')];
    if (port === undefined) {
      refuse('502 Bad Gateway');
      return;
    }
    const target = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    target.on('error', () => client.destroy());
    client.on('close', () => target.destroy());
    target.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    connections,
    stop: async () => {
      server.close();
      for (const socket of connections) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** What a proxy expects in `Proxy-Authorization`. */
export function basic(password: string): string {
  return `Basic ${Buffer.from(password).toString('base64')}`;
}
