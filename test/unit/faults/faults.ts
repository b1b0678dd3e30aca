import { gzipSync } from 'node:zlib';
import type { SampleFault } from '../../../src/demo/faults.ts';
import type { Answer } from '../../../src/demo/sending.ts';
import type { KoreErrorKind } from '../../../src/kore/errors.ts';

/** Something that can go wrong with an answer, and what is to come of it. */
export interface Fault {
  readonly fault: SampleFault;
  /** What a request ends with for which it goes wrong each time; undefined where it does no harm. */
  readonly kind: KoreErrorKind | undefined;
  /** Whether a request for which it goes wrong once is sent again by itself. */
  readonly passes: boolean;
}

export interface Data {
  readonly results: readonly unknown[];
  readonly page: number;
  readonly limit: number;
  readonly totalPages: number;
  readonly totalResults: number;
}

const html = '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry</h1></body></html>';
const limitReached = "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.";
const json = { 'Content-Type': 'application/json' };

/** The real page with something else in its place. */
export function changedData(change: (data: Data) => unknown): SampleFault {
  return changed((answer) => ({
    ...answer,
    body: { status: 'success', data: change((answer.body as { data: Data }).data) },
  }));
}

/** @param origin where a redirect leads that leaves the server */
export function allFaults(origin: string): Record<string, Fault> {
  return {
    '429 with Retry-After': passing('rateLimited', {
      status: 429,
      headers: { 'Retry-After': '1' },
      body: { errors: [{ msg: limitReached, code: 429 }] },
    }),
    '429 without Retry-After': passing('rateLimited', { status: 429, body: html }),
    'rate limit in a 200': passing('rateLimited', {
      status: 200,
      body: { status: 'failure', message: limitReached },
    }),
    'rate limit in a 403': passing('rateLimited', {
      status: 403,
      body: { errors: [{ msg: 'Rate limit for this API has been reached. Please try again later' }] },
    }),
    '500 with HTML': lasting('serverFailed', page(500)),
    '502 with HTML': passing('serverFailed', page(502)),
    '503 with HTML': passing('serverFailed', page(503)),
    'reset before the answer': passing('unreachable', { kind: 'reset' }),
    'reset in the headers': passing('unreachable', { kind: 'reset', at: 'headers' }),
    'reset in the body': passing('unreachable', { kind: 'reset', at: 'body' }),
    'reset after the body': harmless({ kind: 'reset', at: 'end' }),
    'stall before the answer': passing('timedOut', { kind: 'stall' }),
    'stall in the headers': passing('timedOut', { kind: 'stall', at: 'headers' }),
    'stall in the body': passing('timedOut', { kind: 'stall', at: 'body' }),
    'truncated JSON': passing(
      'cutOff',
      changedText((text) => text.slice(0, text.length / 2)),
    ),
    '200 with status "failure"': lasting('serverFailed', {
      status: 200,
      body: { status: 'failure', message: 'Campaign service failed' },
    }),
    '200 with status "error"': lasting('serverFailed', { status: 200, body: { status: 'error' } }),
    'encrypted body': lasting('notAnApiAnswer', {
      status: 200,
      headers: { 'Content-Type': 'application/jose' },
      body: 'eyJhbGciOiJSU0EtT0FFUCJ9.AAAA.BBBB.CCCC.DDDD',
    }),
    'HTML in a 200': lasting('notAnApiAnswer', page(200)),
    'empty body': passing('cutOff', { status: 200, body: '' }),
    gzip: harmless(zipped((bytes) => bytes)),
    'gzip cut off': passing(
      'cutOff',
      zipped((bytes) => bytes.subarray(0, bytes.length / 2)),
    ),
    'gzip that is none': lasting(
      'notAnApiAnswer',
      zipped(() => Buffer.from('{"status":"success"}')),
    ),
    'wrong content type': harmless(
      changed((answer) => ({ ...answer, headers: { 'Content-Type': 'text/html' } })),
    ),
    '100 MB': lasting('notAnApiAnswer', { kind: 'flood', bytes: 100 * 1024 * 1024 }),
    'redirect to the same origin': lasting('notAnApiAnswer', {
      status: 307,
      headers: { Location: '/campaign/api/v3' },
    }),
    'redirect to another origin': lasting('notAnApiAnswer', {
      status: 307,
      headers: { Location: `${origin}/campaign` },
    }),
    'no list of results': lasting(
      'notAnApiAnswer',
      changedData(({ page, limit }) => ({ page, limit })),
    ),
    'another page than asked': lasting(
      'notAnApiAnswer',
      changedData((data) => ({ ...data, page: 4_000 })),
    ),
    'a limit below its rows': harmless(changedData((data) => ({ ...data, limit: 10 }))),
    '401 in the middle': lasting('refusedToken', {
      status: 401,
      body: { errors: [{ msg: 'error verifying the jwt: jwt expired', code: 401 }] },
    }),
    '404 in the middle': lasting('notFound', { status: 404, body: '' }),
  };
}

function passing(kind: KoreErrorKind, fault: SampleFault): Fault {
  return { fault, kind, passes: true };
}

function lasting(kind: KoreErrorKind, fault: SampleFault): Fault {
  return { fault, kind, passes: false };
}

function harmless(fault: SampleFault): Fault {
  return { fault, kind: undefined, passes: true };
}

function page(status: number): Answer {
  return { status, headers: { 'Content-Type': 'text/html' }, body: html };
}

function changed(change: (answer: Answer) => Answer): SampleFault {
  return { kind: 'change', change };
}

function changedText(change: (text: string) => string): SampleFault {
  return changed((answer) => ({ ...answer, headers: json, body: change(JSON.stringify(answer.body)) }));
}

function zipped(change: (bytes: Buffer) => Uint8Array): SampleFault {
  return changed((answer) => ({
    ...answer,
    headers: { ...json, 'Content-Encoding': 'gzip' },
    body: change(gzipSync(JSON.stringify(answer.body))),
  }));
}
