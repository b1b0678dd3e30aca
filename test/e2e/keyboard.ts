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
 * Walks through all controls of a webview with Tab, and back with Shift+Tab. Each has to show that it has the focus.
 * @param controls role and name of each, in their order
 */
export async function tour(page: Page, frame: Frame, controls: readonly string[]): Promise<void> {
  // A click on a heading focuses nothing: Tab goes on from there.
  await frame.locator('h1').first().click();
  const walked: string[] = [];
  for (const control of controls) {
    await page.keyboard.press('Tab');
    walked.push(await focused(frame));
    await showsFocus(frame, control);
  }
  assert.deepEqual(walked, controls);
  await page.keyboard.press('Tab');
  await hasFocus(frame, 'nothing');
  // VS Code's own page may have some stops behind the webview.
  for (let presses = 0; presses < 8; presses++) {
    await page.keyboard.press('Shift+Tab');
    if (await comesToHaveFocus(frame, 1_000)) break;
  }
  await hasFocus(frame, controls.at(-1) ?? '');
  const back: string[] = [];
  for (const control of controls.toReversed()) {
    back.push(await focused(frame));
    await showsFocus(frame, control);
    await page.keyboard.press('Shift+Tab');
  }
  assert.deepEqual(back, controls.toReversed());
}

async function comesToHaveFocus(frame: Frame, milliseconds: number): Promise<boolean> {
  return frame
    .locator(':focus')
    .waitFor({ state: 'attached', timeout: milliseconds })
    .then(
      () => true,
      () => false,
    );
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
