import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for everything that a run writes, removed at its end. */
export const temp = mkdtempSync(join(tmpdir(), 'kore-bench-'));
process.once('exit', () => rmSync(temp, { recursive: true, force: true, maxRetries: 5 }));
