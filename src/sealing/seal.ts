/**
 * Seals bytes so that a browser can carry them. A seal is encrypted and authenticated, and has one purpose.
 *
 * A seal is a compact JWE (RFC 7516) with `alg` `dir` and `enc` `A256GCM`, no compression, `kid` for the key, and `typ`
 * for the purpose. Each purpose has a key of its own.
 *
 * @module
 */
import { CompactEncrypt, compactDecrypt, errors } from 'jose'
import type { KeyRing } from './key-ring.ts'

const ALGORITHM = 'dir'
const ENCRYPTION = 'A256GCM'

/** Longer than the longest permission request (about 4,700 characters) and the longest cookie. */
const MAX_SEAL_CHARACTERS = 8192

/**
 * Header, no encrypted key, IV of 96 bits, ciphertext, and tag of 128 bits (RFC 7516 section 7.1, RFC 7518 section 5.3).
 * Anchored, because a search from every position would take quadratic time.
 */
const SEAL = /^[^\w-]*([\w-]+\.\.[\w-]{16}\.[\w-]+\.[\w-]{22})(?=$|[^\w-]|error=)(.*)$/s

/** Base64url without padding: groups of four, and at the end two or three characters whose unused bits are zero. */
const CANONICAL_BASE64URL = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/

/** More than half of the seals have no `--`, so 100 unusable seals in a row do not occur. */
const MAX_ATTEMPTS = 100

/**
 * Seals `plaintext` with the ring's first key, for one purpose.
 *
 * A seal never contains `--`, which web application firewalls mistake for an SQL comment. Each attempt uses a new random
 * nonce and counts toward the 2^32 that one key may use (NIST SP 800-38D section 8.3).
 */
export async function seal(keys: KeyRing, plaintext: Uint8Array, purpose: string): Promise<string> {
  const [sealingKey] = await keys.keysFor(purpose)
  if (sealingKey === undefined) throw new TypeError('Cannot seal: the key ring is empty. Create it with createKeyRing.')
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const sealed = await new CompactEncrypt(plaintext)
      .setProtectedHeader({ alg: ALGORITHM, enc: ENCRYPTION, kid: sealingKey.kid, typ: purpose })
      .encrypt(sealingKey.key)
    if (!sealed.includes('--')) return sealed
  }
  throw new TypeError(`Cannot seal: ${MAX_ATTEMPTS} seals contained "--".`)
}

/**
 * Unseals with the key of the ring that sealed. Returns undefined for anything that was not sealed with these keys for
 * this purpose, without a reason, so that an attacker learns nothing.
 */
export async function unseal(keys: KeyRing, sealed: string, purpose: string): Promise<Uint8Array | undefined> {
  if (sealed.length > MAX_SEAL_CHARACTERS || !isCanonical(sealed)) return undefined
  const ring = await keys.keysFor(purpose)
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(
      sealed,
      ({ kid }) => {
        const match = ring.find((candidate) => candidate.kid === kid)
        if (match === undefined) throw new errors.JWEDecryptionFailed()
        return match.key
      },
      {
        keyManagementAlgorithms: [ALGORITHM],
        contentEncryptionAlgorithms: [ENCRYPTION],
        // Seals are never compressed. A limit of 0 rejects compressed input.
        maxDecompressedLength: 0,
      },
    )
    return protectedHeader.typ === purpose ? plaintext : undefined
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    // The seal is not the cause, so this is a bug, such as an unusable key.
    throw error
  }
}

/**
 * Finds the seal in a string, and returns it with what follows. Programs and people may have added quotation marks, a period, or
 * `&amp;`, and Cronofy may have added `error` without a separator. Returns undefined if there is no seal.
 */
export function findSeal(text: string): { readonly sealed: string; readonly rest: string } | undefined {
  const [, sealed, rest = ''] = SEAL.exec(text) ?? []
  return sealed === undefined ? undefined : { sealed, rest }
}

/**
 * Whether every segment is canonical base64url. The last character of a segment may have bits that decoding drops (RFC
 * 4648 section 3.5). Without this check, several strings would unseal as the same seal.
 */
function isCanonical(sealed: string): boolean {
  return sealed.split('.').every((segment) => CANONICAL_BASE64URL.test(segment))
}
