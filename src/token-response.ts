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
 * Returns the response without its malformed optional fields: `expires_in`, `refresh_token`, and `scope` (RFC 6749 section
 * 5.1). If `expires_in` is a numeric string, it becomes a number.
 *
 * It also drops fields that nothing reads: `id_token`, because oauth4webapi would validate it, and nested values other than
 * `linking_profile`, because serializing deeply nested ones would exhaust the stack.
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

/** Returns the fields that are neither objects nor arrays. */
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
