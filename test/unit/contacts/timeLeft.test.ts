import { deepEqual } from 'node:assert/strict';
import { timeLeft } from '../../../src/contacts/timeLeft.ts';
import { RequestScheduler } from '../../../src/kore/scheduler.ts';

const slowDown = new Error('asked to slow down');

describe('the time left', () => {
  it('is not worth a word where all can start at once, or nothing is missing', () => {
    const scheduler = new RequestScheduler(() => 50);
    deepEqual(timeLeft(scheduler, 40), []);
    scheduler.holdFor(12_000, slowDown);
    deepEqual(timeLeft(scheduler, 0), []);
  });

  it('is what the ceiling makes of it', () => {
    // 40 of the 50 are for the background: 25 times as many take 24 minutes more than the first.
    const left = timeLeft(new RequestScheduler(() => 50), 1_000);
    deepEqual(left, ['about 24 minutes left: Kore.ai limits requests per minute']);
  });

  it('begins with a wait that the service has asked for', () => {
    const scheduler = new RequestScheduler(() => 50);
    scheduler.holdFor(12_000, slowDown);
    deepEqual(timeLeft(scheduler, 1), ['Kore.ai asked to wait, 12 s more']);
    deepEqual(timeLeft(scheduler, 50), [
      'Kore.ai asked to wait, 12 s more',
      'about 2 minutes left: Kore.ai limits requests per minute',
    ]);
  });

  it('tells a long wait in minutes', () => {
    const scheduler = new RequestScheduler(() => 50);
    scheduler.holdFor(300_000, slowDown);
    deepEqual(timeLeft(scheduler, 1)[0], 'Kore.ai asked to wait, 5 minutes more');
  });
});
