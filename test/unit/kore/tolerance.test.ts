import { deepEqual, equal, match } from 'node:assert/strict';
import { click, failureOf, firstPage, network, noPauses, sendJson } from './api.ts';
import type { Answer } from './api.ts';

const data = { results: [{ phoneNumber: '15550100001' }], page: 1, limit: 100, totalPages: 1 };

describe('a response', () => {
  const { odd, client } = network();

  describe('that says "success"', () => {
    for (const errors of [
      [],
      null,
      {},
      '',
      'none',
      [null],
      ['Two lists were merged'],
      [{}],
      [{ msg: 'The list was sorted', code: 0 }],
      { count: 0 },
    ]) {
      it(`is read beside the errors ${JSON.stringify(errors)}`, async () => {
        const { origin } = await odd((response) => sendJson(response, { status: 'success', errors, data }));
        equal((await client(origin).api.contacts('cd-1', firstPage, click())).items.length, 1);
      });
    }

    for (const body of [
      { status: 'success', errors: [{ msg: 'Campaign is locked' }] },
      { status: 'success', errors: [{ msg: 'Campaign is locked' }], data: null },
      { status: 'failure', errors: [{ msg: 'Campaign is locked' }], data },
      { errors: [{ msg: 'Campaign is locked' }], data },
    ]) {
      it(`or doesn't, is a failure as ${JSON.stringify(Object.keys(body))} with ${body.status ?? 'no status'}`, async () => {
        const { origin } = await odd((response) => sendJson(response, body));
        match(
          (await failureOf(client(origin).api.contacts('cd-1', firstPage, click()))).message,
          /Campaign is locked/u,
        );
      });
    }
  });

  it('is read behind a byte order mark', async () => {
    const { origin } = await odd((response) =>
      response.end(`\ufeff${JSON.stringify({ status: 'success', data })}`),
    );
    equal((await client(origin).api.contacts('cd-1', firstPage, click())).items.length, 1);
  });

  describe('of a list', () => {
    /** A server that calls each page what `echo` makes of its number. */
    async function list(echo: (page: number) => unknown) {
      const answer: Answer = (response, { body }) => {
        const { page } = JSON.parse(body) as { page: number };
        const results = [{ phoneNumber: `1555010000${page}`, _id: `cd-${page}` }];
        sendJson(response, {
          status: 'success',
          data: { results, page: echo(page), limit: 1, totalPages: 9 },
        });
      };
      const server = await odd(answer);
      const { api } = client(server.origin, { pauses: noPauses });
      return {
        contacts: (page: number) => api.contacts('cd-1', { page, limit: 1 }, click()),
        campaigns: (page: number) => api.campaigns({ page, limit: 1 }, click()),
        requests: () => server.received.length,
      };
    }

    for (const kind of ['contacts', 'campaigns'] as const) {
      it(`of ${kind} that counts its pages from 0 is read`, async () => {
        const server = await list((page) => page - 1);
        const pages = [await server[kind](1), await server[kind](2), await server[kind](3)];
        deepEqual(
          pages.map(({ page }) => page),
          [1, 2, 3],
        );
        equal(server.requests(), 3);
      });

      it(`of ${kind} that counts its pages from 0 is read from the middle on, after a look at page 1`, async () => {
        const server = await list((page) => page - 1);
        deepEqual([(await server[kind](5)).page, (await server[kind](6)).page], [5, 6]);
        equal(server.requests(), 3);
      });

      it(`of ${kind} that gives another page than the one asked for is refused`, async () => {
        for (const echo of [
          (page: number) => page + 1,
          (page: number) => page + 3,
          (page: number) => (page === 2 ? 1 : page),
          (page: number) => (page === 2 ? 2 : page - 1),
          (page: number) => (page === 2 ? 0 : page - 1),
        ]) {
          const server = await list(echo);
          await server[kind](1).catch(() => undefined);
          match((await failureOf(server[kind](2))).message, /page \d instead of page 2/u, echo.toString());
        }
      });

      it(`of ${kind} whose page 1 shows that page 2 was another is refused`, async () => {
        const server = await list((page) => (page === 2 ? 1 : page));
        match((await failureOf(server[kind](2))).message, /page 1 instead of page 2/u);
        equal(server.requests(), 2);
      });
    }
  });
});
