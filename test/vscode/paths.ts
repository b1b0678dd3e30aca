import { fileURLToPath } from 'node:url';

/** The repository's root, with a trailing slash. */
export const repoRoot = fileURLToPath(new URL('../../', import.meta.url));

/** This folder, with a trailing slash. */
export const here = fileURLToPath(new URL('./', import.meta.url));
