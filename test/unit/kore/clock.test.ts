import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { SignJWT } from 'jose';
import { clockAhead, clockDifference, isPlausibleTime } from '../../../src/kore/clock.ts';
import { KoreError } from '../../../src/kore/errors.ts';
import { now, token } from '../demo/ask.ts';
import { click, failureOf, firstPage, network, sendJson, success } from './api.ts';
import type { Answer } from './api.ts';

const minute = 60_000;

/** An answer from a server whose clock is so many milliseconds ahead of ours. */
const at =
  (ahead: number, answer: Answer): Answer =>
  (response, request) => {
    response.setHeader('Date', new Date(Date.now() + ahead).toUTCString());
    answer(response, request);
  };
const refusal: Answer = (response) => response.writeHead(401).end();

describe('the clock of this computer', () => {
  const { odd, sample, client } = network();

  const firstCause = async (origin: string) =>
    (await failureOf(client(origin).api.campaigns(firstPage, click()))).causes[0]?.text;

  for (const [ahead, said] of [
    [-7 * minute, 'is 7 minutes ahead of Kore.ai’s'],
    [7 * minute, 'is 7 minutes behind Kore.ai’s'],
    [-65_000, 'is 1 minute ahead of Kore.ai’s'],
    [3 * 60 * minute, 'is 3 hours behind Kore.ai’s'],
    [-400 * 24 * 60 * minute, 'is 400 days ahead of Kore.ai’s'],
  ] as const) {
    it(`${said} is the first cause of a bare 401, and the only one about the clock`, async () => {
      const { origin } = await odd(at(ahead, refusal));
      const { causes, message } = await failureOf(client(origin).api.campaigns(firstPage, click()));
      equal(causes[0]?.text, `This computer's clock ${said.replace('’', "'")}. Correct it.`);
      equal(causes.filter(({ text }) => text.includes('clock')).length, 1);
      equal(message, 'Kore.ai refused the sign-in (HTTP 401).');
    });
  }

  it('that is right is not suspected first', async () => {
    for (const ahead of [0, -40_000, 40_000]) {
      const { origin } = await odd(at(ahead, refusal));
      match((await firstCause(origin)) ?? '', /client secret/u);
    }
  });

  it('is not compared with a server that tells no time, or none that can be read', async () => {
    for (const date of [undefined, 'yesterday', '']) {
      const { origin } = await odd((response) => {
        response.sendDate = false;
        if (date !== undefined) response.setHeader('Date', date);
        response.writeHead(401).end();
      });
      match((await firstCause(origin)) ?? '', /client secret/u);
    }
  });

  it('is not blamed for what has nothing to do with it', async () => {
    const { origin } = await odd(at(-7 * minute, (response) => sendJson(response, {}, 404)));
    ok(!(await firstCause(origin))?.includes('clock'));
  });

  for (const ahead of [-2 * 60 * minute, 7 * minute]) {
    it(`is named where the server finds the token's time wrong: ${ahead / minute} minutes`, async () => {
      const { origin } = await sample({ clock: () => Date.now() + ahead });
      const error = await failureOf(client(origin).api.campaigns(firstPage, click()));
      match(error.message, /^Kore\.ai finds the time in the token wrong/u);
      equal(error.causes.length, 1);
      match(error.causes[0]?.text ?? '', ahead < 0 ? /2 hours ahead/u : /7 minutes behind/u);
    });
  }

  it('may be almost two minutes ahead of a server that refuses tokens from the future, or five behind', async () => {
    for (const ahead of [-110_000, 290_000]) {
      const { origin } = await sample({ clock: () => Date.now() + ahead, enforceJti: true });
      await client(origin).api.campaigns(firstPage, click());
    }
  });

  describe('and a token that has an end', () => {
    const withToken = (origin: string, secret: string) =>
      client(origin, { app: { signIn: 'token' }, secret: () => Promise.resolve(secret) }).api;

    it('that has come by this clock alone: the token is sent', async () => {
      const { origin, received } = await odd(at(-7 * minute, success({ results: [] })));
      let secret = await token({ jti: undefined });
      const api = client(origin, { app: { signIn: 'token' }, secret: () => Promise.resolve(secret) }).api;
      await api.campaigns(firstPage, click());
      secret = await token({ jti: undefined, exp: now() - 60 });
      await api.campaigns(firstPage, click());
      equal(received.length, 2);
    });

    it('that has come by both: the difference is named', async () => {
      const { origin } = await odd(at(-7 * minute, success({ results: [] })));
      let secret = await token({ jti: undefined });
      const api = client(origin, { app: { signIn: 'token' }, secret: () => Promise.resolve(secret) }).api;
      await api.campaigns(firstPage, click());
      secret = await token({ jti: undefined, exp: now() - 900 });
      const error = await failureOf(api.campaigns(firstPage, click()));
      equal(error.kind, 'tokenExpired');
      match(error.causes[0]?.text ?? '', /7 minutes ahead/u);
    });

    it('that a corrected clock would accept: the difference is measured again', async () => {
      const { origin, received } = await odd(at(2 * 60 * minute, success({ results: [] })));
      let secret = await token({ jti: undefined });
      const api = client(origin, { app: { signIn: 'token' }, secret: () => Promise.resolve(secret) }).api;
      await api.campaigns(firstPage, click());
      secret = await token({ jti: undefined, exp: now() + 3_600 });
      equal((await failureOf(api.campaigns(firstPage, click()))).kind, 'tokenExpired');
      await api.campaigns(firstPage, click());
      equal(received.length, 2);
    });

    for (const exp of [9_999_999_999_999, 1_790_000_000_000, 1e300, -1e300, -5, 1.5]) {
      it(`of ${exp}, which is no time or long past, is no crash`, async () => {
        const { origin, received } = await odd(success({ results: [] }));
        const error = await withToken(origin, await tokenWith({ exp }))
          .campaigns(firstPage, click())
          .then(
            () => undefined,
            (thrown: unknown) => thrown as KoreError,
          );
        equal(error?.kind, exp > 1e9 ? undefined : 'tokenExpired');
        equal(received.length, exp > 1e9 ? 1 : 0);
      });
    }

    it('and a start that has not come: the start is suspected first', () => {
      const said = 'error verifying the jwt: jwt not active';
      const app = { signIn: 'token' } as const;
      const { message, causes } = new KoreError('refusedToken', { status: 401, said, app });
      match(message, /^The token of this connection is not valid yet/u);
      match(causes[0]?.text ?? '', /"nbf"/u);
      deepEqual(
        new KoreError('refusedToken', { said, app: { signIn: 'secret' } }).causes.map(({ text }) => text),
        ['The clock of this machine is wrong.'],
      );
    });
  });

  it('is compared to the second', () => {
    const ahead = clockAhead(new Date(Date.now() - 90_000).toUTCString()) ?? 0;
    ok(ahead >= 90_000 && ahead < 92_000, String(ahead));
    equal(clockAhead(undefined), undefined);
    equal(clockAhead(['Thu, 01 Jan 1970 00:00:00 GMT']), undefined);
    equal(clockDifference(60_000), undefined);
    equal(clockDifference(undefined), undefined);
  });

  it('has times from 1970 to 9999', () => {
    for (const time of [0, Date.now(), Date.UTC(9999, 11, 31)]) ok(isPlausibleTime(time));
    for (const time of [-1, Date.UTC(10_000, 0), Infinity, -Infinity, NaN, 8.64e15])
      ok(!isPlausibleTime(time));
  });
});

/** Signed with claims that jose's own setters would refuse. */
function tokenWith(claims: Record<string, unknown>): Promise<string> {
  return new SignJWT({ sub: 'test', ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode('x'.repeat(32)));
}
