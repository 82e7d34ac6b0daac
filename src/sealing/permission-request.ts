/**
 * What has to survive the user's trip to the access page, sealed: who asked, where, for which calendars, and where
 * the user goes afterwards. It holds no token, and without the account it opens nothing.
 *
 * @module
 */
import { base64url } from 'jose'
import { type DataCenter, isDataCenter } from '../data-centers.ts'
import { InputError, SealedRequestError } from '../errors.ts'
import { quoteUrl } from '../shared/redact.ts'
import type { KeyRing } from './key-ring.ts'
import { type Claims, sealClaims, unsealClaims } from './seal.ts'

/** A permission request, as it is inside of the seal. */
export interface PermissionRequest {
  /** Names the flow in events, outcomes and logs. Random. */
  readonly requestId: string
  readonly subject: string
  readonly dataCenter: DataCenter
  /** Where the user goes when all is done, if the application said so. */
  readonly returnTo?: string | undefined
  /** The calendars that were asked for, each as its {@link calendarDigest}. At least one. */
  readonly calendars: readonly string[]
}

/**
 * The cookie that carries the sealed request where the redirect URI may not. On plain http, which only loopback
 * serves, a browser may refuse the prefix, and it is left out.
 */
export const PERMISSION_REQUEST_COOKIE = '__Host-permission-request'

/** How long a user may stay on the access page. About as long as an access token lives. */
export const DEFAULT_TTL_SECONDS = 3600

/** A day: a longer stay than that is no stay. */
export const MAX_TTL_SECONDS = 86_400

const PURPOSE = 'permission-request'

/**
 * An address as `URL.href` gives it, long enough for any page and short enough to leave the return address below
 * common limits. Every character counts once in JSON, so that what is sealed can be opened.
 */
const RETURN_TO_PATTERN = /^[\x21\x23-\x5b\x5d-\x7e]{1,2048}$/

/** 64 bits: two of 250 calendars collide once in some 10^14 requests, and then the outcome errs towards "not granted". */
const DIGEST_BYTES = 8

/**
 * Seals a permission request: with short addresses 403 characters for 1 calendar, 1,811 for 100, 3,944 for 250.
 *
 * @param options.issuer The origin of the application's return address.
 * @param options.nowMs The time, in milliseconds since 1970.
 * @throws {InputError} `invalid_return_to`
 */
export async function sealPermissionRequest(
  keys: KeyRing,
  request: PermissionRequest,
  { issuer, nowMs, ttlSeconds }: { issuer: string; nowMs: number; ttlSeconds: number },
): Promise<string> {
  const { requestId, subject, dataCenter, returnTo, calendars } = request
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
    cal: packDigests(calendars),
    ...(returnTo !== undefined && { rt: returnTo }),
  }
  return sealClaims(keys, claims, { purpose: PURPOSE, issuer, nowMs, ttlSeconds })
}

/**
 * Opens a sealed permission request.
 *
 * @param options.issuer The origin that has to have sealed it. @default any
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

/** The key under which a calendar travels: the first 8 bytes of the SHA-256 of its id, in base64url (11 characters). */
export async function calendarDigest(calendarId: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(calendarId))
  return base64url.encode(new Uint8Array(digest, 0, DIGEST_BYTES))
}

function fromClaims(claims: Claims): PermissionRequest | undefined {
  const { jti, sub, ['dc']: dataCenter, ['rt']: returnTo, ['cal']: packedDigests } = claims
  if (typeof jti !== 'string' || typeof sub !== 'string' || !isDataCenter(dataCenter)) return undefined
  if (typeof packedDigests !== 'string') return undefined
  return {
    requestId: jti,
    subject: sub,
    dataCenter,
    calendars: unpackDigests(packedDigests),
    ...(typeof returnTo === 'string' && { returnTo }),
  }
}

/** All keys as one base64url text, a third shorter than a list of them in JSON. */
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
