/**
 * How often a property is tried: a tenth of the full number in `npm test`, so that it's soon over, and all of it in
 * `npm run test:long`.
 */
export function runs(full: number): number {
  return process.env['TEST_LONG'] === undefined ? Math.ceil(full / 10) : full;
}
