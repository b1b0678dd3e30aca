import * as v from 'valibot';
import { algorithms, parseHost, signIns, type KoreApp } from '../kore/app.ts';
import { contentEncryptions, platformKey } from '../kore/encryption.ts';
import { plainText } from '../kore/plainText.ts';

/** A Kore.ai app under the name that a person gave it. */
export interface Connection extends KoreApp {
  readonly name: string;
}

const filled = (what: string) =>
  v.pipe(v.string(`"${what}" must be a text`), v.trim(), v.nonEmpty(`"${what}" is missing`));

/** Ids travel in HTTP headers, which bear nothing but visible ASCII. */
const id = (what: string) => v.pipe(filled(what), v.regex(/^[!-~]+$/u, `"${what}" is not an ID`));

const oneOf = <const Options extends readonly [string, ...string[]]>(what: string, options: Options) =>
  v.optional(v.picklist(options, `"${what}" must be ${options.join(' or ')}`), options[0]);

/** One entry of the setting `koreCampaigns.connections`. */
const settingsEntry = v.object(
  {
    // Settings may come with a folder, from whomever.
    name: v.pipe(
      filled('name'),
      v.transform((name) => plainText(name, 100)),
      v.nonEmpty('"name" is missing'),
    ),
    host: filled('host'),
    streamId: id('streamId'),
    accountId: id('accountId'),
    clientId: id('clientId'),
    signIn: oneOf('signIn', signIns),
    algorithm: oneOf('algorithm', algorithms),
    encryption: v.optional(
      v.object(
        { key: platformKey, enc: oneOf('enc', contentEncryptions) },
        '"encryption" must be an object with a "key"',
      ),
    ),
  },
  (issue) =>
    issue.expected === 'Object' ? 'it must be an object' : `"${String(issue.path?.[0]?.key)}" is missing`,
);

/** @throws Error whose message says what is wrong with the entry, in words that complete "Connection 2 cannot be used: …" */
export function readConnection(entry: unknown): Connection {
  const parsed = v.safeParse(settingsEntry, entry);
  if (!parsed.success) throw new Error(parsed.issues[0].message);
  const { host, ...ids } = parsed.output;
  return { ...ids, origin: parseHost(host) };
}

/** Whose data a connection reads. Connections that agree in it may differ in how they sign in, and in their name. */
export function dataKey({ origin, streamId }: Pick<KoreApp, 'origin' | 'streamId'>): string {
  return `${origin}/${streamId}`;
}

/** What tells connections apart: {@link dataKey} and the client. Unique among the connections in use. */
export function connectionKey(app: Pick<KoreApp, 'origin' | 'streamId' | 'clientId'>): string {
  return `${dataKey(app)}/${app.clientId}`;
}
