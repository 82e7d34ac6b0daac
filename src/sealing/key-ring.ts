/**
 * Sealing keys. The first key seals. Every key can unseal, so a key can be replaced while flows are under way.
 *
 * @module
 */
// jose's `CryptoKey`, because with Node's types alone the global one is not a type.
import { base64url, type CryptoKey } from 'jose'
import { InputError } from '../errors.ts'

/** A key for one purpose, derived from a secret of a key ring. You do not need it yourself. */
export interface SealingKey {
  /** The first 8 characters of the secret's thumbprint (RFC 7638). It identifies the key without revealing it. */
  readonly kid: string
  /** The key, for AES-GCM. It cannot be exported. */
  readonly key: CryptoKey
}

/** The sealing keys of an application, from {@link createKeyRing}. Printing a key ring shows no key. */
export interface KeyRing {
  /** Returns the keys for a purpose, in order. The first one seals, and all of them unseal. */
  readonly keysFor: (purpose: string) => Promise<readonly SealingKey[]>
}

const KEY_BYTES = 32
const KID_CHARACTERS = 8

/**
 * 32 random bytes have about 30 distinct values. Fewer than 16 occur once in more than 10^14 keys, so such a key is a
 * placeholder.
 */
const MIN_DISTINCT_BYTES = 16

/**
 * The secrets of a key ring, as strings. The type allows `undefined` so that you can pass `process.env.SEALING_KEY`, but a missing key is
 * an error.
 */
export type KeySecrets = readonly (string | undefined)[]

/**
 * Creates the key ring with which requests, cookies, and links are sealed: encrypted and authenticated, so that a browser can carry
 * them. Sends nothing.
 *
 * Replace a key in three steps. First add the new key at the end in every process, so that all of them can unseal with
 * it. Then move it to the front. Remove the old key when its last seal has expired, which takes an hour by default.
 *
 * Replace keys at least once a year. A key may make at most 2^32 seals of one purpose, because their nonces are random (NIST SP
 * 800-38D section 8.3). At 100 flows a second, that takes 1.4 years.
 *
 * @param secrets At least one key of 32 random bytes, in base64url, base64, or hex. `openssl rand -hex 32` prints one. If the environment
 *   has no keys when the module is loaded, as during a build, pass a function that returns them. It is called on first use, and again
 *   after an error.
 * @throws {InputError} `invalid_key`. The message names the position of the key, never the key. With a function, the first use
 *   throws it.
 * @example
 * ```ts
 * const keys = createKeyRing([newKey, oldKey])
 * ```
 */
export function createKeyRing(secrets: KeySecrets | (() => KeySecrets)): KeyRing {
  let bytes = typeof secrets === 'function' ? undefined : parseKeys(secrets)
  // Keep the keys, not a promise. In workerd, a request cannot wait for the promise of another request.
  const keysByPurpose = new Map<string, readonly SealingKey[]>()
  return {
    async keysFor(purpose) {
      const known = keysByPurpose.get(purpose)
      if (known !== undefined) return known
      bytes ??= parseKeys(typeof secrets === 'function' ? secrets() : secrets)
      const keys = await Promise.all(bytes.map((key) => deriveKey(key, purpose)))
      keysByPurpose.set(purpose, keys)
      return keys
    },
  }
}

/** Creates a sealing key: 32 random bytes in base64url. */
export function createSealingKey(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(KEY_BYTES)))
}

/** @throws {InputError} `invalid_key` */
function parseKeys(secrets: KeySecrets): Uint8Array[] {
  if (secrets.length === 0) throw new InputError('invalid_key', 'The sealing key is missing.')
  const parsed: Uint8Array[] = []
  for (const [index, secret] of secrets.entries()) {
    const invalidKey = (problem: string) =>
      new InputError('invalid_key', `Sealing key ${index + 1} of ${secrets.length} ${problem}.`)
    const bytes = parseKey(secret)
    if (typeof bytes === 'string') throw invalidKey(bytes)
    if (parsed.some((other) => isEqual(other, bytes))) throw invalidKey('is a duplicate')
    parsed.push(bytes)
  }
  return parsed
}

/** Returns the bytes of a key, or what is wrong with it. */
function parseKey(secret: unknown): Uint8Array | string {
  if (secret === undefined || secret === '') return 'is missing'
  const bytes = typeof secret === 'string' ? decodeKey(secret.trim()) : undefined
  if (bytes === undefined) return `is not ${KEY_BYTES} bytes in base64url, base64, or hex`
  return new Set(bytes).size < MIN_DISTINCT_BYTES ? 'is not random' : bytes
}

function decodeKey(text: string): Uint8Array | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) {
    return Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
  }
  // 43 characters, and one of padding.
  if (!/^(?:[\w-]{43}|[A-Za-z0-9+/]{43})=?$/.test(text)) return undefined
  return base64url.decode(text.replaceAll('+', '-').replaceAll('/', '_').replace('=', ''))
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((byte, index) => byte === b[index])
}

/** HKDF (RFC 5869) with SHA-256 and an empty salt. A key of its own keeps a seal of one purpose from opening as another. */
async function deriveKey(bytes: Uint8Array, purpose: string): Promise<SealingKey> {
  const baseKey = await crypto.subtle.importKey('raw', bytes as BufferSource, 'HKDF', false, ['deriveKey'])
  const info = new TextEncoder().encode(`cronofy-extended-permissions/1/${purpose}`)
  return {
    kid: (await thumbprint(bytes)).slice(0, KID_CHARACTERS),
    key: await crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
      baseKey,
      { name: 'AES-GCM', length: 256 },
      false,
      ['encrypt', 'decrypt'],
    ),
  }
}

/** RFC 7638: the required members of an `oct` key, sorted. jose's own function would bundle every kind of key. */
async function thumbprint(key: Uint8Array): Promise<string> {
  const members = JSON.stringify({ k: base64url.encode(key), kty: 'oct' })
  return base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(members))))
}
