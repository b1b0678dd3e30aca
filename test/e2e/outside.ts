// What reaches the page from outside, and not by a person in the window: other programs, other windows, and attackers.
import type { Disposable, Locator, Page } from 'playwright-core';

/** Puts a text on the clipboard, as if a person had copied it in another program. */
export async function putOnClipboard(page: Page, text: string): Promise<void> {
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
}

/**
 * Tells the page of a webview that another window covers all of this one, or no longer does. A headless browser has
 * no windows that could cover it.
 */
export async function coverWindow(element: Locator, isCovered: boolean): Promise<void> {
  await element.evaluate<unknown, unknown>(`
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      value: '${isCovered ? 'hidden' : 'visible'}',
    });
    document.dispatchEvent(new Event('visibilitychange'));
  `);
}

/** Runs an attacker's script in the page that an element is in. */
export async function attack<T>(element: Locator, script: string): Promise<T> {
  return element.evaluate<T, unknown>(script);
}

/** Runs an attacker's script at the start of every page that is opened, webviews included, until it's disposed. */
export async function attackNewPages(page: Page, script: string): Promise<Disposable> {
  return page.addInitScript(script);
}
