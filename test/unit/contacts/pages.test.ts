import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { Pages } from '../../../src/contacts/pages.ts';
import { PlainStore } from '../../../src/contacts/pageStore.ts';
import { failureOf } from '../kore/api.ts';
import { heldPages } from './list.ts';

const click = { priority: 'click' } as const;
const background = { priority: 'background' } as const;
const reason = new Error('cancelled by the person');
const settled = () => new Promise(setImmediate);

describe('pages', () => {
  it('ask once, however many want the same page at once', async () => {
    const { pages, asked } = heldPages();
    const all = Array.from({ length: 5 }, () => pages.get(1, click));
    equal(asked.length, 1);
    asked[0]?.answer();
    const [first, ...others] = await Promise.all(all);
    ok(others.every((other) => other === first));
  });

  it('ask for nothing that is here', async () => {
    const { pages, asked } = heldPages();
    const first = pages.get(3, click);
    asked[0]?.answer();
    equal(await pages.get(3, background), await first);
    equal(asked.length, 1);
    equal(await pages.peek(3), await first);
    deepEqual([pages.count, await pages.peek(1)], [1, undefined]);
  });

  it('ask with a page, its size and the urgency', () => {
    const { pages, asked } = heldPages(() => 25);
    void pages.get(3, background);
    deepEqual([asked[0]?.page, asked[0]?.limit, asked[0]?.turn.priority], [3, 25, 'background']);
  });

  it('know no shape before a page is here, then that of the latest', async () => {
    const { pages, asked } = heldPages();
    equal(pages.shape, undefined);
    const all = [pages.get(1, click), pages.get(2, click)];
    asked[1]?.answer({ totalPages: 10, totalResults: 1_000 });
    asked[0]?.answer({ totalPages: 11, totalResults: undefined });
    await Promise.all(all);
    deepEqual(pages.shape, { limit: 100, totalPages: 11, totalResults: undefined });
  });

  describe('cancel', () => {
    it('of one leaves the page to the others', async () => {
      const { pages, asked } = heldPages();
      const abort = new AbortController();
      const left = failureOf(pages.get(1, { ...click, signal: abort.signal }));
      const stays = pages.get(1, click);
      abort.abort(reason);
      equal(await left, reason);
      equal(asked[0]?.signal.aborted, false);
      asked[0].answer();
      equal((await stays).page, 1);
    });

    it('of the last ends the request', async () => {
      const { pages, asked } = heldPages();
      const [one, two] = [new AbortController(), new AbortController()];
      const left = [one, two].map(({ signal }) => failureOf(pages.get(1, { ...click, signal })));
      one.abort(reason);
      await settled();
      equal(asked[0]?.signal.aborted, false);
      two.abort(reason);
      deepEqual(await Promise.all(left), [reason, reason]);
      equal(asked[0].signal.aborted, true);
      equal(pages.count, 0);
    });

    it('before asking asks for nothing, not even for what is here', async () => {
      const { pages, asked } = heldPages();
      equal(await failureOf(pages.get(1, { ...click, signal: AbortSignal.abort(reason) })), reason);
      equal(asked.length, 0);
    });

    it('does not spoil asking again, nor doubles it', async () => {
      const { pages, asked } = heldPages();
      const abort = new AbortController();
      const left = failureOf(pages.get(1, { ...click, signal: abort.signal }));
      abort.abort(reason);
      await left;
      const again = pages.get(1, click);
      await settled();
      const third = pages.get(1, click);
      equal(asked.length, 2);
      asked[1]?.answer();
      equal(await again, await third);
    });

    it('comes too late once the page is here', async () => {
      const { pages, asked } = heldPages();
      const abort = new AbortController();
      const got = pages.get(1, { ...click, signal: abort.signal });
      asked[0]?.answer();
      await got;
      abort.abort(reason);
      equal(pages.count, 1);
    });
  });

  describe('failure', () => {
    it('reaches all who wait, and is not kept', async () => {
      const { pages, asked } = heldPages();
      const failures = Promise.all([failureOf(pages.get(1, click)), failureOf(pages.get(1, click))]);
      const broken = new Error('broken');
      asked[0]?.fail(broken);
      deepEqual(await failures, [broken, broken]);
      const again = pages.get(1, click);
      equal(asked.length, 2);
      asked[1]?.answer();
      equal((await again).page, 1);
    });

    it('of one page leaves the others', async () => {
      const { pages, asked } = heldPages();
      const [first, second] = [failureOf(pages.get(1, click)), pages.get(2, click)];
      asked[0]?.fail(new Error('broken'));
      asked[1]?.answer();
      await first;
      equal((await second).page, 2);
      equal(pages.count, 1);
    });
  });

  describe('renew', () => {
    /** Page 1 is here, with the row "old". */
    async function withOldPage() {
      const held = heldPages();
      const heard: unknown[] = [];
      held.pages.listen((change) => heard.push(change.what === 'arrived' && change.page.items));
      const got = held.pages.get(1, click);
      held.asked[0]?.answer({ items: ['old'] });
      await got;
      return { ...held, heard };
    }

    it('puts the new page in the place of the old one, which stays until then', async () => {
      const { pages, asked, heard } = await withOldPage();
      const renewed = pages.renew(1, background);
      equal(asked.length, 2);
      deepEqual((await pages.get(1, click)).items, ['old']);
      asked[1]?.answer({ items: ['new'], totalResults: 1_001 });
      deepEqual((await renewed).items, ['new']);
      deepEqual((await pages.peek(1))?.items, ['new']);
      deepEqual([pages.count, pages.shape?.totalResults], [1, 1_001]);
      deepEqual(heard, [['old'], ['new']]);
    });

    it('is shared by all who want it at once, a page that is not here yet with those who get it', async () => {
      const { pages, asked, raised } = await withOldPage();
      const both = [pages.renew(1, background), pages.renew(1, background)];
      const other = [pages.renew(2, background), pages.get(2, click)];
      equal(asked.length, 3);
      deepEqual([asked[2]?.turn.priority, raised()], ['click', 1]);
      asked[1]?.answer();
      asked[2]?.answer();
      equal(await both[0], await both[1]);
      equal(await other[0], await other[1]);
    });

    it('that fails leaves the old page, and is not kept', async () => {
      const { pages, asked } = await withOldPage();
      const broken = new Error('broken');
      const failed = failureOf(pages.renew(1, background));
      asked[1]?.fail(broken);
      equal(await failed, broken);
      deepEqual((await pages.get(1, click)).items, ['old']);
      const again = pages.renew(1, background);
      asked[2]?.answer({ items: ['new'] });
      deepEqual((await again).items, ['new']);
    });

    it('that is cancelled ends the request and leaves the old page', async () => {
      const { pages, asked } = await withOldPage();
      const abort = new AbortController();
      const left = failureOf(pages.renew(1, { ...background, signal: abort.signal }));
      abort.abort(reason);
      equal(await left, reason);
      equal(asked[1]?.signal.aborted, true);
      deepEqual((await pages.peek(1))?.items, ['old']);
      equal(await failureOf(pages.renew(1, { ...background, signal: abort.signal })), reason);
      equal(asked.length, 2);
    });

    it('fills nothing once all was let go', async () => {
      const { pages, asked } = await withOldPage();
      const renewed = pages.renew(1, background);
      pages.forget();
      asked[1]?.answer({ items: ['new'] });
      deepEqual((await renewed).items, ['new']);
      deepEqual([pages.count, pages.shape], [0, undefined]);
    });

    it('makes whole a last page that the list has grown behind', async () => {
      const { pages, asked } = heldPages();
      const last = pages.get(2, click);
      asked[0]?.answer({ totalPages: 2, totalResults: 150 });
      await last;
      const first = pages.renew(1, background);
      asked[1]?.answer({ totalPages: 2, totalResults: 160 });
      await first;
      equal(pages.has(2), false);
      const whole = pages.renew(2, background);
      asked[2]?.answer({ items: ['more'], totalPages: 2, totalResults: 160 });
      await whole;
      deepEqual((await pages.peek(2))?.items, ['more']);
    });

    it('of another size is refused, and the old page stays', async () => {
      const { pages, asked } = await withOldPage();
      const renewed = pages.renew(1, background);
      asked[1]?.answer({ items: ['new'], limit: 20 });
      await rejects(renewed, /changed the page size from 100 to 20/u);
      deepEqual([(await pages.peek(1))?.items, pages.shape?.limit], [['old'], 100]);
    });
  });

  describe('forget', () => {
    it('lets go of pages and shape', async () => {
      const { pages, asked } = heldPages();
      const got = pages.get(1, click);
      asked[0]?.answer();
      await got;
      pages.forget();
      deepEqual([pages.count, pages.shape, await pages.peek(1)], [0, undefined, undefined]);
      void pages.get(1, click);
      equal(asked.length, 2);
    });

    it('while a request is under way: it answers who waits, and fills nothing', async () => {
      const { pages, asked } = heldPages();
      const got = pages.get(1, click);
      pages.forget();
      asked[0]?.answer();
      equal((await got).page, 1);
      deepEqual([pages.count, pages.shape], [0, undefined]);
    });

    it('while a request is under way: the next who asks asks anew', async () => {
      const { pages, asked } = heldPages();
      const old = pages.get(1, click);
      pages.forget();
      const fresh = pages.get(1, click);
      equal(asked.length, 2);
      asked[1]?.answer({ items: ['fresh'] });
      asked[0]?.answer({ items: ['old'] });
      deepEqual([(await old).items, (await fresh).items], [['old'], ['fresh']]);
      deepEqual((await pages.peek(1))?.items, ['fresh']);
    });

    it('while a request is under way: its last waiter still can end it', async () => {
      const { pages, asked } = heldPages();
      const abort = new AbortController();
      const old = failureOf(pages.get(1, { ...click, signal: abort.signal }));
      pages.forget();
      const fresh = pages.get(1, click);
      asked[1]?.answer();
      await fresh;
      abort.abort(reason);
      equal(await old, reason);
      equal(asked[0]?.signal.aborted, true);
      equal(pages.count, 1);
    });

    it('while a request is under way: the cancel of the old one does not hurt the new', async () => {
      const { pages, asked } = heldPages();
      const abort = new AbortController();
      const old = failureOf(pages.get(1, { ...click, signal: abort.signal }));
      pages.forget();
      const fresh = pages.get(1, click);
      abort.abort(reason);
      await old;
      await settled();
      const third = pages.get(1, click);
      equal(asked.length, 2);
      asked[1]?.answer();
      equal(await fresh, await third);
    });

    it('takes up a changed page size', async () => {
      let size = 100;
      const { pages, asked } = heldPages(() => size);
      const got = pages.get(1, click);
      asked[0]?.answer();
      await got;
      size = 10;
      void pages.get(2, click);
      pages.forget();
      void pages.get(2, click);
      deepEqual(
        asked.map(({ limit }) => limit),
        [100, 100, 10],
      );
    });
  });

  describe('page size', () => {
    it('that the server makes smaller is taken up', async () => {
      const { pages, asked } = heldPages();
      const got = pages.get(1, click);
      asked[0]?.answer({ limit: 20 });
      await got;
      void pages.get(2, click);
      deepEqual([pages.shape?.limit, asked[1]?.limit], [20, 20]);
    });

    it('that the server makes smaller for pages already under way is taken up', async () => {
      const { pages, asked } = heldPages();
      const all = [pages.get(1, click), pages.get(2, click)];
      asked[0]?.answer({ limit: 20 });
      asked[1]?.answer({ limit: 20 });
      await Promise.all(all);
      equal(pages.count, 2);
    });

    it('that changes later is refused, since rows would repeat or be left out', async () => {
      const { pages, asked } = heldPages();
      const got = pages.get(1, click);
      asked[0]?.answer();
      await got;
      const changed = pages.get(2, click);
      asked[1]?.answer({ limit: 20 });
      await rejects(changed, {
        message: 'Kore.ai changed the page size from 100 to 20. Refresh to read the list anew.',
      });
      deepEqual([pages.count, pages.shape?.limit], [1, 100]);
    });
  });

  describe('urgency', () => {
    it('of what waits in the background is raised by a click, once', () => {
      const { pages, asked, raised } = heldPages();
      void pages.get(1, background);
      equal(raised(), 0);
      void pages.get(1, click);
      void pages.get(1, click);
      deepEqual([asked.length, asked[0]?.turn.priority, raised()], [1, 'click', 1]);
    });

    it('of a click is not lowered by the background', () => {
      const { pages, asked, raised } = heldPages();
      void pages.get(1, click);
      void pages.get(1, background);
      deepEqual([asked.length, asked[0]?.turn.priority, raised()], [1, 'click', 0]);
    });

    it('ends with the click that brought it', async () => {
      const { pages, asked } = heldPages();
      void pages.get(1, background);
      const abort = new AbortController();
      const clicked = failureOf(pages.get(1, { ...click, signal: abort.signal }));
      equal(asked[0]?.turn.priority, 'click');
      abort.abort(reason);
      await clicked;
      equal(asked[0].turn.priority, 'background');
    });

    it('needs nobody who is told', async () => {
      const pages = new Pages<string>(
        ({ page, limit }) =>
          Promise.resolve({ items: [], page, limit, totalPages: 1, totalResults: 0, fetchedAt: 0 }),
        () => 100,
        new PlainStore(),
      );
      const got = pages.get(1, background);
      equal(await pages.get(1, click), await got);
    });
  });
});
