/**
 * Taking secrets out of what the journal keeps.
 *
 * @module
 */
import { TOKENS_AND_CODES } from './secret.ts'

/** Fields, and parameters of addresses, whose value is never kept. `request` is what applications seal into theirs. */
const SECRETS: readonly string[] = [
  'access_token',
  'authorization',
  'client_secret',
  'code',
  'link_token',
  'refresh_token',
  'request',
  'state',
  'token',
]

/**
 * Such a parameter up to the next one, in a query, a fragment, or an address that is itself escaped in a parameter, however
 * often (`%3Frequest%3D…`); there it reaches to the end of the outer parameter.
 */
const PARAMETERS = new RegExp(`((?:[?&#]|%(?:25)*(?:3f|26|23))(?:${SECRETS.join('|')})(?:=|%(?:25)*3d))[^&#\\s]*`, 'gi')

/** What stands where a secret was. */
export const MASK = '***'

/** Deeper than any body of the provider; a body nested further is not followed, or it would end the stack. */
const MAX_DEPTH = 16

/** Copies a value read from JSON or a form without its secrets. */
export function maskValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === MAX_DEPTH) return MASK
  if (Array.isArray(value)) return value.map((item) => maskValue(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, SECRETS.includes(name) ? MASK : maskValue(field, depth + 1)]),
  )
}

/**
 * Takes the secrets out of an address, a path or any other text: the values of parameters that hold one, and our own tokens
 * and codes wherever they stand, since a client may have put one where it does not belong.
 */
export function maskText(text: string): string {
  return text.replace(PARAMETERS, `$1${MASK}`).replace(TOKENS_AND_CODES, MASK)
}
