import { Worker } from 'node:worker_threads';
import { asError } from './errors.ts';
import { orAborted } from './orAborted.ts';

/** Runs in a worker, as CommonJS. Node before 22.15 has no `getCACertificates`. */
const script = `
  const { getCACertificates } = require('node:tls');
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.postMessage(getCACertificates && [...new Set(workerData.flatMap((store) => getCACertificates(store)))]);
`;

/**
 * Node's own certificate authorities and, if wanted, those of the system, as PEM; undefined before Node 22.15. Node reads the system's
 * synchronously, which can take seconds (a macOS keychain), so that happens on a thread of its own.
 * @throws Error when the thread fails
 */
export async function readCertificates(withSystem: boolean): Promise<readonly string[] | undefined> {
  const worker = new Worker(script, {
    eval: true,
    execArgv: [],
    workerData: withSystem ? ['default', 'system'] : ['default'],
  });
  // A slow store doesn't keep the process alive.
  worker.unref();
  return await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended with code ${code}`)));
  });
}

/**
 * A reader that reads each list once and returns the same array each time, which makes comparing settings quick.
 * @param warn receives a sentence when a list can't be read, or isn't there after `patience` ms; until it is, the result is undefined
 */
export function certificateCache(
  warn: (sentence: string) => void,
  { read = readCertificates, patience = 20_000 } = {},
): (withSystem: boolean) => Promise<readonly string[] | undefined> {
  const lists = new Map<boolean, Promise<readonly string[] | undefined>>();
  return (withSystem) => {
    const known = lists.get(withSystem);
    if (known) return known;
    const reading = read(withSystem);
    const list = orAborted(reading, AbortSignal.timeout(patience)).catch((error: unknown) => {
      warn(
        `The certificates of the system can't be read, so Node's own are trusted: ${asError(error).message}`,
      );
      return undefined;
    });
    lists.set(withSystem, list);
    // However late it comes.
    reading.then(
      () => lists.set(withSystem, reading),
      () => undefined,
    );
    return list;
  };
}
