/**
 * Taking secrets out of what the journal keeps.
 *
 * @module
 */
import { TOKENS_AND_CODES } from './secret.ts'

/**
 * Fields, and parameters of addresses, whose value is never kept; `accessToken` and `Access-Token` are the same as the first.
 * `request` is what applications seal into theirs.
 */
const SECRETS: readonly string[] = [
  'access_token',
  'authorization',
  'client_assertion',
  'client_secret',
  'code',
  'code_verifier',
  'id_token',
  'link_token',
  'refresh_token',
  'request',
  'state',
  'token',
]

const PLAIN_SECRETS: ReadonlySet<string> = new Set(SECRETS.map(toPlainName))

/**
 * Such a parameter up to the next one, in a query, a fragment, or an address that is itself escaped in a parameter, however
 * often (`%3Frequest%3D…`); there it reaches to the end of the outer parameter.
 */
const PARAMETERS = new RegExp(
  `((?:[?&#]|%(?:25)*(?:3f|26|23))(?:${SECRETS.join('|').replaceAll('_', '[_-]?')})(?:=|%(?:25)*3d))[^&#\\s]*`,
  'gi',
)

/** What stands where a secret was. */
export const MASK = '***'

/** Deeper than any body of the provider; a body nested further is not followed, or it would end the stack. */
const MAX_DEPTH = 16

/** A known secret is looked for within texts from this length on: a shorter one is part of too many harmless words. */
const MIN_KNOWN_LENGTH = 8

/**
 * Copies a value read from JSON or a form without its secrets.
 *
 * @param known Secrets that have no form of their own, such as those of clients: hidden wherever they stand.
 */
export function maskValue(value: unknown, known: readonly string[] = [], depth = 0): unknown {
  if (typeof value === 'string') return maskText(value, known)
  if (typeof value !== 'object' || value === null) return value
  if (depth === MAX_DEPTH) return MASK
  if (Array.isArray(value)) return value.map((item) => maskValue(item, known, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      // A token that is sent as the whole of a form is a name without a value.
      maskText(name, known),
      PLAIN_SECRETS.has(toPlainName(name)) ? MASK : maskValue(field, known, depth + 1),
    ]),
  )
}

/**
 * Takes the secrets out of an address, a path or any other text: the values of parameters that hold one, and the known ones,
 * our own tokens and codes wherever they stand, since a client may have put one where it does not belong.
 */
export function maskText(text: string, known: readonly string[] = []): string {
  let masked = text.replace(PARAMETERS, `$1${MASK}`).replace(TOKENS_AND_CODES, MASK)
  for (const secret of known) {
    if (text === secret) return MASK
    if (secret.length < MIN_KNOWN_LENGTH) continue
    masked = masked.replaceAll(secret, MASK).replaceAll(encodeURIComponent(secret), MASK)
  }
  return masked
}

/**
 * What is left of an `Authorization` header: its scheme, as it was written, where it is one that is known not to be the
 * secret itself.
 */
export function maskAuthorization(header: string): string {
  const scheme = /^(bearer|basic) +\S/i.exec(header)?.[1]
  return scheme === undefined ? MASK : `${scheme} ${MASK}`
}

/** The secrets that applications have: what to hide beside tokens and codes. */
export function secretsOf(clients: readonly { readonly clientSecret: string }[]): string[] {
  return clients.map(({ clientSecret }) => clientSecret)
}

function toPlainName(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '')
}
