import { strict as assert } from 'node:assert';
import type { Frame, Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { hasOutline } from './inspect.ts';

/** What has the focus in a webview: its role and accessible name, such as `button "Load All"`; `nothing` where the focus is elsewhere. */
export async function focused(frame: Frame): Promise<string> {
  const control = frame.locator(':focus');
  if ((await control.count()) === 0) return 'nothing';
  const [line = ''] = (await control.ariaSnapshot()).split('\n');
  // States and content follow behind the name.
  return /^- '?(?<control>[a-z]+(?: "(?:[^"\\]|\\.)*")?)/u.exec(line)?.groups?.['control'] ?? line;
}

/** Waits until a control has the focus, by its role and name. */
export async function hasFocus(frame: Frame, control: string): Promise<void> {
  await until(`${control} to have the focus`, async () => (await focused(frame)) === control);
}

/**
 * Walks through all controls of a webview with Tab and out of it, and from its end back with Shift+Tab and out of it. Each control has to
 * show that it has the focus.
 * @param controls role and name of each, in their order
 */
export async function tour(page: Page, frame: Frame, controls: readonly string[]): Promise<void> {
  const heading = frame.locator('h1').first();
  // A click on a heading focuses nothing: Tab goes on from there.
  await heading.click();
  await walk(page, frame, 'Tab', controls);
  await page.keyboard.press('Tab');
  await hasFocus(frame, 'nothing');
  await heading.click();
  for (const control of controls) {
    await page.keyboard.press('Tab');
    await hasFocus(frame, control);
  }
  await walk(page, frame, 'Shift+Tab', controls.slice(0, -1).toReversed());
  await page.keyboard.press('Shift+Tab');
  await hasFocus(frame, 'nothing');
}

async function walk(
  page: Page,
  frame: Frame,
  key: 'Tab' | 'Shift+Tab',
  controls: readonly string[],
): Promise<void> {
  const walked: string[] = [];
  for (const control of controls) {
    await page.keyboard.press(key);
    walked.push(await focused(frame));
    await showsFocus(frame, control);
  }
  assert.deepEqual(walked, controls);
}

/** A grid draws its focus around its active cell, if it has any. */
async function showsFocus(frame: Frame, control: string): Promise<void> {
  if ((await focused(frame)) !== control) return;
  const cell = frame.locator(':focus .cell.active');
  const ring = (await cell.count()) > 0 ? cell : frame.locator(':focus');
  assert.ok(await hasOutline(ring), `${control} shows no focus`);
}

/** Presses a key of a US keyboard that types something else on the layout in use, as a key of the machine is pressed. */
export async function pressOnLayout(
  page: Page,
  {
    key,
    code,
    ctrl = true,
  }: { readonly key: string; readonly code: `Key${string}`; readonly ctrl?: boolean },
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const event = { key, code, windowsVirtualKeyCode: code.charCodeAt(3), modifiers: ctrl ? 2 : 0 };
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  await session.detach();
}
