import { CompactEncrypt, importJWK } from 'jose';
import * as v from 'valibot';

/** How the content of an encrypted token may be encrypted (Kore.ai, "SDK Security", JWE header), the documentation's sample first. */
export const contentEncryptions = ['A128CBC-HS256', 'A128GCM', 'A256GCM'] as const;
type ContentEncryption = (typeof contentEncryptions)[number];

/** The public RSA key that Kore.ai shows as a JWK where a JWT app enforces JWE. It is no secret. */
export interface PlatformKey {
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
  /** Tells Kore.ai which of its keys was used. */
  readonly kid?: string | undefined;
}

/** For apps that enforce JWE: what their tokens are encrypted with. */
export interface TokenEncryption {
  readonly key: PlatformKey;
  readonly enc: ContentEncryption;
}

/** What only a private (RFC 7518, 6.3.2) or a symmetric key has. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** 2048 bits in base64url; jose encrypts with nothing shorter. */
const shortestModulus = 342;

const noRsaKey = 'the key is not an RSA key, which has "kty": "RSA", "n" and "e"';

const base64url = v.pipe(
  v.string(noRsaKey),
  v.regex(/^[\w-]+$/u, 'the key is damaged: "n" or "e" is not in base64url'),
);

/** A JWK as it is pasted or stands in the settings. Its messages complete "Connection 2 cannot be used: …". */
export const platformKey = v.pipe(
  v.record(v.string(), v.unknown(), 'the key is not a JWK, which is a JSON object'),
  v.check(
    (jwk) => !privateMembers.some((member) => member in jwk),
    'the key is a private one: only the public key that Kore.ai shows belongs here',
  ),
  v.object(
    {
      kty: v.literal('RSA', noRsaKey),
      n: v.pipe(base64url, v.minLength(shortestModulus, 'the key has less than 2048 bits')),
      e: base64url,
      kid: v.optional(v.string('"kid" of the key is not a text')),
    },
    noRsaKey,
  ),
);

/**
 * The key in a text that a person pasted.
 * @throws Error with a sentence for people when there is none
 */
export function readPlatformKey(text: string): PlatformKey {
  const parsed = v.safeParse(platformKey, parseJson(text));
  if (parsed.success) return parsed.output;
  const [{ message }] = parsed.issues;
  throw new Error(`${message.charAt(0).toUpperCase()}${message.slice(1)}.`);
}

/** A signed token, nested in an encrypted one that only the owner of the private key can read. */
export async function encryptToken(signed: string, { key, enc }: TokenEncryption): Promise<string> {
  const { kid, ...numbers } = key;
  const header = { alg: 'RSA-OAEP', enc, typ: 'JWT', cty: 'JWT', ...(kid === undefined ? {} : { kid }) };
  return new CompactEncrypt(new TextEncoder().encode(signed))
    .setProtectedHeader(header)
    .encrypt(await importJWK(numbers, 'RSA-OAEP'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema says what is expected instead.
    return undefined;
  }
}
