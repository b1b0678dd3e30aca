import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { readConnection, type Connection } from '../../../src/connections/connection.ts';
import { plainText } from '../../../src/kore/plainText.ts';
import { runs } from '../../support/runs.ts';
import { anything } from './answers.ts';

const hosts = [
  'platform.kore.ai',
  'http://platform.kore.ai',
  'http://localhost:1@evil.example',
  'http://127.0.0.1.evil.example',
  'http://localhost',
  'javascript:alert(1)',
  'javascript://platform.kore.ai/%0aalert(1)',
  'file:///etc/passwd',
  'data:text/html,x',
  'vscode://file/etc/passwd',
  'command:workbench.action.quit',
  'ftp://platform.kore.ai',
  '//evil.example',
  'https:evil.example',
  'https://platform.kore.ai\r\nX: y',
];
const host = fc.oneof(
  fc.constantFrom(...hosts),
  fc.webUrl(),
  fc.string({ unit: 'binary' }),
  fc
    .tuple(
      fc.constantFrom('http:', 'https:', 'file:', 'ws:', 'javascript:'),
      fc.constantFrom('', '/', '//', '\\\\'),
      fc.domain(),
    )
    .map((parts) => parts.join('')),
);
const text = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('$(error)', '[a](command:b)', 'st-1'),
);

/** The connection, or undefined where it is refused with words for people. */
function readOrRefuse(entry: unknown): Connection | undefined {
  try {
    return readConnection(entry);
  } catch (error) {
    ok(error instanceof Error && error.constructor === Error && /\S \S/u.test(error.message), String(error));
    return undefined;
  }
}

describe('lies in the settings', function () {
  this.timeout(60_000);
  let used = 0;

  it('of any connections send no token anywhere but over TLS or to this machine', () => {
    const entry = fc.record({
      name: text,
      host,
      streamId: fc.oneof(fc.constant('st-1'), text),
      accountId: fc.oneof(fc.constant('1'), text),
      clientId: fc.oneof(fc.constant('cs-1'), text),
    });
    const property = fc.property(entry, (one) => {
      const connection = readOrRefuse(one);
      if (!connection) return;
      used++;
      const { origin, name, streamId, accountId, clientId } = connection;
      equal(new URL(origin).origin, origin);
      ok(/^https:\/\/[^/]+$|^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/u.test(origin), origin);
      equal(plainText(name), name);
      ok(name !== '');
      ok([streamId, accountId, clientId].every((id) => /^[!-~]+$/u.test(id)));
    });
    const tries = runs(10_000);
    fc.assert(property, { numRuns: tries });
    ok(used > 0.02 * tries, String(used));
  });

  it('that are no connections at all are told with a sentence', () => {
    const property = fc.property(anything, (json) => void readOrRefuse(JSON.parse(json)));
    fc.assert(property, { numRuns: runs(2_000) });
  });
});
