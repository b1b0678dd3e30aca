import { equal, match } from 'node:assert/strict';
import { sampleCredentials } from '../../../src/demo/sampleServer.ts';
import { tokenEnd, tokenProblem, tokenRemark } from '../../../src/kore/readyMadeToken.ts';
import { now, token } from '../demo/ask.ts';

const { clientId } = sampleCredentials;
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a ready-made token', () => {
  it('that may be right has no problem', async () => {
    equal(tokenProblem(await token(), clientId), undefined);
    equal(tokenProblem(`  ${await token({ exp: undefined })}\n`, clientId), undefined);
    equal(tokenProblem(await token({ appId: undefined }), clientId), undefined);
    equal(tokenProblem('aaaa.bbbb.cccc.dddd.eeee', clientId), undefined);
  });

  it('has a sentence for each problem', async () => {
    equal(tokenProblem('  ', clientId), 'Enter the token.');
    match(tokenProblem(`Bearer ${await token()}`, clientId) ?? '', /^Leave out "Bearer"/u);
    match(
      tokenProblem(await token({ exp: now() - 60 }), clientId) ?? '',
      /^This token has expired: it ended \w/u,
    );
    match(tokenProblem(await token({ appId: 'cs-other' }), clientId) ?? '', /another client ID\.$/u);
  });

  it('that is not whole is told from one that is', async () => {
    const whole = await token();
    const [head = '', claims = ''] = whole.split('.');
    const broken = [
      'abc',
      head,
      `${head}.${claims}`,
      `${head}.${claims}.`,
      `${whole}.x`,
      `${whole} x`,
      `${head}.x.y`,
    ];
    for (const text of [...broken, `${head}.${part([])}.y`, `${head}.${claims}.a\u00e4`, 'a'.repeat(10_000)])
      match(tokenProblem(text, clientId) ?? '', /^This is not a whole token/u, text);
  });

  it('tells when it ends and whether it works once, and nothing else', async () => {
    const exp = Date.UTC(2031, 4, 6, 7, 8) / 1000;
    match(tokenRemark(await token({ exp, jti: undefined })), /^Valid until May [567], 2031, .*M\.$/u);
    match(tokenRemark(await token({ exp })), /one request only\.$/u);
    equal(
      tokenRemark(await token({ exp: undefined, jti: undefined })),
      'The token does not say when it ends.',
    );
    equal(tokenRemark('a.b.c.d.e'), 'The token does not say when it ends.');
  });

  it('ends when it says, in milliseconds; never where what it says is no number', async () => {
    equal(tokenEnd(await token({ exp: 1_900_000_000 })), 1_900_000_000_000);
    equal(tokenEnd(await token({ exp: undefined })), undefined);
    equal(tokenEnd(`${part({ alg: 'HS256' })}.${part({ exp: 'soon' })}.x`), undefined);
    for (const text of ['', 'x', 'a.b.c', 'a.b.c.d.e']) equal(tokenEnd(text), undefined);
  });

  for (const exp of [9_999_999_999_999, 1_790_000_000_000, 1e300, Number.MAX_SAFE_INTEGER]) {
    it(`whose end is ${exp} has no end that can be told, and says why`, async () => {
      const pasted = await token({ exp, jti: undefined });
      equal(tokenProblem(pasted, clientId), undefined);
      equal(tokenEnd(pasted), undefined);
      match(tokenRemark(pasted), /^The end of this token \("exp"\) isn't a time in seconds\./u);
    });
  }

  it('whose end is before any calendar has expired', async () => {
    for (const exp of [-1, -1e300, 0]) {
      const pasted = await token({ exp, jti: undefined });
      match(tokenProblem(pasted, clientId) ?? '', /^This token has expired: it ended \w/u);
      equal(tokenEnd(pasted), 0);
    }
  });

  it('that is not valid yet says when it will be', async () => {
    match(tokenRemark(await token({ nbf: now() + 3_600 })), /^Valid until .* Not valid before .*M\. /u);
    equal(tokenRemark(await token({ nbf: now() - 60 })).includes('before'), false);
    match(
      tokenRemark(await token({ nbf: 1_790_000_000_000, jti: undefined })),
      /The start of this token \("nbf"\) isn't a time in seconds\./u,
    );
  });
});
