import type { ConnectionNode } from './nodes.ts';

/** In ms: Node takes a longer time for none at all. */
const longestTimer = 2 ** 31 - 1;

/** Calls when the next ready-made token ends, so that the side bar tells it without being asked. */
export class TokenWatch {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly ended: () => void) {}

  /** Watches the tokens of these connections instead of those before. */
  watch(owners: readonly ConnectionNode[]): void {
    clearTimeout(this.timer);
    const waits = owners.map(({ tokenEnd = 0 }) => tokenEnd - Date.now()).filter((wait) => wait > 0);
    const wait = Math.min(...waits);
    if (wait <= longestTimer) this.timer = setTimeout(this.ended, wait);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}
