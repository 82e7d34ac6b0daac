/**
 * Sealing keys. The first one seals and all of them unseal, so a key can be replaced without losing a flow.
 *
 * @module
 */
// jose's `CryptoKey`, because with Node's types alone the global one is not a type.
import { base64url, type CryptoKey } from 'jose'
import { InputError } from '../errors.ts'

/** A key for one purpose. */
export interface SealingKey {
  /** The first 8 characters of the key's thumbprint (RFC 7638). It identifies the key without revealing it. */
  readonly kid: string
  readonly key: CryptoKey
}

/** The keys of an application, from {@link createKeyRing}. Printing a ring shows no key. */
export interface KeyRing {
  /** The keys for a purpose, in order. The first one seals, and all of them unseal. */
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
 * Creates a key ring. It derives a key for each purpose once, on first use, because workerd allows no cryptography before
 * a request.
 *
 * Replace a key in three steps. First add the new key at the end in every process, so that all of them can unseal with
 * it. Then move it to the front. Remove the old key when its last seal has expired.
 *
 * A key may make at most 2^32 seals of one purpose, because their nonces are random (NIST SP 800-38D section 8.3). At 100
 * flows a second, that is 1.4 years, so replace keys at least once a year.
 *
 * @param secrets At least one key of 32 random bytes, base64url without padding (43 characters).
 * @throws {InputError} `invalid_key`, with the position but not the key
 * @example
 * ```ts
 * const keys = createKeyRing([newKey, oldKey])
 * ```
 */
export function createKeyRing(secrets: readonly string[]): KeyRing {
  if (secrets.length === 0) throw new InputError('invalid_key', 'There is no sealing key.')
  const keyBytes = secrets.map((secret, index) => {
    const problem = keyProblem(secret, secrets.indexOf(secret) < index)
    if (problem !== undefined) {
      throw new InputError('invalid_key', `Sealing key ${index + 1} of ${secrets.length} ${problem}.`)
    }
    return base64url.decode(secret)
  })
  // Keep the keys, not a promise. In workerd, a request cannot wait for the promise of another request.
  const keysByPurpose = new Map<string, readonly SealingKey[]>()
  return {
    async keysFor(purpose) {
      const known = keysByPurpose.get(purpose)
      if (known !== undefined) return known
      const keys = await Promise.all(keyBytes.map((bytes) => deriveKey(bytes, purpose)))
      keysByPurpose.set(purpose, keys)
      return keys
    },
  }
}

function keyProblem(secret: string, isDuplicate: boolean): string | undefined {
  if (typeof secret !== 'string' || !/^[A-Za-z0-9_-]*$/.test(secret)) return 'is not base64url without padding'
  const bytes = decodeBase64url(secret)
  if (bytes?.length !== KEY_BYTES) return `is not ${KEY_BYTES} bytes long (43 characters)`
  if (new Set(bytes).size < MIN_DISTINCT_BYTES) return 'is not random'
  if (isDuplicate) return 'is a duplicate'
  return undefined
}

function decodeBase64url(secret: string): Uint8Array | undefined {
  try {
    return base64url.decode(secret)
  } catch {
    return undefined
  }
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
