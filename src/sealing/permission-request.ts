/**
 * The sealed permission request: what must survive the user's trip to the access page. It contains no token, and is
 * useless without the account.
 *
 * @module
 */
import { base64url } from 'jose'
import { type DataCenter, isDataCenter } from '../data-centers.ts'
import { InputError, SealedRequestError } from '../errors.ts'
import { isPermissionLevel, type PermissionLevel } from '../permission-level.ts'
import { quoteUrl } from '../shared/redact.ts'
import type { KeyRing } from './key-ring.ts'
import { type Claims, sealClaims, unsealClaims } from './seal.ts'

/** A permission request in the clear. */
export interface PermissionRequest {
  /** Identifies the request in events, outcomes, and logs. Random. */
  readonly requestId: string
  readonly subject: string
  readonly dataCenter: DataCenter
  /** Where the user goes at the end, if the application said so. */
  readonly returnTo?: string | undefined
  /** The requested calendars, each as its {@link calendarDigest}. At least one. */
  readonly calendars: readonly string[]
  /** The level that was requested for them. */
  readonly permissionLevel: PermissionLevel
}

/**
 * The cookie that carries the sealed request if the redirect URI cannot. On plain http, which only loopback serves,
 * browsers may reject the prefix, so it is left out there.
 */
export const PERMISSION_REQUEST_COOKIE = '__Host-permission-request'

/** How long a user may stay on the access page by default. About the lifetime of an access token. */
export const DEFAULT_TTL_SECONDS = 3600

/** One day. */
export const MAX_TTL_SECONDS = 86_400

const PURPOSE = 'permission-request'

/**
 * A URL as `URL.href` returns it, of at most 2,048 characters, so that the return URL stays within common limits. It
 * excludes the characters that JSON escapes, so that the length of the seal is predictable.
 */
const RETURN_TO_PATTERN = /^[\x21\x23-\x5b\x5d-\x7e]{1,2048}$/

/** 64 bits: of 250 calendars, two collide once in about 10^14 requests. A collision counts as not granted. */
const DIGEST_BYTES = 8

/**
 * Seals a permission request. With short URLs, the result has about 450 characters for 1 calendar, 1,860 for 100, and
 * 3,990 for 250.
 *
 * @param options.issuer The origin of the redirect URI.
 * @param options.nowMs The time, in milliseconds since 1970.
 * @throws {InputError} `invalid_return_to`
 */
export async function sealPermissionRequest(
  keys: KeyRing,
  request: PermissionRequest,
  { issuer, nowMs, ttlSeconds }: { issuer: string; nowMs: number; ttlSeconds: number },
): Promise<string> {
  const { requestId, subject, dataCenter, returnTo, calendars, permissionLevel } = request
  if (returnTo !== undefined && !RETURN_TO_PATTERN.test(returnTo)) {
    throw new InputError(
      'invalid_return_to',
      `returnTo ${quoteUrl(returnTo)} is too long, or is not written as URL.href returns it.`,
    )
  }
  const claims: Claims = {
    jti: requestId,
    sub: subject,
    dc: dataCenter,
    lvl: permissionLevel,
    cal: packDigests(calendars),
    ...(returnTo !== undefined && { rt: returnTo }),
  }
  return sealClaims(keys, claims, { purpose: PURPOSE, issuer, nowMs, ttlSeconds })
}

/**
 * Unseals a permission request.
 *
 * @param options.issuer The origin that must have sealed it. @default any
 * @param options.nowMs The time, in milliseconds since 1970.
 * @throws {SealedRequestError} `invalid_sealed_request`, `expired_sealed_request`
 */
export async function unsealPermissionRequest(
  keys: KeyRing,
  sealedRequest: string,
  { issuer, nowMs }: { issuer?: string | undefined; nowMs: number },
): Promise<PermissionRequest> {
  const unsealed =
    typeof sealedRequest === 'string'
      ? await unsealClaims(keys, sealedRequest, { purpose: PURPOSE, issuer, nowMs })
      : ({ status: 'invalid' } as const)
  const request = unsealed.status === 'invalid' ? undefined : fromClaims(unsealed.claims)
  if (request === undefined) {
    throw new SealedRequestError(
      'invalid_sealed_request',
      'The sealed request was changed, or was not sealed with these keys for this purpose and origin.',
    )
  }
  if (unsealed.status === 'expired') {
    throw new SealedRequestError('expired_sealed_request', 'The sealed request has expired.', request.returnTo)
  }
  return request
}

/** Stands for a calendar in a seal: the first 8 bytes of the SHA-256 of its ID, in base64url (11 characters). */
export async function calendarDigest(calendarId: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(calendarId))
  return base64url.encode(new Uint8Array(digest, 0, DIGEST_BYTES))
}

function fromClaims(claims: Claims): PermissionRequest | undefined {
  const { jti, sub, ['dc']: dataCenter, ['lvl']: level, ['rt']: returnTo, ['cal']: packedDigests } = claims
  if (typeof jti !== 'string' || typeof sub !== 'string' || !isDataCenter(dataCenter)) return undefined
  if (!isPermissionLevel(level) || typeof packedDigests !== 'string') return undefined
  return {
    requestId: jti,
    subject: sub,
    dataCenter,
    permissionLevel: level,
    calendars: unpackDigests(packedDigests),
    ...(typeof returnTo === 'string' && { returnTo }),
  }
}

/** Packs all digests into one base64url string. It is a third shorter than a JSON array of them. */
function packDigests(digests: readonly string[]): string {
  const bytes = new Uint8Array(digests.length * DIGEST_BYTES)
  for (const [index, digest] of digests.entries()) bytes.set(base64url.decode(digest), index * DIGEST_BYTES)
  return base64url.encode(bytes)
}

function unpackDigests(packedDigests: string): string[] {
  const bytes = base64url.decode(packedDigests)
  return Array.from({ length: bytes.length / DIGEST_BYTES }, (_, index) =>
    base64url.encode(bytes.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES)),
  )
}
