// Runs in Node 24 or later: serves VS Code to browsers on this machine, for as long as the program that started it lives.
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sendFile } from './files.ts';
import { addToWorkbenchPage } from './page.ts';
import type { ServerConfig, ServerReady } from './server-config.ts';

interface VSCodeServer {
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Socket): void;
}

interface VSCodeServerModule {
  loadCodeWithNls: () => Promise<{
    createServer: (address: null, options: object) => Promise<VSCodeServer>;
  }>;
}

const nodeModules = join(import.meta.dirname, 'node_modules');
const codeServer = join(nodeModules, 'code-server');

const config = JSON.parse(process.argv[2] ?? '') as ServerConfig;
endWithStarter();
const vscode = await loadVSCode();

const server = createServer((request, response) => void answer(request, response));
server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
  if (isFromHere(request)) {
    vscode.handleUpgrade(request, socket);
  } else {
    socket.destroy();
  }
});
server.listen(config.port, '127.0.0.1', () => {
  process.send?.({ port: port() } satisfies ServerReady);
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isFromHere(request)) {
    response.writeHead(403).end(`Open http://${authority()}/ on this machine.`);
    return;
  }
  const { pathname, search } = new URL(request.url ?? '/', `http://${authority()}`);
  const [, staticFile] = /^\/_static(\/.*)$/.exec(pathname) ?? [];
  const [, moduleFile] = /\/static\/node_modules(\/.*)$/.exec(pathname) ?? [];
  const [, proxiedPort, proxiedPath] = /^\/proxy\/(\d{1,5})(\/.*)?$/.exec(pathname) ?? [];

  if (staticFile !== undefined) {
    await sendFile(response, codeServer, staticFile);
  } else if (moduleFile !== undefined) {
    await sendFile(response, nodeModules, moduleFile);
  } else if (proxiedPort !== undefined) {
    // The browser is on this machine too, so it can go to the real address.
    response
      .writeHead(302, { Location: `http://127.0.0.1:${proxiedPort}${proxiedPath ?? '/'}${search}` })
      .end();
  } else if (pathname === '/manifest.json') {
    response
      .writeHead(200, { 'Content-Type': 'application/manifest+json' })
      .end('{"name":"VS Code","start_url":"."}');
  } else if (pathname === '/mint-key' && request.method === 'POST') {
    response.end(secretKeyHalf());
  } else {
    if (pathname === '/') {
      addToWorkbenchPage(response, config, authority());
    }
    vscode.handleRequest(request, response);
  }
}

async function loadVSCode(): Promise<VSCodeServer> {
  // Without it the module starts a listener of its own.
  process.env['CODE_SERVER_PARENT_PID'] = String(process.pid);
  // No marketplace.
  process.env['EXTENSIONS_GALLERY'] = '{}';
  const entry = pathToFileURL(join(codeServer, 'lib/vscode/out/server-main.js')).href;
  const { loadCodeWithNls } = (await import(entry)) as VSCodeServerModule;
  const { createServer: createVSCode } = await loadCodeWithNls();
  return createVSCode(null, {
    'accept-server-license-terms': true,
    auth: 'none',
    compatibility: '1.64',
    'disable-getting-started-override': true,
    'disable-telemetry': true,
    'disable-update-check': true,
    'disable-workspace-trust': !config.workspaceTrust,
    'extensions-dir': config.extensionsDir,
    'force-disable-user-env': true,
    log: ['info'],
    'server-data-dir': config.dataDir,
    'user-data-dir': config.dataDir,
    'without-connection-token': true,
  });
}

/** A page of another site must reach neither the files nor the terminal that VS Code offers. */
function isFromHere({ headers }: IncomingMessage): boolean {
  return (
    headers.host === authority() &&
    (headers.origin === undefined || headers.origin === `http://${authority()}`)
  );
}

/** Half of the key VS Code encrypts secrets with; the other half stays in the browser. */
function secretKeyHalf(): Buffer {
  const file = join(config.dataDir, 'secret-key-half');
  try {
    return readFileSync(file);
  } catch {
    const key = randomBytes(32);
    writeFileSync(file, key, { mode: 0o600 });
    return key;
  }
}

function port(): number {
  return (server.address() as AddressInfo).port;
}

function authority(): string {
  return `127.0.0.1:${port()}`;
}

/** However the starter ends, the channel to it closes: then end the whole group, a blocked extension host included. */
function endWithStarter(): void {
  process.on('disconnect', () => {
    process.on('SIGTERM', () => {});
    process.kill(-process.pid, 'SIGTERM');
    setTimeout(() => {
      rmSync(config.tempDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      process.kill(-process.pid, 'SIGKILL');
    }, 1000);
  });
}
