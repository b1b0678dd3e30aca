import type * as vscode from 'vscode';
import {
  isSampleServer,
  sampleCredentials,
  startSampleServer,
  type SampleServer,
} from '../demo/sampleServer.ts';
import type { Transport } from '../kore/transport.ts';
import { connectionKey, type Connection } from './connection.ts';
import { addToSettings } from './settings.ts';

/**
 * A fixed port, so that the connection in the settings is still right tomorrow and in another window; outside the range from which
 * systems pick ports by themselves.
 */
const samplePort = 29_714;

/** The connection that "Try with Sample Data" adds: an ordinary one, to a server on this machine. */
const sampleConnection: Connection = {
  name: 'Sample Data',
  origin: `http://127.0.0.1:${samplePort}`,
  streamId: sampleCredentials.streamId,
  accountId: sampleCredentials.accountId,
  clientId: sampleCredentials.clientId,
  signIn: 'secret',
  algorithm: 'HS256',
};

/** The sample server of this window: started by the first request to it, stopped with the window. */
export class SampleData implements vscode.Disposable {
  private server: Promise<SampleServer> | undefined;

  /** The same everywhere, so that settings synced from another machine work. */
  readonly clientSecret = sampleCredentials.clientSecret;

  serves(connection: Connection): boolean {
    return connectionKey(connection) === connectionKey(sampleConnection);
  }

  /** Adds the sample connection to the settings, unless it's there. */
  async connect(connections: readonly Connection[]): Promise<void> {
    await this.ensureRunning();
    if (!connections.some((connection) => this.serves(connection))) await addToSettings(sampleConnection);
  }

  /** The transport, with the server started before each request to it. */
  startingOnDemand(transport: Transport): Transport {
    return {
      send: async (request, signal) => {
        await this.ensureRunning();
        return transport.send(request, signal);
      },
      close: () => transport.close(),
    };
  }

  dispose(): void {
    // A start that failed was told to whom it concerned; there is nothing to stop then.
    this.server?.then(
      (server) => server.stop(),
      () => undefined,
    );
  }

  /**
   * Another window may serve already, and its server goes with it: so this asks anew each time, until this window's own one runs.
   * @throws Error when the port belongs to another program
   */
  private async ensureRunning(): Promise<void> {
    this.server ??= startSampleServer({ port: samplePort, dials: true });
    try {
      await this.server;
    } catch (cause) {
      this.server = undefined;
      if (await isSampleServer(sampleConnection.origin)) return;
      throw new Error(`The sample server could not start: port ${samplePort} of this machine is in use.`, {
        cause,
      });
    }
  }
}
