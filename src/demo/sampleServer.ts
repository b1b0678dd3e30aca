import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { dialledOn } from './dialling.ts';
import { newEncryptionKey } from './encryptionKey.ts';
import type { EncryptionKey } from './encryptionKey.ts';
import { faulty, type SampleFault } from './faults.ts';
import { rateLimit } from './rateLimit.ts';
import { Refusal } from './refusal.ts';
import { readJsonBody } from './requestBody.ts';
import { accountCheck, checkLoopback } from './requestCheck.ts';
import { findRoute } from './routes.ts';
import { sampleCampaigns } from './sampleCampaigns.ts';
import type { SampleCampaign } from './sampleTypes.ts';
import { sampleCredentials } from './sampleCredentials.ts';
import type { SampleCredentials } from './sampleCredentials.ts';
import { sampleMarker } from './sampleMarker.ts';
import { sending, type Sending } from './sending.ts';

export { sampleCredentials } from './sampleCredentials.ts';
export { isSampleServer } from './sampleMarker.ts';

export interface SampleServerOptions {
  /** 0, the default, takes any free one. */
  port?: number;
  credentials?: SampleCredentials;
  /** The service's own limit per account: 60 by default, as documented; Infinity for none. */
  requestsPerMinute?: number;
  /** What a minute is to that limit, in milliseconds; tests make it shorter. */
  minute?: number;
  /** Milliseconds since 1970 as the server has it, to which tokens are held. */
  clock?: () => number;
  /** Milliseconds before each answer. */
  latency?: number;
  /** Answers with this limit where more contacts are asked for. */
  maxContactsLimit?: number;
  /** As "Enforce JTI" of a JWT app: refuses tokens without a `jti`. */
  enforceJti?: boolean;
  /** As "Enforce JWE" of a JWT app: takes only tokens encrypted with a key of the server's own. */
  enforceJwe?: boolean;
  /** Read anew at each request, so a test may let a campaign of its own grow. */
  campaigns?: readonly SampleCampaign[];
  /** Calls go on while the server runs, so that active campaigns change; otherwise nothing ever does. */
  dials?: boolean;
}

/** A request as the server took it; never a header, so never a token. */
export interface SeenRequest {
  method: string;
  path: string;
  /** Without the question mark. */
  query: string;
  body: unknown;
  /** 0 until it is answered, and for good where a fault leaves it without an answer. */
  status: number;
  /** When it came, in milliseconds since 1970. */
  at: number;
}

export interface SampleServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly credentials: SampleCredentials;
  /** Where JWE is enforced: what the console would show of the key. */
  readonly publicKey: EncryptionKey['publicKey'] | undefined;
  /** The last 5,000 requests for the API, oldest first, refused ones as well; not those for the marker or from browsers. */
  readonly seen: readonly SeenRequest[];
  /**
   * Tests: answers the next `times` (1) matching requests with this instead. They are valid requests: their token was
   * checked and used up, so a retry with the same one is a replay. They do not count against the rate limit.
   */
  intercept(match: (request: Readonly<SeenRequest>) => boolean, fault: SampleFault, times?: number): void;
  /** Closes every connection; resolves when the port is free. */
  stop(): Promise<void>;
}

interface Interception {
  match: (request: Readonly<SeenRequest>) => boolean;
  fault: SampleFault;
  left: number;
}

const MAX_SEEN = 5_000;

/** Starts a sample Kore.ai on loopback. Rejects with the error of `listen`, such as EADDRINUSE. */
export async function startSampleServer(options: SampleServerOptions = {}): Promise<SampleServer> {
  const { port = 0, credentials = sampleCredentials, latency = 0 } = options;
  const { campaigns = sampleCampaigns, maxContactsLimit = 100, requestsPerMinute = 60 } = options;
  const { enforceJti = false, enforceJwe = false, dials = false } = options;
  const encryptionKey = enforceJwe ? await newEncryptionKey() : undefined;
  const started = performance.now();
  const service = {
    credentials,
    maxContactsLimit,
    get campaigns() {
      const seconds = (performance.now() - started) / 1000;
      return dials ? campaigns.map((campaign) => dialledOn(campaign, seconds)) : campaigns;
    },
  };
  const checkAccount = accountCheck(credentials, { enforceJti, encryptionKey }, options.clock);
  const countRequest = rateLimit(requestsPerMinute, options.minute);
  const seen: SeenRequest[] = [];
  const interceptions: Interception[] = [];

  const server = createServer((request, response) => void serve(request, response));
  server.listen({ port, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port: boundPort } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${boundPort}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const record = recordOf(request);
    const send = await answerTo(request, record).catch(refuse);
    // Nobody waits for an answer after stop(), so neither must the process.
    if (latency > 0) await wait(latency, undefined, { ref: false });
    if (options.clock) response.setHeader('Date', new Date(options.clock()).toUTCString());
    record.status = send(response);
  }

  /** The whole way of a request: this machine, path and method, body, token and account, limit, answer. */
  async function answerTo(request: IncomingMessage, record: SeenRequest): Promise<Sending> {
    checkLoopback(request.headers, boundPort);
    if (record.method === 'GET' && record.path === '/') return sending({ status: 200, body: sampleMarker });

    remember(record);
    const route = findRoute(service, record.method, record.path, new URLSearchParams(record.query));
    record.body = await readJsonBody(request);
    await checkAccount(request.headers, route.streamId);
    const answer = () => ({ status: 200, body: route.answer(record.body) });
    const fault = takeInterception(record);
    if (fault) return faulty(fault, answer);
    countRequest();
    return sending(answer());
  }

  function remember(record: SeenRequest): void {
    if (seen.push(record) > MAX_SEEN) seen.shift();
  }

  function takeInterception(record: SeenRequest): SampleFault | undefined {
    const found = interceptions.find(({ match, left }) => left > 0 && match(record));
    if (found) found.left -= 1;
    return found?.fault;
  }

  return {
    origin,
    credentials,
    publicKey: encryptionKey?.publicKey,
    seen,
    intercept: (match, fault, times = 1) => void interceptions.push({ match, fault, left: times }),
    stop: () =>
      new Promise((resolve) => {
        // It fails only where it is stopped already.
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function recordOf({ method = '', url = '' }: IncomingMessage): SeenRequest {
  const [path = '', ...query] = url.split('?');
  return { method, path, query: query.join('?'), body: undefined, status: 0, at: Date.now() };
}

/** What is not a refusal is a client that left in the middle, who reads no answer, or a fault of the sample server. */
function refuse(error: unknown): Sending {
  const { status, headers, body } = error instanceof Refusal ? error : new Refusal(500, String(error));
  return sending({ status, headers, body });
}
