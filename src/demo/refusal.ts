/** A request the service does not serve: what it answers instead. Thrown by the checks, sent by the server. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly headers: Record<string, string>;

  /** `code` is the number inside the body; Kore.ai repeats the HTTP status there, except for 4002. */
  constructor(status: number, message: string, code = status, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  /** The error body of Kore.ai's public APIs, as its own API tests show it. */
  get body(): { errors: { msg: string; code: number }[] } {
    return { errors: [{ msg: this.message, code: this.code }] };
  }
}

/** Kore.ai's own API tests expect this for a missing or tampered token and for a wrong stream id. */
export const invalidCredentials = (): Refusal => new Refusal(401, 'Invalid SDK credentials', 4002);

/** And this for what is no token. */
export const malformed = (): Refusal => new Refusal(401, 'Invalid JWT token', 4002);
