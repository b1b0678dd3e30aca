import type { Page } from 'playwright-core';

/** Puts a text on the clipboard before a test, as if a person had copied it somewhere else. */
export async function putOnClipboard(page: Page, text: string): Promise<void> {
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
}
