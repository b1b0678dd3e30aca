// Installs what tests inside VS Code need, where it is missing: VS Code's server and a Chromium.
import { ensureChromium } from './ensure-chromium.ts';
import { ensureInstalled } from './install.ts';

try {
  ensureInstalled();
  console.log(`Chromium: ${ensureChromium()}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
