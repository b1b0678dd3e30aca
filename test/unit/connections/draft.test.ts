import { deepEqual, equal, match } from 'node:assert/strict';
import { readConnection } from '../../../src/connections/connection.ts';
import { complete, fieldsOf, twinProblem, type Draft } from '../../../src/connections/draft.ts';

const draft: Draft = {
  name: 'Test',
  host: 'platform.kore.ai/',
  streamId: 'st-1',
  accountId: 'a1',
  clientId: 'cs-1',
  secret: 'the secret',
  token: 'the token',
  encryptionKey: JSON.stringify({ kty: 'RSA', kid: 'k-1', n: 'n'.repeat(342), e: 'AQAB', use: 'enc' }),
};

describe('the answers of the wizard', () => {
  const common = ['name', 'host', 'streamId', 'accountId', 'clientId', 'signIn'];

  it('decide what else is asked for', () => {
    deepEqual(fieldsOf({}), [...common, 'secret']);
    deepEqual(fieldsOf({ signIn: 'HS256' }), [...common, 'secret']);
    deepEqual(fieldsOf({ signIn: 'HS512' }), [...common, 'secret']);
    deepEqual(fieldsOf({ signIn: 'token' }), [...common, 'token']);
    deepEqual(fieldsOf({ signIn: 'jwe' }), [...common, 'secret', 'encryptionKey']);
  });

  it('make a connection for each way to sign in, and say what is kept secret', () => {
    const made = (signIn: string) => {
      const { connection, secret } = complete({ ...draft, signIn });
      const { signIn: how, algorithm, encryption } = connection;
      return [how, algorithm, encryption?.enc, encryption?.key.kid, secret];
    };
    deepEqual(made('HS256'), ['secret', 'HS256', undefined, undefined, 'the secret']);
    deepEqual(made('HS512'), ['secret', 'HS512', undefined, undefined, 'the secret']);
    deepEqual(made('token'), ['token', 'HS256', undefined, undefined, 'the token']);
    deepEqual(made('jwe'), ['secret', 'HS256', 'A128CBC-HS256', 'k-1', 'the secret']);
  });

  it('make what the settings can hold, and nothing secret', () => {
    for (const signIn of ['HS256', 'HS512', 'token', 'jwe']) {
      const { connection } = complete({ ...draft, signIn });
      const { origin, ...entry } = connection;
      deepEqual(readConnection({ ...entry, host: origin }), connection);
      equal(/the secret|the token/u.test(JSON.stringify(connection)), false);
    }
  });

  it('lead to another connection’s app', () => {
    const other = { ...complete(draft).connection, name: 'Other' };
    match(twinProblem(draft, [other]) ?? '', /^"Other" is already connected/u);
    equal(twinProblem({ ...draft, clientId: 'cs-2' }, [other]), undefined);
    equal(twinProblem({ host: 'platform.kore.ai' }, [other]), undefined);
  });
});
