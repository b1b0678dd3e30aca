import * as v from 'valibot';
import type { KoreApp } from './app.ts';
import { KoreError, type KoreErrorKind } from './errors.ts';
import { parseJson } from './json.ts';
import { clockAhead } from './clock.ts';
import { isTransientStatus } from './transient.ts';
import type { HttpAnswer } from './transport.ts';

/**
 * All the places in which Kore.ai is known to put what went wrong. The campaign service's own error bodies are undocumented,
 * so none of them is required (kore-api, "Error bodies").
 */
const tolerantBody = v.object({
  status: v.fallback(v.optional(v.string()), undefined),
  message: v.fallback(v.optional(v.string()), undefined),
  error: v.fallback(v.optional(v.string()), undefined),
  errors: v.fallback(
    v.array(
      v.fallback(
        v.object({
          msg: v.fallback(v.optional(v.string()), undefined),
          message: v.fallback(v.optional(v.string()), undefined),
        }),
        {},
      ),
    ),
    [],
  ),
  data: v.optional(v.unknown()),
});

type Body = v.InferOutput<typeof tolerantBody>;

/** Levels of lists and objects within each other. A page of contacts has five; JSON of thousands can be read, but not be written again. */
const deepest = 100;

/**
 * The JSON object in an answer; undefined for a failed request with any other body.
 * @throws KoreError `cutOff` when a successful answer ends too early; `notAnApiAnswer` when it holds no JSON object
 */
export function readBody({ status, headers, text }: HttpAnswer): Body | undefined {
  const json = jsonIn(text);
  const isTooDeep = isDeeperThan(deepest, json);
  const parsed = v.safeParse(tolerantBody, json);
  if (parsed.success && !isTooDeep) return parsed.output;
  if (status >= 200 && status < 300) {
    if (status !== 204 && json === undefined && isCutOff(text))
      throw new KoreError('cutOff', { status, passing: true });
    const type = String(headers['content-type'] ?? 'no content type');
    const said = isTooDeep ? 'JSON nested beyond all measure' : `${type} instead of a JSON object`;
    throw new KoreError('notAnApiAnswer', { status, said });
  }
  return undefined;
}

/** What an answer to `app` says went wrong, or undefined when it is a success. A success by its HTTP status may still tell a failure. */
export function failureIn(
  { status, headers, text }: HttpAnswer,
  body: Body | undefined,
  app: KoreApp,
): KoreError | undefined {
  const first = body?.errors[0];
  const said = first?.msg ?? first?.message ?? body?.message ?? body?.error;
  if (status >= 200 && status < 300 && isSuccess(body)) return undefined;
  // Not the words of a page for people: `<th scope="col">` is no missing scope.
  const words = said ?? (/^\s*</u.test(text) ? '' : text.slice(0, 1_000));
  const kind = kindOf(status, words, body !== undefined);
  const passing = kind === 'rateLimited' || isTransientStatus(status);
  const signIn = kind === 'refusedToken' ? { clockAhead: clockAhead(headers['date']) } : {};
  return new KoreError(kind, { status, passing, said, retryAfter: retryAfter(headers), app, ...signIn });
}

/** Whether a body reports no failure. Errors beside data are remarks where the body says that it's a success. */
function isSuccess({ status = '', errors = [], data }: Partial<Body> = {}): boolean {
  if (/^(error|failure|failed)$/iu.test(status)) return false;
  return errors.length === 0 || (/^success$/iu.test(status) && typeof data === 'object' && data !== null);
}

function kindOf(status: number, said: string, isJson: boolean): KoreErrorKind {
  if (status === 429 || /rate limit/iu.test(said)) return 'rateLimited';
  if (status === 408) return 'timedOut';
  if (/scope/iu.test(said)) return 'wrongScope';
  if (/SDK credentials|JWT|unauthori[sz]ed/iu.test(said) || status === 401) return 'refusedToken';
  if (status === 404) return 'notFound';
  if (status < 500 && (status >= 300 || status < 200) && !isJson) return 'notAnApiAnswer';
  if (status === 403) return /invalid values/iu.test(said) ? 'rejectedInput' : 'wrongScope';
  if (status >= 300 && status < 400) return 'notAnApiAnswer';
  if (status >= 400 && status < 500) return 'rejectedInput';
  return 'serverFailed';
}

/** `Retry-After` in ms: seconds or a date (RFC 9110, 10.2.3), which is by the clock of the server where it tells that. */
function retryAfter({ date, 'retry-after': value }: HttpAnswer['headers']): number | undefined {
  if (typeof value !== 'string') return undefined;
  const now = typeof date === 'string' ? Date.parse(date) : NaN;
  const ms = /^\d+$/u.test(value.trim())
    ? Number(value) * 1_000
    : Date.parse(value) - (Number.isNaN(now) ? Date.now() : now);
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function jsonIn(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    // readBody reports what came instead of JSON.
    return undefined;
  }
}

/** Whether a text ends before its JSON object does. Looks at quotes and brackets alone. */
function isCutOff(text: string): boolean {
  const json = text.trim();
  if (json === '') return true;
  if (!json.startsWith('{')) return false;
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < json.length; at++) {
    const character = json[at] ?? '';
    if (character === '"') isInString = !isInString;
    else if (isInString) at += Number(character === '\\');
    else if ('{['.includes(character)) depth++;
    else if (']}'.includes(character)) depth--;
  }
  return isInString || depth > 0;
}

function isDeeperThan(levels: number, json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(json)) return json.some((one) => isDeeperThan(levels - 1, one));
  // Without a list of the values: this runs over each row of a hundred thousand.
  for (const key in json) if (isDeeperThan(levels - 1, (json as Record<string, unknown>)[key])) return true;
  return false;
}
