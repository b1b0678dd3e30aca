import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { ScrollScale } from '../../../media/campaign/scrollScale.ts';

/** Rows of 24 pixels in a window of 600, drawn in an element of 10,000 at most. */
function scaleOf(rows: number, tallest = 10_000): ScrollScale {
  const scale = new ScrollScale(tallest);
  scale.resize(rows * 24, 600);
  return scale;
}

describe('scrolling a table', () => {
  it('is one to one where all rows fit into an element', () => {
    const scale = scaleOf(400);
    scale.scrolledTo(5_000.5);
    deepEqual([scale.top, scale.drawnAt(4_800), scale.height], [5_000.5, 4_800, 9_600]);
    scale.moveTo(1e9);
    equal(scale.scrollTop, 9_000);
  });

  it('reaches the last row of a million and a half at any device pixel ratio', () => {
    const scale = new ScrollScale();
    scale.resize(1_500_000 * 24, 600);
    ok(scale.height * 11 <= 2 ** 25);
    scale.scrolledTo(scale.height - 600);
    equal(scale.top, 1_500_000 * 24 - 600);
  });

  it('reaches the end although the browser rounds where it ends', () => {
    const scale = scaleOf(10_000);
    scale.scrolledTo(9_399.5);
    ok(scale.top > 240_000 - 601);
  });

  it('shows the middle where the scroll bar is dragged to its middle', () => {
    const scale = scaleOf(10_000);
    scale.scrolledTo(4_700);
    equal(scale.top, (240_000 - 600) / 2);
    equal(scale.drawnAt(scale.top), scale.scrollTop);
  });

  it('moves by as much as the wheel does', () => {
    const scale = scaleOf(10_000);
    scale.moveTo(100_000);
    const { scrollTop } = scale;
    scale.scrolledTo(scrollTop + 100);
    equal(scale.top, 100_100);
    scale.scrolledTo(scrollTop - 100);
    equal(scale.top, 99_900);
  });

  it('keeps the exact position where the browser rounds', () => {
    const scale = scaleOf(10_000);
    scale.moveTo(123_456);
    scale.scrolledTo(Math.round(scale.scrollTop));
    equal(scale.top, 123_456);
    equal(scale.drawnAt(123_456), scale.scrollTop);
  });

  it('goes on where the wheel has reached an end of the element before that of the content', () => {
    const scale = scaleOf(10_000);
    scale.moveTo(2_400);
    for (let steps = 0; steps < 1_000; steps++) scale.scrolledTo(Math.max(0, scale.scrollTop - 100));
    equal(scale.top, 0);
    for (let steps = 0; steps < 3_000; steps++) scale.scrolledTo(Math.min(9_400, scale.scrollTop + 100));
    equal(scale.top, 239_400);
  });

  it('stays where it is when rows are added or the window changes', () => {
    const scale = scaleOf(10_000);
    scale.moveTo(120_000);
    scale.resize(480_000, 800);
    equal(scale.top, 120_000);
    scale.resize(24_000, 800);
    equal(scale.top, 23_200);
    scale.resize(480, 800);
    deepEqual([scale.top, scale.scrollTop], [0, 0]);
  });

  it('never leaves the content, and always draws the top row at the top', () => {
    const move = fc.oneof(
      fc.record({ to: fc.double({ min: 0, max: 1, noNaN: true }) }),
      fc.record({ by: fc.integer({ min: -600, max: 600 }) }),
      fc.record({ row: fc.integer({ min: 0, max: 10_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        const scale = scaleOf(10_000);
        for (const one of moves) {
          if ('row' in one) scale.moveTo(one.row * 24);
          else if ('to' in one) scale.scrolledTo(one.to * 9_400);
          else scale.scrolledTo(Math.min(9_400, Math.max(0, scale.scrollTop + one.by)));
          ok(scale.top >= 0 && scale.top <= 239_400);
          ok(scale.scrollTop >= 0 && scale.scrollTop <= 9_400);
          ok(Math.abs(scale.drawnAt(scale.top) - scale.scrollTop) < 1e-6);
        }
      }),
      { numRuns: 200 },
    );
  });
});
