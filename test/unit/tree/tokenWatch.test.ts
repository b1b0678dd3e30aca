import { equal } from 'node:assert/strict';
import { mock } from 'node:test';
import type { ConnectionNode } from '../../../src/tree/nodes.ts';
import { TokenWatch } from '../../../src/tree/tokenWatch.ts';

const day = 24 * 60 * 60 * 1_000;

describe('the watch over existing tokens', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'] }));
  afterEach(() => mock.timers.reset());

  /** Watches a token that expires after so many days the way the tree does: again after each call. */
  function watching(days: number) {
    const token = { tokenEnd: Date.now() + days * day } as ConnectionNode;
    let calls = 0;
    const watch = new TokenWatch(() => {
      calls++;
      watch.watch([token]);
    });
    watch.watch([token]);
    return { watch, calls: () => calls };
  }

  it('calls when a token expires', () => {
    const { calls } = watching(1);
    mock.timers.tick(day - 1);
    equal(calls(), 0);
    mock.timers.tick(1);
    equal(calls(), 1);
    mock.timers.tick(100 * day);
    equal(calls(), 1);
  });

  it('calls when a token expires that lives longer than any timer, and not at once', () => {
    const { calls } = watching(60);
    mock.timers.tick(1_000);
    equal(calls(), 0);
    mock.timers.tick(59 * day);
    const before = calls();
    mock.timers.tick(2 * day);
    equal(calls(), before + 1);
  });

  it('calls no more when it is disposed of', () => {
    const { watch, calls } = watching(1);
    watch.dispose();
    mock.timers.tick(2 * day);
    equal(calls(), 0);
  });
});
