import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RecordingServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Every token that came, as it was sent. */
  readonly tokens: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** Stands before the server at `origin` and keeps the tokens that pass, which the sample server itself never does. */
export async function startRecordingServer(origin: string): Promise<RecordingServer> {
  const { host } = new URL(origin);
  const tokens = new Set<string>();
  const server = createServer((incoming, response) => {
    const { auth } = incoming.headers;
    if (typeof auth === 'string') tokens.add(auth);
    const onward = request(`${origin}${incoming.url ?? ''}`, {
      method: incoming.method,
      headers: { ...incoming.headers, host },
    });
    onward.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.once('error', () => response.destroy());
    incoming.pipe(onward);
  });
  server.listen({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    tokens,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
