import { parseHost } from '../kore/app.ts';
import { readPlatformKey } from '../kore/encryption.ts';
import { connectionKey, type Connection } from './connection.ts';

/** A part of a new connection that a person is asked for. */
export type Field =
  'name' | 'host' | 'streamId' | 'accountId' | 'clientId' | 'signIn' | 'secret' | 'token' | 'encryptionKey';

/** What was entered so far, as it was entered. */
export type Draft = Partial<Record<Field, string>>;

/** The answers to how to sign in. */
export type SignInAnswer = 'HS256' | 'HS512' | 'token' | 'jwe';

export const fieldLabels: Readonly<Record<Field, string>> = {
  name: 'Name',
  host: 'Host',
  streamId: 'Stream ID',
  accountId: 'Account ID',
  clientId: 'Client ID',
  signIn: 'How to Sign In',
  secret: 'Client Secret',
  token: 'Token',
  encryptionKey: 'Public Key',
};

/** What has to be asked for, in order; the last fields depend on how to sign in. */
export function fieldsOf({ signIn }: Draft): readonly Field[] {
  const always: readonly Field[] = ['name', 'host', 'streamId', 'accountId', 'clientId', 'signIn'];
  if (signIn === 'token') return [...always, 'token'];
  return signIn === 'jwe' ? [...always, 'secret', 'encryptionKey'] : [...always, 'secret'];
}

/** The connection that the answers make, and what goes to the secret storage with it. */
export function complete({
  name = '',
  host = '',
  streamId = '',
  accountId = '',
  clientId = '',
  signIn,
  secret = '',
  token = '',
  encryptionKey = '',
}: Draft): { connection: Connection; secret: string } {
  const connection: Connection = {
    name,
    origin: parseHost(host),
    streamId,
    accountId,
    clientId,
    signIn: signIn === 'token' ? 'token' : 'secret',
    algorithm: signIn === 'HS512' ? 'HS512' : 'HS256',
    ...(signIn === 'jwe'
      ? { encryption: { key: readPlatformKey(encryptionKey), enc: 'A128CBC-HS256' } }
      : {}),
  };
  return { connection, secret: signIn === 'token' ? token : secret };
}

/** @returns what is wrong when another connection leads to the same app with the same client, as a sentence */
export function twinProblem(
  { host, streamId, clientId }: Draft,
  list: readonly Connection[],
): string | undefined {
  if (host === undefined || streamId === undefined || clientId === undefined) return undefined;
  const key = connectionKey({ origin: parseHost(host), streamId, clientId });
  const twin = list.find((connection) => connectionKey(connection) === key);
  return twin && `"${twin.name}" is already connected to this app with this client.`;
}
