import { deepEqual, equal, throws } from 'node:assert/strict';
import { readConnection } from '../../../src/connections/connection.ts';

const entry = {
  name: 'Test',
  host: 'platform.kore.ai',
  streamId: 'st-1',
  accountId: 'a1',
  clientId: 'cs-1',
};
const key = { kty: 'RSA', kid: 'k-1', n: 'n'.repeat(342), e: 'AQAB' };

describe('a connection in the settings', () => {
  it('signs in with the client secret and HS256 where nothing else is said', () => {
    const { signIn, algorithm, encryption } = readConnection(entry);
    deepEqual([signIn, algorithm, encryption], ['secret', 'HS256', undefined]);
  });

  it('may sign in with a token, or with HS512', () => {
    equal(readConnection({ ...entry, signIn: 'token' }).signIn, 'token');
    equal(readConnection({ ...entry, algorithm: 'HS512' }).algorithm, 'HS512');
    throws(
      () => readConnection({ ...entry, signIn: 'password' }),
      /^Error: "signIn" must be secret or token$/u,
    );
    throws(() => readConnection({ ...entry, algorithm: 'RS256' }), /"algorithm" must be HS256 or HS512/u);
  });

  it('may encrypt its tokens, in the way of the documentation’s sample where nothing else is said', () => {
    deepEqual(readConnection({ ...entry, encryption: { key } }).encryption, { key, enc: 'A128CBC-HS256' });
    const encryption = { key, enc: 'A256GCM' };
    deepEqual(readConnection({ ...entry, encryption }).encryption, encryption);
  });

  it('is refused with what is wrong with its encryption', () => {
    const withEncryption = (encryption: unknown) => () => readConnection({ ...entry, encryption });
    throws(withEncryption('key'), /^Error: "encryption" must be an object with a "key"$/u);
    throws(withEncryption({}), /^Error: "encryption" must be an object with a "key"$/u);
    throws(withEncryption({ key: 'n' }), /^Error: the key is not a JWK, which is a JSON object$/u);
    throws(
      withEncryption({ key, enc: 'A256CBC-HS512' }),
      /"enc" must be A128CBC-HS256 or A128GCM or A256GCM/u,
    );
    throws(withEncryption({ key: { ...key, d: 'x' } }), /^Error: the key is a private one/u);
  });
});
