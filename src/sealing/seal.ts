/**
 * Seals claims so that a browser can carry them. A seal is encrypted, authenticated, and expiring, and has one purpose.
 *
 * A seal is a compact JWE (RFC 7516) with `alg` `dir` and `enc` `A256GCM`, no compression, `kid` for the key and
 * `typ` for the purpose, and JWT claims (RFC 7519) inside.
 *
 * @module
 */
import { CompactEncrypt, compactDecrypt, errors, type JWTPayload } from 'jose'
import { getOwn } from '../shared/own-property.ts'
import type { KeyRing } from './key-ring.ts'

/** The content of a seal: private claims beside the registered ones of RFC 7519 section 4.1. */
export type Claims = JWTPayload

/** The result of unsealing. */
export type UnsealResult =
  | { readonly status: 'valid'; readonly claims: Claims }
  /** Authentic and for this purpose, but expired. */
  | { readonly status: 'expired'; readonly claims: Claims }
  /** Anything else. It has no reason, so that an attacker learns nothing. */
  | { readonly status: 'invalid' }

const ALGORITHM = 'dir'
const ENCRYPTION = 'A256GCM'

/** Longer than the longest permission request: about 3,990 characters for 250 calendars, plus 2,731 for `returnTo`. */
const MAX_SEAL_CHARACTERS = 8192

/** Base64url without padding: groups of four, and at the end two or three characters whose unused bits are zero. */
const CANONICAL_BASE64URL = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/

const INVALID: UnsealResult = { status: 'invalid' }

/**
 * Seals `claims` with the ring's first key.
 *
 * @param options.purpose The only purpose for which it can be unsealed.
 * @param options.issuer The origin that seals. See `unsealClaims`.
 * @param options.nowMs The time, in milliseconds since 1970.
 * @param options.ttlSeconds How long it is valid.
 */
export async function sealClaims(
  keys: KeyRing,
  claims: Claims,
  options: { purpose: string; issuer: string; nowMs: number; ttlSeconds: number },
): Promise<string> {
  const [sealingKey] = await keys.keys()
  if (sealingKey === undefined) throw new TypeError('Cannot seal: the key ring is empty. Create it with createKeyRing.')
  const iat = Math.floor(options.nowMs / 1000)
  const exp = iat + options.ttlSeconds
  if (!Number.isFinite(exp))
    throw new TypeError(`Cannot seal: the expiry would be ${exp}. Pass finite numbers as nowMs and ttlSeconds.`)
  const payload = JSON.stringify({ ...claims, iss: options.issuer, iat, exp })
  return new CompactEncrypt(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: ALGORITHM, enc: ENCRYPTION, kid: sealingKey.kid, typ: options.purpose })
    .encrypt(sealingKey.key)
}

/**
 * Unseals with the key of the ring that sealed.
 *
 * @param options.purpose The purpose that it must have.
 * @param options.issuer The origin that must have sealed it. @default any
 * @param options.nowMs The time, in milliseconds since 1970. A seal expires at `exp` itself.
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
        // Seals are never compressed. A limit of 0 rejects compressed input.
        maxDecompressedLength: 0,
      },
    )
    if (protectedHeader.typ !== options.purpose) return INVALID
    return validateClaims(parseJson(plaintext), options)
  } catch (error) {
    if (error instanceof errors.JOSEError) return INVALID
    // The seal is not the cause, so this is a bug, such as an unusable key.
    throw error
  }
}

/** Validates the claims of an authentic seal, because other programs may have the key as well. */
function validateClaims(
  claims: unknown,
  { issuer, nowMs }: { issuer?: string | undefined; nowMs: number },
): UnsealResult {
  const [iss, iat, exp] = ['iss', 'iat', 'exp'].map((name) => getOwn(claims, name))
  if (typeof iss !== 'string' || typeof iat !== 'number' || typeof exp !== 'number') return INVALID
  // This package never sets `nbf`, and does not implement it.
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
 * Whether every segment is canonical base64url. The last character of a segment may have bits that decoding drops (RFC
 * 4648 section 3.5). Without this check, several strings would unseal as the same seal.
 */
function isCanonical(sealed: string): boolean {
  return sealed.split('.').every((segment) => CANONICAL_BASE64URL.test(segment))
}
