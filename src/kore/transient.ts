/** HTTP statuses of servers, gateways and proxies that are busy, restarting, or waited too long for something behind them. */
const statuses: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504, 520, 521, 522, 523, 524]);

/** Codes of a connection that broke, and of a network that is down or changing, as after a laptop wakes up. */
const codes: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'UND_ERR_SOCKET',
  'EAI_AGAIN',
  'ENETDOWN',
  'ENETRESET',
  'ENETUNREACH',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'EADDRNOTAVAIL',
]);

/** Codes that a wrong address fails with as well: DNS without an answer, a server that restarts, a TLS handshake that broke. */
const codesAfterSuccess = /^(?:ENOTFOUND|EAI_FAIL|ECONNREFUSED|EPROTO|ERR_SSL_\w+)$/u;

/** Whether a request that got this HTTP status may succeed when it's sent again. */
export function isTransientStatus(status: number): boolean {
  return statuses.has(status);
}

/** Whether a request that failed below HTTP with this code may succeed when it's sent again. */
export function isTransientCode(code: string): boolean {
  return codes.has(code) || isTimeout(code);
}

/** The same, for a host that has answered before. */
export function isTransientAfterSuccess(code: string): boolean {
  return isTransientCode(code) || codesAfterSuccess.test(code);
}

export function isTimeout(code: string): boolean {
  return /TIMEOUT|TIMEDOUT/u.test(code);
}
