import { equal, ok, throws } from 'node:assert/strict';
import { idProblem, knownHosts, parseHost } from '../../../src/kore/app.ts';

describe('parseHost', () => {
  const origins: Record<string, string> = {
    'platform.kore.ai': 'https://platform.kore.ai',
    'https://platform.kore.ai': 'https://platform.kore.ai',
    'https://platform.kore.ai/': 'https://platform.kore.ai',
    '  https://platform.kore.ai/ \n': 'https://platform.kore.ai',
    'HTTPS://Platform.KORE.ai': 'https://platform.kore.ai',
    'platform.kore.ai:8443': 'https://platform.kore.ai:8443',
    'https://platform.kore.ai:443': 'https://platform.kore.ai',
    'bücher.example': 'https://xn--bcher-kva.example',
    'localhost:8080': 'https://localhost:8080',
    'http://localhost:8080': 'http://localhost:8080',
    'http://127.0.0.1:80': 'http://127.0.0.1',
    'http://127.8.9.1': 'http://127.8.9.1',
    'http://[::1]:8080': 'http://[::1]:8080',
    'https://[2001:db8::1]': 'https://[2001:db8::1]',
    'https://10.0.0.7': 'https://10.0.0.7',
  };
  for (const [text, origin] of Object.entries(origins)) {
    it(`takes ${JSON.stringify(text)} for ${origin}`, () => equal(parseHost(text), origin));
  }

  const refusals: Record<string, RegExp> = {
    '': /Enter the host/u,
    '  ': /Enter the host/u,
    'https://platform.kore.ai/campaign': /without a path/u,
    'platform.kore.ai/campaign': /without a path/u,
    'https://platform.kore.ai//': /without a path/u,
    'https://platform.kore.ai?a=1': /without a path/u,
    'https://platform.kore.ai?': /without a path/u,
    'https://platform.kore.ai#a': /without a path/u,
    'https://platform.kore.ai/#': /without a path/u,
    'https:/platform.kore.ai': /without a path/u,
    'https://platform.kore.ai\\@evil.example': /without a path/u,
    'https://me:secret@platform.kore.ai': /user name/u,
    'me@platform.kore.ai': /user name/u,
    'https://:secret@platform.kore.ai': /user name/u,
    'http://platform.kore.ai': /Use https/u,
    'HTTP://platform.kore.ai': /Use https/u,
    'http://localhost.evil.example': /Use https/u,
    'http://127.0.0.1.evil.example': /Use https/u,
    'http://evil-localhost': /Use https/u,
    'http://[::2]': /Use https/u,
    'http://0.0.0.0': /Use https/u,
    'ftp://platform.kore.ai': /must be an https address/u,
    'ws://localhost': /must be an https address/u,
    'file:///': /must be an https address/u,
    'two words': /not a host name/u,
    'platform.kore.ai:99999': /not a host name/u,
    'javascript:alert(1)': /not a host name/u,
    'https://': /not a host name/u,
    '::1': /not a host name/u,
  };
  for (const [text, message] of Object.entries(refusals)) {
    it(`refuses ${JSON.stringify(text)} with a sentence`, () => {
      throws(() => parseHost(text), { message });
      throws(() => parseHost(text), { message: /^[A-Z"].*\.$/u });
    });
  }

  it('takes its own result, and the known hosts, as they are', () => {
    for (const origin of [...Object.values(origins), ...knownHosts.map(({ host }) => host)])
      equal(parseHost(origin), origin);
  });
});

describe('idProblem', () => {
  it('is none for ids as Kore.ai writes them', () => {
    equal(idProblem('st-0603182c-7ffb-53c3-b307-47ca14bxxxxx', 'stream ID', 'st-'), undefined);
    equal(idProblem(' 67777ce93e25326494exxxxx ', 'account ID'), undefined);
    equal(idProblem('a_b', 'account ID'), undefined);
  });

  it('is that nothing was entered', () => {
    for (const text of ['', '  ', '\n']) equal(idProblem(text, 'stream ID', 'st-'), 'Enter the stream ID.');
  });

  it('is a character that no id has', () => {
    for (const text of ['a b', 'a/b', '../a', 'a\nb', 'ä', 'a?b', '🎉', 'a\u200bb', 'a\u202eb', '"a"'])
      ok(idProblem(text, 'account ID')?.startsWith('The account ID has only letters'), text);
  });

  it('is another beginning', () => {
    for (const text of ['cs-1', 'ST-1', '1st-'])
      equal(idProblem(text, 'stream ID', 'st-'), 'The stream ID begins with "st-".');
  });
});
