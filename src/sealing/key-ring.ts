/**
 * Sealing keys. The first one seals and all of them unseal, so a key can be replaced without losing a flow.
 *
 * @module
 */
// jose's `CryptoKey`, because with Node's types alone the global one is not a type.
import { base64url, type CryptoKey } from 'jose'
import { InputError } from '../errors.ts'

/** An imported key. */
export interface SealingKey {
  /** The first 8 characters of the key's thumbprint (RFC 7638). It identifies the key without revealing it. */
  readonly kid: string
  readonly key: CryptoKey
}

/** The keys of an application, from {@link createKeyRing}. Printing a ring shows no key. */
export interface KeyRing {
  /** The keys in order. The first one seals, and all of them unseal. */
  readonly keys: () => Promise<readonly SealingKey[]>
}

const KEY_BYTES = 32
const KID_CHARACTERS = 8

/**
 * 32 random bytes have about 30 distinct values. Fewer than 16 occur once in more than 10^14 keys, so such a key is a
 * placeholder.
 */
const MIN_DISTINCT_BYTES = 16

/**
 * Creates a key ring. It imports the keys once, on first use, because workerd allows no cryptography before a request.
 *
 * Replace a key in three steps. First add the new key at the end in every process, so that all of them can unseal with
 * it. Then move it to the front. Remove the old key when its last seal has expired.
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
  let importedKeys: readonly SealingKey[] | undefined
  return {
    async keys() {
      importedKeys ??= await Promise.all(keyBytes.map(importKey))
      return importedKeys
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

async function importKey(bytes: Uint8Array): Promise<SealingKey> {
  return {
    kid: (await thumbprint(bytes)).slice(0, KID_CHARACTERS),
    key: await crypto.subtle.importKey('raw', bytes as BufferSource, 'AES-GCM', false, ['encrypt', 'decrypt']),
  }
}

/** RFC 7638: the required members of an `oct` key, sorted. jose's own function would bundle every kind of key. */
async function thumbprint(key: Uint8Array): Promise<string> {
  const members = JSON.stringify({ k: base64url.encode(key), kty: 'oct' })
  return base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(members))))
}
