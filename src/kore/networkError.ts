import { asError, KoreError } from './errors.ts';
import { isTimeout, isTransientAfterSuccess, isTransientCode, isTransientStatus } from './transient.ts';

/**
 * A failure below HTTP, or while a response was read, as a KoreError.
 * @param unsent see {@link KoreError.unsent}
 */
export function networkError(error: unknown, unsent = false): KoreError {
  const { code, said } = read(error);
  const refused = proxyStatus(error);
  if (refused === 407) return new KoreError('proxyAuthentication', { status: refused, unsent });
  if (refused !== undefined) {
    // Proxies answer so for a host name that's wrong, too.
    const passingAfterSuccess = isTransientStatus(refused);
    const said = `it answered with status ${refused}`;
    return new KoreError('proxyFailed', { said, passingAfterSuccess, unsent });
  }
  if (isTimeout(code)) return new KoreError('timedOut', { said, passing: true, unsent });
  if (/CERT|UNABLE_TO_VERIFY|INVALID_CA/u.test(said))
    return new KoreError('untrustedCertificate', { said, unsent });
  if (isCutOff(error, code)) return new KoreError('cutOff', { said: code, passing: true });
  // The response wasn't compressed as its headers claim, or wasn't HTTP at all.
  const parserError = parserErrorOf(error);
  if (parserError || code.startsWith('Z_'))
    return new KoreError('notAnApiAnswer', { said: code || parserError?.message });
  return new KoreError('unreachable', { said, unsent, ...chances(code) });
}

/** A failure to connect to the proxy itself. */
export function proxyError(error: unknown): KoreError {
  const { code, said } = read(error);
  return new KoreError('proxyFailed', { said, unsent: true, ...chances(code) });
}

function chances(code: string): { passing: boolean; passingAfterSuccess: boolean } {
  return { passing: isTransientCode(code), passingAfterSuccess: isTransientAfterSuccess(code) };
}

/** Whether the body ended too early: compared with its declared length, within a chunk, or within its compression. */
function isCutOff(error: unknown, code: string): boolean {
  return (
    code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' ||
    code === 'Z_BUF_ERROR' ||
    // undici gives no code here.
    parserErrorOf(error)?.message.includes('EOF state') === true
  );
}

/** undici's HTTPParserError in the chain of causes. */
function parserErrorOf(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  return error.name === 'HTTPParserError' ? error : parserErrorOf(error.cause);
}

function read(error: unknown): { code: string; said: string } {
  const code = codeOf(error);
  return { code, said: code || asError(error).message };
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
