import { deepEqual } from 'node:assert/strict';
import { parseNoProxy } from '../../../src/kore/noProxy.ts';

/** Which of these entries a URL is matched by, each alone. */
function matching(url: string, entries: readonly string[]): readonly string[] {
  return entries.filter((entry) => parseNoProxy([entry]).matches(new URL(url)));
}

describe('hosts without a proxy', () => {
  it('are matched by their name, and by a name above it', () => {
    const entries = ['corp.test', '.corp.test', '*.corp.test', 'KORE.Corp.TEST', 'kore.corp.test'];
    deepEqual(matching('https://kore.corp.test', entries), entries);
    deepEqual(matching('https://kore.corp.test', ['ore.corp.test', 'kore', 'a.kore.corp.test', 'test.']), []);
    deepEqual(matching('https://bücher.corp.test', ['bücher.corp.test']), ['bücher.corp.test']);
  });

  it('are all matched by a star', () => {
    deepEqual(matching('https://kore.corp.test', ['*']), ['*']);
    deepEqual(matching('https://[2001:db8::1]', ['*']), ['*']);
  });

  it('are matched by an address', () => {
    deepEqual(matching('https://10.1.2.3', ['10.1.2.3', '10.1.2.4', '1.2.3', '.2.3']), ['10.1.2.3']);
    const same = ['2001:db8::1', '[2001:db8::1]', '2001:DB8:0:0:0:0:0:1', '[2001:db8::1]:443'];
    deepEqual(matching('https://[2001:db8::1]', [...same, '2001:db8::2', '[2001:db8::1]:80']), same);
  });

  it('are matched by a range of addresses', () => {
    const ranges = ['10.0.0.0/8', '10.1.2.0/24', '10.1.2.3/32', '0.0.0.0/0'];
    deepEqual(matching('https://10.1.2.3', [...ranges, '10.2.0.0/16', '2001:db8::/32']), ranges);
    deepEqual(matching('https://[2001:db8::1]', ['2001:db8::/32', '2001:db9::/32']), ['2001:db8::/32']);
    deepEqual(matching('https://kore.corp.test', ranges), []);
  });

  it('are matched by a port, where there is one', () => {
    deepEqual(matching('https://kore.test', ['kore.test:443', 'kore.test:80', '.test:443']), [
      'kore.test:443',
      '.test:443',
    ]);
    deepEqual(matching('https://kore.test:8443', ['kore.test:8443', 'kore.test:443']), ['kore.test:8443']);
    deepEqual(matching('http://10.1.2.3', ['10.1.2.3:80', '10.1.2.3:443']), ['10.1.2.3:80']);
  });

  it('in no known form match nothing, and are listed', () => {
    const unknown = [
      '<local>',
      'https://kore.test',
      'kore.*.test',
      'kore.test:port',
      '*:443',
      '10.0.0.0/33',
      '2001:db8::/129',
      'kore.test/8',
      '[kore.test]',
      ':443',
      '.',
    ];
    const list = parseNoProxy([...unknown, 'other.test']);
    deepEqual(list.unknown, unknown);
    deepEqual(matching('https://kore.test', unknown), []);
  });
});
