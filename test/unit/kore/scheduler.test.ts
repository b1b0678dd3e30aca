import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { RequestScheduler } from '../../../src/kore/scheduler.ts';
import type { Priority, Turn } from '../../../src/kore/scheduler.ts';
import { pause } from '../../support/pause.ts';
import { failureOf } from './api.ts';

const second = 1_000;
/** How much later than its turn a task may note its time on a busy machine, in ms. */
const jitter = 15;

/** Those of the tests' own tasks that wait at the end of a test; a timer would keep the process running for them. */
const over: AbortController[] = [];

function untilOver(): AbortSignal {
  const abort = new AbortController();
  over.push(abort);
  return abort.signal;
}

/** A scheduler, what it has started so far, and when. */
function scheduling(
  ceiling: number | (() => number),
  windowMs = 60 * second,
  patience = { click: 60 * second, background: 900 * second },
) {
  const asked = typeof ceiling === 'number' ? () => ceiling : ceiling;
  const scheduler = new RequestScheduler(asked, windowMs, patience);
  const started: string[] = [];
  const times: number[] = [];
  const ends: (() => void)[] = [];
  let underWay = 0;
  let mostUnderWay = 0;

  /** Queues a task that ends at once, or when `ends` says so. */
  function queue(
    name: string,
    turn: Turn | Priority,
    { lasting = false, signal = untilOver() } = {},
  ): Promise<void> {
    const run = scheduler.run(typeof turn === 'string' ? { priority: turn } : turn, signal, async () => {
      started.push(name);
      times.push(performance.now());
      mostUnderWay = Math.max(mostUnderWay, ++underWay);
      await (lasting ? new Promise<void>((resolve) => ends.push(resolve)) : Promise.resolve());
      underWay--;
    });
    run.catch(() => undefined);
    return run;
  }

  const queueMany = (
    count: number,
    priority: Priority,
    options?: { lasting?: boolean; signal?: AbortSignal },
  ) => Array.from({ length: count }, (_, index) => queue(`${priority} ${index + 1}`, priority, options));

  return { scheduler, started, times, ends, queue, queueMany, most: () => mostUnderWay };
}

const settled = () => pause(5, 'promise callbacks run, and tasks start');
const slowDown = new Error('asked to slow down');

describe('scheduler', () => {
  afterEach(() => over.splice(0).forEach((abort) => abort.abort(over)));

  describe('ceiling', () => {
    it('lets the first ones go at once, as many as it allows', async () => {
      const { started, queueMany } = scheduling(10);
      void queueMany(15, 'click');
      await settled();
      equal(started.length, 10);
    });

    it('is kept in any window', async () => {
      const window = 120;
      const { times, queueMany } = scheduling(10, window);
      await Promise.all([...queueMany(14, 'click'), ...queueMany(14, 'background')]);
      equal(times.length, 28);
      const spans = times.slice(10).map((time, index) => time - (times[index] ?? 0));
      ok(Math.min(...spans) >= window - jitter, String(spans));
    });

    it('is kept where the starts are spread over the window', async () => {
      const window = 600;
      const { times, queue } = scheduling(2, window);
      const all = [queue('a', 'click')];
      await pause(300, 'the window is half over');
      all.push(queue('b', 'click'), queue('c', 'click'), queue('d', 'click'));
      await Promise.all(all);
      const [a = 0, b = 0, c = 0, d = 0] = times;
      ok(
        b - a < 450 && c - a >= window - jitter && c - a < window + 250 && d - b >= window - jitter,
        String(times),
      );
    });

    it('of one lets one go in a window, whatever its priority', async () => {
      const { times, queue } = scheduling(1, 80);
      await Promise.all([queue('a', 'background'), queue('b', 'background'), queue('c', 'click')]);
      ok(
        times.slice(1).every((time, index) => time - (times[index] ?? 0) >= 80 - jitter),
        String(times),
      );
    });

    it('counts what failed', async () => {
      const { scheduler, started, queue } = scheduling(1);
      await rejects(
        scheduler.run({ priority: 'click' }, untilOver(), () => Promise.reject(new Error('broken'))),
        /broken/u,
      );
      void queue('a', 'click');
      await settled();
      deepEqual(started, []);
    });

    it('that is raised lets more go at once', async () => {
      let ceiling = 1;
      const { scheduler, started, queueMany } = scheduling(() => ceiling);
      void queueMany(5, 'click');
      await settled();
      equal(started.length, 1);
      ceiling = 3;
      scheduler.startNext();
      await settled();
      equal(started.length, 3);
    });

    it('that is lowered holds for what waits', async () => {
      let ceiling = 5;
      const window = 150;
      const { times, queueMany } = scheduling(() => ceiling, window);
      const all = queueMany(8, 'click');
      await pause(20, 'the first tasks start');
      ceiling = 2;
      await Promise.all(all);
      const [, , , fourth = 0, fifth = 0, sixth = 0, seventh = 0, eighth = 0] = times;
      ok(
        sixth - fourth >= window - jitter &&
          seventh - fifth >= window - jitter &&
          eighth - sixth >= window - jitter,
      );
    });

    it('leaves nothing waiting when it is reached again and again', async () => {
      const { started, queueMany } = scheduling(3, 15);
      await Promise.all(queueMany(20, 'background'));
      equal(started.length, 20);
    });
  });

  describe('priority', () => {
    it('keeps the order within each', async () => {
      const { started, queueMany } = scheduling(100);
      await Promise.all([...queueMany(3, 'background'), ...queueMany(3, 'click')]);
      deepEqual(
        started.filter((name) => name.startsWith('click')),
        ['click 1', 'click 2', 'click 3'],
      );
      deepEqual(
        started.filter((name) => name.startsWith('background')),
        ['background 1', 'background 2', 'background 3'],
      );
    });

    it('lets a click pass what waits in the background', async () => {
      const { started, ends, queue, queueMany } = scheduling(100);
      void queueMany(10, 'background', { lasting: true });
      void queue('click', 'click');
      await settled();
      deepEqual(started, ['background 1', 'background 2', 'background 3', 'background 4', 'click']);
      ends[0]?.();
      await settled();
      equal(started.at(-1), 'background 5');
    });

    it('reserves a fifth of the window for clicks', async () => {
      const { started, queueMany } = scheduling(10);
      void queueMany(20, 'background');
      await settled();
      equal(started.length, 8);
      void queueMany(5, 'click');
      await settled();
      deepEqual(started.slice(8), ['click 1', 'click 2']);
    });

    it('lets clicks use the whole window', async () => {
      const { started, queueMany } = scheduling(10);
      void queueMany(20, 'click');
      await settled();
      equal(started.length, 10);
    });

    it('that is raised while waiting counts at once', async () => {
      const { scheduler, started, queueMany, queue } = scheduling(10);
      const turn: Turn = { priority: 'background' };
      void queueMany(12, 'background');
      void queue('raised', turn);
      await settled();
      equal(started.length, 8);
      turn.priority = 'click';
      scheduler.startNext();
      await settled();
      deepEqual(started.slice(8), ['raised']);
    });

    it('wakes a click as soon as the whole window has a place', async () => {
      const window = 100;
      const { times, started, queueMany } = scheduling(5, window);
      await Promise.all([...queueMany(5, 'click'), ...queueMany(1, 'click'), ...queueMany(1, 'background')]);
      equal(started[5], 'click 1');
      ok((times[5] ?? 0) - (times[0] ?? 0) < window + 40);
    });
  });

  describe('under way', () => {
    it('are six at most', async () => {
      const { ends, queueMany, most, started } = scheduling(100);
      void queueMany(20, 'click', { lasting: true });
      await settled();
      equal(started.length, 6);
      ends[0]?.();
      ends[1]?.();
      await settled();
      equal(started.length, 8);
      equal(most(), 6);
    });

    it('are four in the background at most', async () => {
      const { started, ends, queueMany } = scheduling(100);
      void queueMany(20, 'background', { lasting: true });
      await settled();
      equal(started.length, 4);
      ends[0]?.();
      await settled();
      equal(started.length, 5);
    });

    it('are given back by a task that fails', async () => {
      const { scheduler, started, queue } = scheduling(100);
      const failing = () => Promise.reject(new Error('broken'));
      await Promise.all(
        Array.from({ length: 10 }, () =>
          failureOf(scheduler.run({ priority: 'click' }, untilOver(), failing)),
        ),
      );
      await queue('a', 'background');
      deepEqual(started, ['a']);
    });

    it('give what their task gives', async () => {
      equal(
        await scheduling(1).scheduler.run({ priority: 'click' }, untilOver(), () => Promise.resolve(7)),
        7,
      );
    });
  });

  describe('hold', () => {
    it('starts nothing meanwhile, and then goes on', async () => {
      const { scheduler, times, queueMany } = scheduling(100);
      const before = performance.now();
      scheduler.holdFor(100, slowDown);
      await Promise.all([...queueMany(2, 'click'), ...queueMany(2, 'background')]);
      ok(
        times.every((time) => time - before >= 98 && time - before < 300),
        String(times),
      );
    });

    it('holds back what waits already', async () => {
      const { scheduler, times, queueMany } = scheduling(1, 60);
      const all = queueMany(2, 'click');
      const before = performance.now();
      scheduler.holdFor(150, slowDown);
      await Promise.all(all);
      ok((times[1] ?? 0) - before >= 149);
    });

    it('is told while it lasts', async () => {
      const { scheduler } = scheduling(100);
      const held = () => scheduler.msHeldBack;
      equal(held(), 0);
      scheduler.holdFor(80, slowDown);
      ok(held() > 50 && held() <= 80, String(held()));
      await pause(90, 'the hold is over');
      equal(held(), 0);
    });

    it('is not believed beyond an hour', () => {
      const { scheduler } = scheduling(100);
      scheduler.holdFor(24 * 3_600 * second, slowDown);
      ok(scheduler.msHeldBack <= 3_600 * second);
    });

    it('is not shortened by a shorter one', async () => {
      const { scheduler, times, queue } = scheduling(100);
      const before = performance.now();
      scheduler.holdFor(120, slowDown);
      scheduler.holdFor(10, slowDown);
      await queue('a', 'click');
      ok((times[0] ?? 0) - before >= 119);
    });
  });

  describe('patience', () => {
    const minute = 60 * second;

    it('is a minute for a click, and a quarter of an hour in the background', async () => {
      const { scheduler, started, queue } = scheduling(100);
      scheduler.holdFor(minute + 500, slowDown);
      const background = queue('background', 'background');
      equal(await failureOf(queue('click', 'click')), slowDown);
      scheduler.holdFor(15 * minute + 500, slowDown);
      equal(await failureOf(background), slowDown);
      deepEqual(started, []);
    });

    it('bears a hold that is just as long', async () => {
      const { scheduler, queue } = scheduling(100, minute, { click: 100, background: 100 });
      scheduler.holdFor(99, slowDown);
      await queue('click', 'click');
    });

    it('is that of a click once the priority is raised', async () => {
      const { scheduler, started, queue } = scheduling(100);
      const turn: Turn = { priority: 'background' };
      scheduler.holdFor(2 * minute, slowDown);
      const raised = queue('raised', turn);
      await settled();
      turn.priority = 'click';
      scheduler.startNext();
      equal(await failureOf(raised), slowDown);
      deepEqual(started, []);
    });

    it('counts from when the service put it off first', async () => {
      const { scheduler } = scheduling(100);
      const run = (priority: Priority, putOffSince?: number) =>
        scheduler.run({ priority }, untilOver(), () => Promise.resolve(), putOffSince);
      const since = performance.now() - 50 * second;
      scheduler.holdFor(20 * second, slowDown);
      equal(await failureOf(run('click', since)), slowDown);
      const later = [run('click'), run('background', since)].map((waiting) =>
        Promise.race([waiting, pause(30, 'a task that may run would run by then').then(() => 'waits')]),
      );
      deepEqual(await Promise.all(later), ['waits', 'waits']);
      over.splice(0).forEach((abort) => abort.abort(over));
    });

    it('that ends for one leaves the others waiting', async () => {
      const { scheduler, started, queue } = scheduling(100, minute, { click: 30, background: 200 });
      scheduler.holdFor(100, slowDown);
      const background = queue('background', 'background');
      equal(await failureOf(queue('click', 'click')), slowDown);
      await background;
      deepEqual(started, ['background']);
    });
  });

  describe('cancel', () => {
    const reason = new Error('cancelled by the person');

    it('before it is queued runs nothing', async () => {
      const { started, queue } = scheduling(10);
      equal(await failureOf(queue('a', 'click', { signal: AbortSignal.abort(reason) })), reason);
      deepEqual(started, []);
    });

    it('while waiting leaves the others their places', async () => {
      const { scheduler, started, queue } = scheduling(1, 80);
      const abort = new AbortController();
      const all = [queue('a', 'click')];
      const left = failureOf(queue('left', 'click', { signal: abort.signal }));
      all.push(queue('b', 'click'));
      abort.abort(reason);
      equal(await left, reason);
      await Promise.all(all);
      deepEqual(started, ['a', 'b']);
      equal(scheduler.estimate(0), 0);
    });

    it('while waiting uses no place in the window', async () => {
      const { started, queue } = scheduling(2);
      void queue('a', 'click');
      const abort = new AbortController();
      void queue('b', 'click');
      const left = failureOf(queue('left', 'click', { signal: abort.signal }));
      abort.abort(reason);
      await left;
      deepEqual(started, ['a', 'b']);
    });

    it('after the start is the task’s own affair, and costs nobody a place', async () => {
      const { started, ends, queue, queueMany } = scheduling(100);
      const abort = new AbortController();
      const running = queue('a', 'background', { lasting: true, signal: abort.signal });
      void queueMany(3, 'background', { lasting: true });
      const waiting = queue('b', 'background');
      await settled();
      abort.abort(reason);
      ends[0]?.();
      await Promise.all([running, waiting]);
      equal(started.at(-1), 'b');
    });
  });

  describe('estimate', () => {
    it('is nothing for what goes at once', () => {
      const { scheduler } = scheduling(50);
      deepEqual(
        [0, 1, 40].map((requests) => scheduler.estimate(requests)),
        [0, 0, 0],
      );
    });

    it('is a window for each time that the window has to pass', () => {
      const { scheduler } = scheduling(50);
      const windows = [41, 80, 81, 1_000].map((requests) =>
        Math.round(scheduler.estimate(requests) / 60_000),
      );
      deepEqual(windows, [1, 1, 2, 24]);
    });

    it('counts what has been used of the window', async () => {
      const { scheduler, queueMany } = scheduling(10, 10 * second);
      await Promise.all(queueMany(6, 'background'));
      equal(scheduler.estimate(2), 0);
      const three = scheduler.estimate(3);
      ok(three > 9 * second && three <= 10 * second, String(three));
      await pause(100, 'the window moves on');
      ok(scheduler.estimate(3) < three - 90);
    });

    it('is right where clicks took more than the background may have', async () => {
      const { scheduler, queueMany } = scheduling(10, 10 * second);
      await Promise.all(queueMany(10, 'click'));
      equal(scheduler.estimate(0), 0);
      const one = scheduler.estimate(1);
      ok(one > 9 * second && one <= 10 * second, String(one));
    });

    it('counts the hold', () => {
      const { scheduler } = scheduling(50);
      scheduler.holdFor(12 * second, slowDown);
      const seconds = [0, 1, 40, 41].map((requests) => Math.round(scheduler.estimate(requests) / second));
      deepEqual(seconds, [0, 12, 12, 72]);
    });

    it('counts nothing of the window that the hold outlasts', async () => {
      const { scheduler, queueMany } = scheduling(10, second);
      await Promise.all(queueMany(8, 'background'));
      scheduler.holdFor(5 * second, slowDown);
      equal(Math.round(scheduler.estimate(8) / second), 5);
    });

    it('agrees with what happens', async () => {
      const { scheduler, queueMany, times } = scheduling(5, 400);
      const expected = scheduler.estimate(11);
      const before = performance.now();
      await Promise.all(queueMany(11, 'background'));
      const taken = (times.at(-1) ?? 0) - before;
      ok(taken > expected - 5 && taken < expected + 350, `${taken} instead of ${expected}`);
    });
  });

  it('gives the place back of a task that throws at once', async () => {
    const { scheduler, queue } = scheduling(100);
    for (let count = 0; count < 10; count++) {
      const throwing = () => {
        throw new Error('broken');
      };
      await rejects(scheduler.run({ priority: 'click' }, untilOver(), throwing), /broken/u);
    }
    await queue('a', 'click');
  });

  it('keeps no timer once nothing waits', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    // Mocha sets its own first.
    await settled();
    const before = timers();
    const { queueMany } = scheduling(1);
    const abort = new AbortController();
    const left = queueMany(3, 'click', { signal: abort.signal }).slice(1).map(failureOf);
    await settled();
    equal(timers(), before + 1);
    abort.abort(new Error('left'));
    await Promise.all(left);
    equal(timers(), before);
  });
});
