import type { RequestNote } from './campaignApi.ts';

/** A request as one line of the log. */
export function requestLine({ method, origin, path, page, ms, retries, outcome }: RequestNote): string {
  const what = `${method} ${origin}${path}${page === undefined ? '' : ` (page ${page})`}`;
  const how =
    'error' in outcome ? outcome.error.replace(/\.$/u, '') : `${outcome.status}, ${outcome.bytes} bytes`;
  return `${what}: ${how} in ${Math.round(ms)} ms${retries > 0 ? `, retry ${retries}` : ''}`;
}
