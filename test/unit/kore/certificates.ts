import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a TLS server shows, and the key to it; PEM. */
export interface Credentials {
  key: string;
  cert: string;
}

/** A private certificate authority's certificate, and a server's that it vouches for. */
export interface PrivateAuthority {
  ca: string;
  server: Credentials;
}

/**
 * For servers called `kore.corp.test`, or by another name, or 127.0.0.1.
 * @returns undefined where the machine has no openssl
 */
export function privateAuthority(name = 'kore.corp.test'): PrivateAuthority | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'kore-cert-'));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  try {
    openssl('version');
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
  try {
    writeFileSync(file('names'), `subjectAltName=DNS:${name},IP:127.0.0.1`);
    const authority = ['-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Corp Test CA'];
    openssl('req', '-x509', ...key, ...authority);
    openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', `/CN=${name}`);
    const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
    openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.pem', '-days', '1', ...signing);
    const read = (name: string) => readFileSync(file(name), 'utf8');
    return { ca: read('ca.pem'), server: { key: read('server.key'), cert: read('server.pem') } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
