/**
 * The sealed permission request: what must be known again when the user returns from the access page. It contains no token, and it
 * cannot be used without the account.
 *
 * @module
 */
import { type DataCenter, isDataCenter } from '../data-centers.ts'
import { InputError, SealedRequestError } from '../errors.ts'
import { isPermissionLevel, type PermissionLevel } from '../permission-level.ts'
import { quoteUrl } from '../shared/redact.ts'
import { expirySeconds } from './claims.ts'
import { decodeFields, encodeFields } from './fields.ts'
import type { KeyRing } from './key-ring.ts'
import { findSeal, seal, unseal } from './seal.ts'
import { SIPHASH_KEY_BYTES, sipHash32 } from './siphash.ts'

/** The content of a sealed permission request. */
export interface PermissionRequest {
  /** Identifies the request in events, outcomes, and logs. A random UUID. */
  readonly requestId: string
  readonly subject: string
  readonly dataCenter: DataCenter
  /** Where the user goes at the end, if the application said so. */
  readonly returnTo?: string | undefined
  /** The requested calendars, each as its digest by `createCalendarHash`. At least one. */
  readonly calendars: readonly number[]
  /** The key of that hash. */
  readonly hashKey: Uint8Array
  /** The level that was requested for them. */
  readonly permissionLevel: PermissionLevel
}

/** How long a user may stay on the access page by default. About the lifetime of an access token. */
export const DEFAULT_TTL_SECONDS = 3600

/** One day. */
export const MAX_TTL_SECONDS = 86_400

const PURPOSE = 'permission-request'

/** Audience, request ID, subject, data center, return URL, issue and expiry in seconds, level, hash key, calendars. */
const FIELD_COUNT = 10

const DIGEST_BYTES = 4

const AUDIENCE_BYTES = 16

/** In characters. Servers and firewalls commonly limit a URL to this length. */
export const MAX_RETURN_TO_LENGTH = 2048

/** The characters of a URL as `URL.href` returns it. */
const RETURN_TO_PATTERN = /^[\x21\x23-\x7e]+$/

const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * The name of the cookie that carries the sealed request if the redirect URI cannot. Two mount points have different
 * names. On plain http, which only loopback serves, browsers may reject the prefix, so it is left out there.
 *
 * @param redirectUri As `URL.href` returns it.
 */
export function permissionRequestCookie(redirectUri: string): string {
  const hash = sipHash32(new Uint8Array(SIPHASH_KEY_BYTES), new TextEncoder().encode(redirectUri))
  const prefix = redirectUri.startsWith('https:') ? '__Host-' : ''
  return `${prefix}permission-request-${hash.toString(16).padStart(8, '0')}`
}

/**
 * Seals a permission request. With a `returnTo` of 40 characters, the result has about 340 characters for 1 calendar, 870
 * for 100, and 1,670 for 250.
 *
 * @param options.redirectUri Where it will be unsealed, as `URL.href` returns it.
 * @param options.nowMs The time, in milliseconds since 1970.
 * @throws {InputError} `invalid_return_to`
 */
export async function sealPermissionRequest(
  keys: KeyRing,
  request: PermissionRequest,
  options: { redirectUri: string; nowMs: number; ttlSeconds: number },
): Promise<string> {
  const { requestId, subject, dataCenter, returnTo, calendars, hashKey, permissionLevel } = request
  if (returnTo !== undefined && (returnTo.length > MAX_RETURN_TO_LENGTH || !RETURN_TO_PATTERN.test(returnTo))) {
    throw new InputError(
      'invalid_return_to',
      `returnTo ${quoteUrl(returnTo)} is too long, or is not written as URL.href returns it.`,
    )
  }
  if (!UUID_PATTERN.test(requestId)) throw new TypeError('Cannot seal: requestId is not a UUID.')
  const exp = expirySeconds(options)
  const plaintext = encodeFields([
    await audienceOf(options.redirectUri),
    fromHex(requestId.replaceAll('-', '')),
    subject,
    dataCenter,
    returnTo ?? '',
    String(Math.floor(options.nowMs / 1000)),
    String(exp),
    permissionLevel,
    hashKey,
    packDigests(calendars),
  ])
  return seal(keys, plaintext, PURPOSE)
}

/**
 * Unseals a permission request. Characters before and after it are ignored, such as quotation marks.
 *
 * @param options.redirectUri The redirect URI with which it was sealed, as `URL.href` returns it.
 * @param options.nowMs The time, in milliseconds since 1970.
 * @throws {SealedRequestError} `invalid_sealed_request`, `expired_sealed_request`
 */
export async function unsealPermissionRequest(
  keys: KeyRing,
  sealedRequest: string,
  { redirectUri, nowMs }: { redirectUri: string; nowMs: number },
): Promise<PermissionRequest> {
  const sealed = findSeal(sealedRequest)?.sealed
  const plaintext = sealed && (await unseal(keys, sealed, PURPOSE))
  const decoded = plaintext ? decode(plaintext) : undefined
  if (decoded === undefined || decoded.audience !== toHex(await audienceOf(redirectUri))) {
    throw new SealedRequestError(
      'invalid_sealed_request',
      'The sealed request was changed, or was not sealed with these keys for this purpose and redirect URI.',
    )
  }
  const { request, exp } = decoded
  if (Math.floor(nowMs / 1000) >= exp) {
    throw new SealedRequestError('expired_sealed_request', 'The sealed request has expired.', request.returnTo)
  }
  return request
}

/** Binds a seal to its redirect URI: a flow that begins at one mount point cannot end at another. */
async function audienceOf(redirectUri: string): Promise<Uint8Array> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(redirectUri))
  return new Uint8Array(digest, 0, AUDIENCE_BYTES)
}

/** Decodes an authentic plaintext. It is validated, because other programs may have the key as well. */
function decode(plaintext: Uint8Array): { audience: string; request: PermissionRequest; exp: number } | undefined {
  const fields = decodeFields(plaintext, FIELD_COUNT)
  if (fields === undefined) return undefined
  const bytesAt = (index: number) => fields[index] ?? new Uint8Array()
  const textAt = (index: number) => new TextDecoder().decode(bytesAt(index))
  const requestId = toHex(bytesAt(1)).replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  const dataCenter = textAt(3)
  const returnTo = textAt(4)
  const exp = textAt(6)
  const level = textAt(7)
  const hashKey = bytesAt(8)
  const calendars = unpackDigests(bytesAt(9))
  if (!UUID_PATTERN.test(requestId) || !isDataCenter(dataCenter)) return undefined
  if (!isPermissionLevel(level) || !/^\d{1,15}$/.test(exp)) return undefined
  if (hashKey.length !== SIPHASH_KEY_BYTES || calendars.length === 0) return undefined
  return {
    audience: toHex(bytesAt(0)),
    exp: Number(exp),
    request: {
      requestId,
      subject: textAt(2),
      dataCenter,
      permissionLevel: level,
      calendars,
      hashKey,
      ...(returnTo !== '' && { returnTo }),
    },
  }
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
}

function packDigests(digests: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(digests.length * DIGEST_BYTES))
  for (const [index, digest] of digests.entries()) view.setUint32(index * DIGEST_BYTES, digest)
  return new Uint8Array(view.buffer)
}

function unpackDigests(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: Math.floor(bytes.length / DIGEST_BYTES) }, (_, index) =>
    view.getUint32(index * DIGEST_BYTES),
  )
}
