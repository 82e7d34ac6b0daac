/**
 * Sealing keys: the first seals, all open, so that a key can be replaced without losing a flow.
 *
 * @module
 */
// Its `CryptoKey` is a type also where only Node's own types are: there the global one is a value alone.
import { base64url, type CryptoKey } from 'jose'
import { InputError } from '../errors.ts'

/** A key, ready for use. */
export interface SealingKey {
  /** The first 8 characters of the key's thumbprint (RFC 7638): names the key, tells nothing about it. */
  readonly kid: string
  readonly key: CryptoKey
}

/** The keys of an application. Made by {@link createKeyRing}; printing one shows no key. */
export interface KeyRing {
  /** The keys in their order: the first seals, all open. */
  readonly keys: () => Promise<readonly SealingKey[]>
}

const KEY_BYTES = 32
const KID_CHARACTERS = 8

/**
 * Of 32 random bytes some 30 differ. Fewer than 16 happen once in more than 10^14 keys, and always where somebody
 * typed a placeholder.
 */
const MIN_DISTINCT_BYTES = 16

/**
 * Makes a key ring. Keys are imported on first use and once, since workerd allows no cryptography before a request.
 *
 * To replace a key, add the new one at the end wherever the ring is used, then put it first, and drop the old one when the
 * last seal of it has expired: a process that has not been told yet opens nothing that the new key sealed.
 *
 * @param secrets At least one key of 32 random bytes, base64url without padding (43 characters).
 * @throws {InputError} `invalid_key`, which names the position and never the key
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
  // The keys themselves are kept, never a promise of them: workerd forbids one request to wait for another's.
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

/** RFC 7638: the required members of an `oct` key, in the order of the alphabet. jose's own would bring every kind of key. */
async function thumbprint(key: Uint8Array): Promise<string> {
  const members = JSON.stringify({ k: base64url.encode(key), kty: 'oct' })
  return base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(members))))
}
