import type { Frame } from 'playwright-core';
import type { Workbench } from '../e2e/workbench.ts';
import type { Table } from './table.ts';
import { inWorkbench } from './workbench.ts';

const campaign = /^Campaign, Annual renewal 2026/u;
const ms = (value: number) => `${value.toFixed(0)} ms`;

/** Counts what arrives from the host, and tasks that keep the thread. */
const watch = `(() => {
  const seen = { messages: 0, bytes: 0, longest: 0 };
  window.benchSeen = seen;
  window.addEventListener('message', ({ data }) => {
    seen.messages++;
    seen.bytes += JSON.stringify(data)?.length ?? 0;
  });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
  }).observe({ type: 'longtask' });
})()`;

/** Scrolls from one end to the other within 300 frames. @returns the milliseconds of each */
const scroll = `(async () => {
  const grid = document.querySelector('.grid');
  const frames = [];
  let before = await new Promise(requestAnimationFrame);
  for (let frame = 1; frame <= 300; frame++) {
    grid.scrollTop = (grid.scrollHeight * frame) / 300;
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - before);
    before = now;
  }
  grid.scrollTop = 0;
  return frames;
})()`;

/** @param act a statement that makes the table show something else @returns milliseconds until it does */
const untilShown = (act: string, holds: string) => `(async () => {
  const firstRow = () => document.querySelector('.body > [aria-rowindex="2"]')?.textContent;
  const before = firstRow();
  const begin = performance.now();
  ${act};
  while (!(${holds})) await new Promise(requestAnimationFrame);
  return performance.now() - begin;
})()`;

const clickOn = (column: string) => `
  const header = document.querySelector('[data-column="${column}"]');
  header.setPointerCapture = () => undefined;
  header.dispatchEvent(new PointerEvent('pointerdown', { button: 0, bubbles: true }));
  header.dispatchEvent(new PointerEvent('pointerup', { button: 0, bubbles: true }))`;

const type = (text: string) => `
  const input = document.querySelector('.filter-text');
  input.value = '${text}';
  input.dispatchEvent(new Event('input'))`;

/** The longest task since the last call. */
async function longestTask(frame: Frame): Promise<string> {
  return ms(await frame.evaluate<number>('[benchSeen.longest, benchSeen.longest = 0][0]'));
}

/** Figures of the contacts table with 100,000 contacts in a real workbench. */
export async function contactsTable(): Promise<Table> {
  const figuresOfTable = await inWorkbench(figures);
  return {
    title: 'The contacts table with 100,000 contacts, drawn by software',
    rows: Object.entries(figuresOfTable).map(([what, value]) => ({ what, value })),
  };
}

async function figures(workbench: Workbench): Promise<Record<string, string>> {
  await workbench.tree.scrollTo(campaign);
  await workbench.tree.row(campaign).hover();
  const action = workbench.tree.row(campaign).getByRole('button', { name: 'Open Contacts Table' });
  await action.waitFor();
  const clicked = performance.now();
  await action.click();
  await workbench.webview.locator('.body > .row').first().waitFor();
  const firstRows = performance.now() - clicked;

  const grid = await workbench.webview.locator('.grid').elementHandle();
  const frame = await grid.ownerFrame();
  if (!frame) throw new Error('The table has no frame.');
  await frame.evaluate(watch);
  const heap = () => frame.evaluate<number>('performance.memory.usedJSHeapSize');
  const heapBefore = await heap();
  const begin = performance.now();
  await frame.getByRole('button', { name: 'Load All' }).click();
  await frame
    .locator('.counts')
    .filter({ hasText: /^100,000 contacts/u })
    .waitFor({ timeout: 300_000 });
  const loading = performance.now() - begin;
  const { messages, bytes } = await frame.evaluate<{ messages: number; bytes: number }>('benchSeen');
  const loadingTask = await longestTask(frame);
  const heapAfter = await heap();

  const frames = await frame.evaluate<number[]>(scroll);
  const scrollTask = await longestTask(frame);
  const sorted = frames.sort((a, b) => a - b);
  const shows = 'firstRow() !== before';
  const sortUnique = await frame.evaluate<number>(untilShown(clickOn('botSessionId'), shows));
  const sortUniqueTask = await longestTask(frame);
  const sortFew = await frame.evaluate<number>(untilShown(clickOn('dialerOutcome'), shows));
  const sortFewTask = await longestTask(frame);
  const isMatching = "document.querySelector('.counts').textContent.includes('match')";
  const filter = await frame.evaluate<number>(untilShown(type('callback'), isMatching));
  const filterTask = await longestTask(frame);
  return {
    'click to first rows': ms(firstRows),
    'loading all 100,000 (rate limit out of the way)': `${ms(loading)}, longest task ${loadingTask}`,
    'messages and bytes to the webview': `${messages}, ${(bytes / 1e6).toFixed(1)} MB`,
    "webview's heap before and with all": `${(heapBefore / 1e6).toFixed(0)} MB, ${(heapAfter / 1e6).toFixed(0)} MB`,
    'scrolling 100,000 rows in 300 frames': `${ms(sorted[150] ?? NaN)} a frame in the median, ${ms(sorted.at(-1) ?? NaN)} at most, longest task ${scrollTask}`,
    'sort by session ID (68,115 values)': `${ms(sortUnique)}, longest task ${sortUniqueTask}`,
    'sort by dialer outcome (10 values)': `${ms(sortFew)}, longest task ${sortFewTask}`,
    'filter by text (150 ms of rest after typing included)': `${ms(filter)}, longest task ${filterTask}`,
  };
}
