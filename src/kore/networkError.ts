import { asError, KoreError } from './errors.ts';

/** Sent again, such a request may well succeed: the connection broke under it. */
const broken = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']);

/** What was thrown below HTTP, or by the reading of an answer. @param unsent see {@link KoreError.unsent} */
export function networkError(error: unknown, unsent = false): KoreError {
  const { code, said } = read(error);
  const refused = proxyStatus(error);
  if (refused === 407) return new KoreError('proxyAuthentication', { status: refused, unsent });
  if (refused !== undefined)
    return new KoreError('proxyFailed', { said: `it answered with status ${refused}`, unsent });
  if (isTimeout(code)) return new KoreError('timedOut', { said, passing: true, unsent });
  if (/CERT|UNABLE_TO_VERIFY|INVALID_CA/u.test(said))
    return new KoreError('untrustedCertificate', { said, unsent });
  // What came was not compressed as it said, or no HTTP at all.
  if (code.startsWith('Z_') || (error instanceof Error && error.name === 'HTTPParserError'))
    return new KoreError('notAnApiAnswer', { said });
  return new KoreError('unreachable', { said, passing: broken.has(code), unsent });
}

/** What was thrown while the proxy itself was being connected to. */
export function proxyError(error: unknown): KoreError {
  const { code, said } = read(error);
  return new KoreError('proxyFailed', { said, passing: broken.has(code) || isTimeout(code), unsent: true });
}

function read(error: unknown): { code: string; said: string } {
  const code = codeOf(error);
  return { code, said: code || asError(error).message };
}

function isTimeout(code: string): boolean {
  return /TIMEOUT|TIMEDOUT/u.test(code);
}

/** Node reports several failed addresses of one host as an AggregateError, whose parts carry the code. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : codeOf(error.cause);
}

/** What a proxy answered that was asked for a tunnel. undici, VS Code's one included, says so in words alone. */
function proxyStatus(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const [, status] = /^Proxy response \((\d{3})\)/u.exec(error.message) ?? [];
  return status === undefined ? proxyStatus(error.cause) : Number(status);
}
