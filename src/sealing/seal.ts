/**
 * Seals claims so that a browser can carry them: encrypted, authenticated, expiring, for one purpose.
 *
 * A seal is a compact JWE (RFC 7516) with `alg` `dir` and `enc` `A256GCM`, no compression, `kid` for the key and
 * `typ` for the purpose, and JWT claims (RFC 7519) inside.
 *
 * @module
 */
import { CompactEncrypt, compactDecrypt, errors, type JWTPayload } from 'jose'
import { getOwn } from '../shared/own-property.ts'
import type { KeyRing } from './key-ring.ts'

/** What is inside of a seal: claims of one's own beside those of RFC 7519 section 4.1. */
export type Claims = JWTPayload

/** What came of opening a seal. */
export type UnsealResult =
  | { readonly status: 'valid'; readonly claims: Claims }
  /** Authentic and for this purpose, but too old. */
  | { readonly status: 'expired'; readonly claims: Claims }
  /** Anything else, on purpose without a reason: whoever made it up shall learn nothing. */
  | { readonly status: 'invalid' }

const ALGORITHM = 'dir'
const ENCRYPTION = 'A256GCM'

/** Longer than any seal of ours (3,944 characters for 250 calendars, and a return address of 2,048 more). */
const MAX_SEAL_CHARACTERS = 8192

/** Base64url without padding: fours, and at the end two or three whose unused bits are zero. */
const CANONICAL_BASE64URL = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/

const INVALID: UnsealResult = { status: 'invalid' }

/**
 * Seals `claims` with the ring's first key.
 *
 * @param options.purpose What it is for; it opens for nothing else.
 * @param options.issuer The origin that seals; see `unsealClaims`.
 * @param options.nowMs The time, in milliseconds since 1970.
 * @param options.ttlSeconds How long it opens.
 */
export async function sealClaims(
  keys: KeyRing,
  claims: Claims,
  options: { purpose: string; issuer: string; nowMs: number; ttlSeconds: number },
): Promise<string> {
  const [sealingKey] = await keys.keys()
  if (sealingKey === undefined) throw new TypeError('Cannot seal: the key ring is empty')
  const iat = Math.floor(options.nowMs / 1000)
  const exp = iat + options.ttlSeconds
  if (!Number.isFinite(exp))
    throw new TypeError(`Cannot seal: it would expire at ${exp}. Give a time and a number of seconds`)
  const payload = JSON.stringify({ ...claims, iss: options.issuer, iat, exp })
  return new CompactEncrypt(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: ALGORITHM, enc: ENCRYPTION, kid: sealingKey.kid, typ: options.purpose })
    .encrypt(sealingKey.key)
}

/**
 * Opens a seal with whichever key of the ring made it.
 *
 * @param options.purpose What it has to be for.
 * @param options.issuer The origin that has to have sealed it. @default any
 * @param options.nowMs The time, in milliseconds since 1970. At `exp` itself a seal has expired.
 */
export async function unsealClaims(
  keys: KeyRing,
  sealed: string,
  options: { purpose: string; issuer?: string | undefined; nowMs: number },
): Promise<UnsealResult> {
  if (sealed.length > MAX_SEAL_CHARACTERS || !isCanonical(sealed)) return INVALID
  const ring = await keys.keys()
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
        // A seal of ours is never compressed; refusing it leaves nothing to inflate.
        maxDecompressedLength: 0,
      },
    )
    if (protectedHeader.typ !== options.purpose) return INVALID
    return validateClaims(parseJson(plaintext), options)
  } catch (error) {
    if (error instanceof errors.JOSEError) return INVALID
    // Not the seal's fault but ours, such as a key that is none.
    throw error
  }
}

/** Authentic, and made for this purpose. All the same nothing is taken for granted: other programs may have the key. */
function validateClaims(
  claims: unknown,
  { issuer, nowMs }: { issuer?: string | undefined; nowMs: number },
): UnsealResult {
  const [iss, iat, exp] = ['iss', 'iat', 'exp'].map((name) => getOwn(claims, name))
  if (typeof iss !== 'string' || typeof iat !== 'number' || typeof exp !== 'number') return INVALID
  // No seal of ours has it, so nobody could tell what it was to mean.
  if (getOwn(claims, 'nbf') !== undefined) return INVALID
  if (issuer !== undefined && iss !== issuer) return INVALID
  return { status: Math.floor(nowMs / 1000) < exp ? 'valid' : 'expired', claims: claims as Claims }
}

function parseJson(plaintext: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plaintext))
  } catch {
    return undefined
  }
}

/**
 * Whether every segment is base64url in its one canonical form. The last character of a segment may carry bits that
 * decoding drops (RFC 4648 section 3.5); without this, several texts would open as the same seal.
 */
function isCanonical(sealed: string): boolean {
  return sealed.split('.').every((segment) => CANONICAL_BASE64URL.test(segment))
}
