/**
 * Reads a token response permissively. oauth4webapi rejects a response with a malformed optional field, although the
 * user can sign in without it.
 *
 * @module
 */
import { REQUEST_ID_HEADER } from './client/request-id.ts'
import type { ReadResponse } from './client/types.ts'
import { getOwn } from './shared/own-property.ts'

/** The largest value that Cronofy documents. */
const MAX_EXPIRES_IN_SECONDS = 2_147_483_647

/**
 * Returns a response without the malformed optional fields `expires_in`, `refresh_token`, and `scope` (RFC 6749 section
 * 5.1). A numeric string for `expires_in` becomes a number. Fields that nothing reads are dropped: `id_token`, which would
 * be validated, and nested values other than `linking_profile`, because serializing deep ones would exhaust the stack.
 */
export function lenientTokenResponse({ text, headers }: ReadResponse): Response {
  const body = parseJson(text)
  const { expires_in: expiresIn, refresh_token: refreshToken, scope, id_token: _, ...others } = primitivesOf(body)
  const normalized = {
    ...others,
    linking_profile: primitivesOf(getOwn(body, 'linking_profile')),
    // `JSON.stringify` leaves out what is undefined.
    expires_in: parseExpiresIn(expiresIn),
    ...(typeof refreshToken === 'string' && refreshToken !== '' && { refresh_token: refreshToken }),
    ...(typeof scope === 'string' && { scope }),
  }
  // The other headers describe the response as it was sent, such as its length.
  const kept = [...headers].filter(([name]) => name === 'content-type' || name === REQUEST_ID_HEADER)
  return new Response(JSON.stringify(normalized), { headers: kept })
}

/** The fields that are no objects. An object or an array for any other field counts as absent. */
function primitivesOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).filter(([, field]) => typeof field !== 'object'))
}

function parseExpiresIn(value: unknown): number | undefined {
  const seconds = /^\d{1,10}$/.test(String(value)) ? Number(value) : Number.NaN
  return seconds <= MAX_EXPIRES_IN_SECONDS ? seconds : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
