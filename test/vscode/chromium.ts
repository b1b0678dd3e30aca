import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { ensureChromium } from './ensure-chromium.ts';

/** The size of the window, in CSS pixels. */
export const viewport = { width: 1400, height: 900 };

/**
 * Starts a headless Chromium that can reach this machine alone, installing it first where there is none.
 *
 * @param profile the folder for everything it keeps
 * @throws Error when none is found and none can be installed
 */
export async function launchChromium(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(join(profile, 'chromium'), {
    executablePath: ensureChromium(),
    artifactsDir: join(profile, 'artifacts'),
    // Its crash reporter writes into the home folder otherwise.
    env: { ...process.env, XDG_CONFIG_HOME: profile },
    viewport,
    permissions: ['clipboard-read', 'clipboard-write'],
    // When this process ends, Chromium's pipe closes and it ends too.
    handleSIGHUP: false,
    handleSIGINT: false,
    handleSIGTERM: false,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}
