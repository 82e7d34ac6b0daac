/**
 * Sealed JSON claims, for cookies. Permission requests have a shorter, binary form.
 *
 * @module
 */
import type { JWTPayload } from 'jose'
import { getOwn } from '../shared/own-property.ts'
import type { KeyRing } from './key-ring.ts'
import { seal, unseal } from './seal.ts'

/** The content of a seal: claims of this package, and registered claims (RFC 7519 section 4.1). */
export type Claims = JWTPayload

export type UnsealResult =
  | { readonly status: 'valid'; readonly claims: Claims }
  /** Authentic and for this purpose, but expired. */
  | { readonly status: 'expired'; readonly claims: Claims }
  /** Anything else. It has no reason, so that an attacker learns nothing. */
  | { readonly status: 'invalid' }

const INVALID: UnsealResult = { status: 'invalid' }

/**
 * Seals `claims` with the ring's first key.
 *
 * @param options.purpose The only purpose for which they can be unsealed.
 * @param options.audience The only origin at which they can be unsealed.
 * @param options.nowMs The time, in milliseconds since 1970.
 * @param options.ttlSeconds How long they are valid.
 */
export async function sealClaims(
  keys: KeyRing,
  claims: Claims,
  options: { purpose: string; audience: string; nowMs: number; ttlSeconds: number },
): Promise<string> {
  const iat = Math.floor(options.nowMs / 1000)
  const exp = expirySeconds(options)
  const payload = JSON.stringify({ ...claims, aud: options.audience, iat, exp })
  return seal(keys, new TextEncoder().encode(payload), options.purpose)
}

/**
 * Unseals claims.
 *
 * @param options.nowMs The time, in milliseconds since 1970. A seal expires at `exp` itself.
 */
export async function unsealClaims(
  keys: KeyRing,
  sealed: string,
  options: { purpose: string; audience: string; nowMs: number },
): Promise<UnsealResult> {
  const plaintext = await unseal(keys, sealed, options.purpose)
  const claims = plaintext && parseJson(plaintext)
  // Other programs may have the key as well, so the claims are validated.
  const [aud, iat, exp] = ['aud', 'iat', 'exp'].map((name) => getOwn(claims, name))
  if (aud !== options.audience || typeof iat !== 'number' || typeof exp !== 'number') return INVALID
  // This package never sets `nbf`, and does not implement it.
  if (getOwn(claims, 'nbf') !== undefined) return INVALID
  return { status: Math.floor(options.nowMs / 1000) < exp ? 'valid' : 'expired', claims: claims as Claims }
}

/** When a seal expires, in seconds since 1970. */
export function expirySeconds({ nowMs, ttlSeconds }: { nowMs: number; ttlSeconds: number }): number {
  const exp = Math.floor(nowMs / 1000) + ttlSeconds
  if (Number.isFinite(exp)) return exp
  throw new TypeError(`Cannot seal: the expiry would be ${exp}. Pass finite numbers as nowMs and ttlSeconds.`)
}

function parseJson(plaintext: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plaintext))
  } catch {
    return undefined
  }
}
