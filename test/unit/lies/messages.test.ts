import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import * as v from 'valibot';
import { contactFields } from '../../../src/contacts/fields.ts';
import { fromWebview, savedTab, toWebview } from '../../../src/views/contactDetails/messages.ts';
import { runs } from '../../support/runs.ts';
import { anything } from './answers.ts';

/** What the schemas' users tell apart. */
const types = ['ready', 'copy', 'tryAgain', 'showLog', 'show', 'copied', '__proto__'];

const copyable: unknown[] = [...contactFields.map(({ apiName }) => apiName), 'campaignId', 'json'];

describe('lies between a webview and its host', () => {
  const message = fc.oneof(
    anything.map((json) => JSON.parse(json) as unknown),
    fc.record({
      type: fc.constantFrom(...types),
      what: fc.constantFrom('phoneNumber', 'json', '__proto__', 'secret', 7),
    }),
    fc.record({ type: fc.constantFrom(...types), content: fc.object(), saved: fc.object() }),
    fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true }),
  );

  it('are ignored: any message is one of the few that there are, or nothing', () => {
    let heard = 0;
    const property = fc.property(message, (one) => {
      for (const schema of [fromWebview, toWebview, savedTab]) {
        const parsed = v.safeParse(schema, one);
        if (!parsed.success) continue;
        heard++;
        // Nothing comes along that nobody asked for.
        const known = [
          'type',
          'what',
          'content',
          'saved',
          'connectionKey',
          'campaignId',
          'position',
          'sessionId',
          'toSide',
        ];
        ok(Object.keys(parsed.output).every((key) => known.includes(key)));
        if ('what' in parsed.output) ok(copyable.includes(parsed.output.what));
        equal(Object.getPrototypeOf(parsed.output), Object.prototype);
      }
    });
    const tries = runs(10_000);
    fc.assert(property, { numRuns: tries });
    ok(heard > 0.01 * tries, String(heard));
  });

  it('that bring more than they may leave it behind', () => {
    const parsed = v.safeParse(
      fromWebview,
      JSON.parse('{"type":"copy","what":"json","__proto__":{"a":1},"command":"quit"}'),
    );
    deepEqual(parsed.output, { type: 'copy', what: 'json' });
  });
});
