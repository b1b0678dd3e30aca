import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import * as v from 'valibot';
import type { Connection } from '../../../src/connections/connection.ts';
import { CompactStore } from '../../../src/contacts/compactStore.ts';
import { exportWriter, fieldsOf } from '../../../src/contacts/export.ts';
import { contactFields } from '../../../src/contacts/fields.ts';
import { matcher } from '../../../src/contacts/find.ts';
import { outcomeGroup, outcomeText } from '../../../src/contacts/outcome.ts';
import { failureIn, readBody } from '../../../src/kore/answers.ts';
import { KoreError } from '../../../src/kore/errors.ts';
import { readContactsPage, type Contact, type Page } from '../../../src/kore/shapes.ts';
import { contactContent, copiedText } from '../../../src/views/contactDetails/content.ts';
import { toWebview, type Copyable } from '../../../src/views/contactDetails/messages.ts';
import { runs } from '../../support/runs.ts';
import { firstPage } from '../kore/api.ts';
import { noOverflow } from '../contacts/list.ts';
import { contactsAnswer, noAnswer } from './answers.ts';
import { rowsOfCsv } from './csv.ts';

const connection: Connection = {
  name: 'Customer care',
  origin: 'https://platform.kore.ai',
  streamId: 'st-1',
  accountId: '1',
  clientId: 'cs-1',
  signIn: 'secret',
  algorithm: 'HS256',
};
const exportFormats = ['csv', 'json', 'ndjson', 'sessionIds'] as const;
const copyables: readonly Copyable[] = [...contactFields.map(({ apiName }) => apiName), 'json', 'campaignId'];

/** What an answer's text is taken for, all the way from the network; the error, where it is refused. */
function read(text: string): Page<Contact> | KoreError {
  const answer = { status: 200, headers: {}, text, bytes: text.length };
  try {
    const body = readBody(answer);
    return failureIn(answer, body, connection) ?? readContactsPage(body?.data, firstPage);
  } catch (error) {
    if (error instanceof KoreError) return error;
    throw error;
  }
}

/** The rows that were served, as JSON, whatever they are. */
function rowsIn(text: string): unknown[] {
  return (JSON.parse(text) as { data: { results: unknown[] } }).data.results;
}

function shown(contact: Contact) {
  const campaign = { id: 'cd-1', name: 'Reminders' };
  return { connection, campaign, position: 1, total: undefined, contact, fetchedAt: 0 };
}

describe('lies about contacts', function () {
  this.timeout(120_000);
  let refused = 0;
  let rows = 0;

  it('in any answers: no crash, no row dropped, none made up', () => {
    const property = fc.property(contactsAnswer, (text) => {
      const page = read(text);
      if (page instanceof KoreError) {
        refused++;
        ok(['notAnApiAnswer', 'serverFailed', 'rateLimited'].includes(page.kind), page.kind);
        ok(page.message.length < 300);
        return;
      }
      const served = rowsIn(text);
      deepEqual(
        page.items.map((contact) => JSON.stringify(contact.served)),
        served.map((row) => JSON.stringify(row)),
      );
      for (const contact of page.items) isSound(contact);
      isKept(page);
      isExported(page);
      rows += served.length;
    });
    const tries = runs(10_000);
    fc.assert(property, { numRuns: tries });
    // Most of them must be read, or nothing was tried.
    ok(refused < 0.4 * tries && rows > 0.8 * tries, `${refused} refused, ${rows} rows`);
    ok(!('polluted' in {}) && Object.keys(Object.prototype).length === 0);
  });

  it('in place of answers: an error that says so', () => {
    const property = fc.property(noAnswer, (text) => {
      const page = read(text);
      if (page instanceof KoreError) ok(page.message.length < 300);
      else for (const contact of page.items) isSound(contact);
    });
    fc.assert(property, { numRuns: runs(10_000) });
  });

  /** What is shown, copied and found of a contact is text, whatever was served. */
  function isSound(contact: Contact): void {
    const { served, numberOfAttemptsSoFar, agentDispositionCodes, ...texts } = contact;
    ok(Object.values(texts).every((text) => typeof text === 'string'));
    ok(agentDispositionCodes.every((code) => typeof code === 'string' && code !== ''));
    ok(numberOfAttemptsSoFar === undefined || Number.isSafeInteger(numberOfAttemptsSoFar));
    ok(contactFields.every(({ text }) => typeof text(contact) === 'string'));
    equal(typeof outcomeText(contact), 'string');
    ok(/^[a-zA-Z]+$/u.test(outcomeGroup(contact)));
    matcher('__proto__')?.(contact);

    const saved = { connectionKey: 'a', campaignId: 'b', position: 1, sessionId: 'c', toSide: false };
    const content = contactContent(shown(contact), (text) => text);
    ok(v.is(toWebview, { type: 'show', content, saved }));
    equal(copiedText(shown(contact), 'json'), JSON.stringify(served, undefined, 2));
    ok(copyables.every((what) => typeof copiedText(shown(contact), what) === 'string'));
  }

  /** A page that was put away and taken out again is the same. */
  function isKept(page: Page<Contact>): void {
    const store = new CompactStore(noOverflow);
    store.set(page);
    kept.push(store.get(page.page).then((again) => equal(JSON.stringify(again), JSON.stringify(page))));
  }
  const kept: Promise<void>[] = [];
  afterEach(() => Promise.all(kept.splice(0)));

  /** Each row is in an export once, in its order. */
  function isExported({ items }: Page<Contact>): void {
    if (items.length === 0) return;
    for (const format of exportFormats) {
      const writer = exportWriter(format, fieldsOf(format));
      const text = writer.begin + writer.rows(items) + writer.end;
      if (format === 'json') {
        equal((JSON.parse(text) as unknown[]).length, items.length);
      } else if (format === 'ndjson') {
        const read = text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown);
        equal(read.length, items.length);
      } else if (format === 'csv') {
        const [, ...cells] = rowsOfCsv(text);
        equal(cells.length, items.length);
        for (const row of cells) {
          equal(row.length, contactFields.length);
          ok(!row.some((cell) => /^[\s\p{Cc}\p{Cf}]*[=+@-]/u.test(cell)), JSON.stringify(row));
        }
      }
    }
  }
});
