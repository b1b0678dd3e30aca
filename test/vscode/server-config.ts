/** What the program in `server.ts` is told, as JSON in its only argument. Folders are absolute paths. */
export interface ServerConfig {
  /** 0 takes any free port. */
  port: number;
  dataDir: string;
  extensionsDir: string;
  /** Removed when the starter dies without stopping the server. */
  tempDir: string;
  /** Folders of the extensions under development. */
  extensions: string[];
  /** Module whose `run()` is called inside the extension host once the workbench is up. */
  testsPath?: string;
  /** False trusts every folder without asking. */
  workspaceTrust: boolean;
}

/** What the server tells its starter once it listens. */
export interface ServerReady {
  port: number;
}
