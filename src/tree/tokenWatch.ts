import type { ConnectionNode } from './nodes.ts';

/** In ms: `setTimeout` fires at once for a longer time. */
const longestTimer = 2 ** 31 - 1;

/** Calls when the next existing token expires, and at least every 24 days, so that the side bar shows it without a refresh. */
export class TokenWatch {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly ended: () => void) {}

  /** Watches the tokens of these connections instead of those before. */
  watch(owners: readonly ConnectionNode[]): void {
    clearTimeout(this.timer);
    const waits = owners.map(({ tokenEnd = 0 }) => tokenEnd - Date.now()).filter((wait) => wait > 0);
    const wait = Math.min(...waits);
    if (waits.length > 0) this.timer = setTimeout(this.ended, Math.min(wait, longestTimer));
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}
