import { join } from 'node:path';
import { repoRoot } from '../vscode/paths.ts';

/** The PNG file of a named picture, as an absolute path. */
export function screenshotPath(name: string): string {
  // File systems take 255 bytes.
  const file = name
    .replace(/[^\w-]+/g, '-')
    .toLowerCase()
    .slice(0, 200);
  return join(repoRoot, 'out/screenshots', `${file}.png`);
}

/** The picture of a test that failed. @param fullTitle with those of its describe blocks */
export function failureScreenshot(fullTitle: string): string {
  return screenshotPath(`failed ${fullTitle}`);
}
