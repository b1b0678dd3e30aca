import { deepEqual, equal } from 'node:assert/strict';
import { PageFeed } from '../../../src/views/campaign/pageFeed.ts';
import type { Page } from '../../../src/kore/shapes.ts';
import { pause } from '../../support/pause.ts';
import { heldPages } from '../contacts/list.ts';

/** A feed whose receiver answers when the test likes. */
function feed() {
  const held = heldPages();
  const sent: { pages: number[]; isLast: boolean; taken: (isTaken: boolean) => void }[] = [];
  let forgotten = 0;
  const made = new PageFeed<string>(
    held.pages,
    (_shape, pages: readonly Page<string>[], isLast) =>
      new Promise((resolve) => sent.push({ pages: pages.map(({ page }) => page), isLast, taken: resolve })),
    () => forgotten++,
  );
  const arrive = async (...numbers: number[]) => {
    for (const number of numbers) {
      const coming = held.pages.get(number, { priority: 'click' });
      held.asked.at(-1)?.answer();
      await coming;
    }
    await pause(1, 'promise callbacks run first');
  };
  const numbers = () => sent.map(({ pages }) => pages);
  return { ...held, feed: made, sent, numbers, arrive, forgotten: () => forgotten };
}

describe('the feed of a campaign tab', () => {
  it('sends what is here when asked to, and then what arrives', async () => {
    const { feed: made, sent, numbers, arrive, asked } = feed();
    await arrive(3, 1);
    sent.splice(0)[0]?.taken(false);
    await pause(1, 'promise callbacks run first');
    made.begin();
    await pause(1, 'promise callbacks run first');
    deepEqual(numbers(), [[1, 3]]);
    sent[0]?.taken(true);
    await arrive(2);
    deepEqual(numbers(), [[1, 3], [2]]);
    equal(asked.length, 3);
  });

  it('sends the pages in sight first, and says which are the last', async () => {
    const { feed: made, sent, numbers, arrive } = feed();
    await arrive(1, 2, 3, 4);
    made.begin([4, 3, 9]);
    sent.splice(0)[0]?.taken(true);
    await pause(1, 'promise callbacks run first');
    await arrive(5, 6);
    sent[0]?.taken(true);
    await pause(1, 'promise callbacks run first');
    deepEqual(numbers(), [
      [4, 3, 1, 2],
      [5, 6],
    ]);
    deepEqual(
      sent.map(({ isLast }) => isLast),
      [true, true],
    );
  });

  it('waits until pages were taken, and sends together what came meanwhile', async () => {
    const { sent, numbers, arrive } = feed();
    await arrive(1, 2, 3);
    deepEqual(numbers(), [[1]]);
    sent[0]?.taken(true);
    await pause(1, 'promise callbacks run first');
    deepEqual(numbers(), [[1], [2, 3]]);
  });

  it('has delivered once all that came was taken', async () => {
    const { feed: made, sent, arrive } = feed();
    await made.delivered();
    await arrive(1, 2);
    let isDelivered = false;
    const delivered = made.delivered().then(() => (isDelivered = true));
    sent[0]?.taken(true);
    await pause(1, 'promise callbacks run first');
    equal(isDelivered, false);
    sent[1]?.taken(true);
    await delivered;
  });

  it('sends nothing of what was let go', async () => {
    const { pages, sent, numbers, arrive, forgotten } = feed();
    await arrive(1, 2);
    pages.forget();
    equal(forgotten(), 1);
    sent[0]?.taken(true);
    await pause(1, 'promise callbacks run first');
    deepEqual(numbers(), [[1]]);
    await arrive(4);
    deepEqual(numbers(), [[1], [4]]);
  });

  it('sends nothing that was let go while it was read, however far that was', async () => {
    for (let turns = 0; turns < 8; turns++) {
      const { pages, sent, numbers, arrive } = feed();
      await arrive(1, 2);
      sent[0]?.taken(true);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      const sentBefore = numbers().length;
      pages.forget();
      await pause(1, 'promise callbacks run first');
      equal(numbers().length, sentBefore, `after ${turns} turns`);
    }
  });

  it('begins anew for a page that was loaded while it sent to the one before', async () => {
    const { feed: made, sent, numbers, arrive } = feed();
    await arrive(1, 2);
    made.begin();
    sent[0]?.taken(false);
    await pause(1, 'promise callbacks run first');
    deepEqual(numbers(), [[1], [1, 2]]);
  });

  it('sends nothing more once it is ended', async () => {
    const { feed: made, sent, numbers, arrive } = feed();
    await arrive(1, 2);
    made.dispose();
    sent[0]?.taken(true);
    await arrive(3);
    deepEqual(numbers(), [[1]]);
  });
});
