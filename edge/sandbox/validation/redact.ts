/**
 * Taking secrets out of what the journal keeps.
 *
 * @module
 */
import { TOKENS_AND_CODES } from './token-format.ts'

/**
 * Fields, and parameters of addresses, whose value is never kept; `accessToken`, `Access-Token`, `access_token[]` and
 * `x[access_token]` are the same as the first.
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

/** What stands where a secret was. */
export const MASK = '***'

/** How often a text is read as an escaped one: an address within an address within an address takes three. */
const MAX_ESCAPES = 8

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
      isSecretName(name) ? MASK : maskValue(field, known, depth + 1),
    ]),
  )
}

/**
 * Takes the secrets out of an address, a path or any other text: the values of parameters that hold one, and the known ones,
 * our own tokens and codes wherever they stand, since a client may have put one where it does not belong. How a text escapes
 * its characters, and how often, makes no difference; where what is left would still read as a secret, nothing is left.
 */
export function maskText(text: string, known: readonly string[] = []): string {
  const masked = maskEscaped(text, known)
  if (!ESCAPED.test(masked)) return masked
  const bare = unescapeAll(masked)
  return maskKnown(bare, known) === bare ? masked : MASK
}

/** What is between two separators of an address: a parameter, or something else. */
const PART = /[^?&#;\s]+/g

/** What a text has that says something else when it is read as an escaped one. */
const ESCAPED = /%[0-9a-f]{2}|\+/i

function maskEscaped(text: string, known: readonly string[], escapes = 0): string {
  const masked = maskKnown(text, known)
  if (!masked.includes('=') && !ESCAPED.test(masked)) return masked
  return masked.replace(PART, (part) => {
    const end = part.indexOf('=')
    if (end < 0) return maskUnescaped(part, known, escapes)
    const name = part.slice(0, end)
    const value = isSecretName(unescapeAll(name)) ? MASK : maskUnescaped(part.slice(end + 1), known, escapes)
    return `${maskUnescaped(name, known, escapes)}=${value}`
  })
}

/** Reads the text as an escaped one. It stays as it was written where nothing was to be hidden. */
function maskUnescaped(text: string, known: readonly string[], escapes: number): string {
  const bare = unescapeOnce(text)
  if (bare === text) return text
  if (escapes === MAX_ESCAPES) return MASK
  const masked = maskEscaped(bare, known, escapes + 1)
  return masked === bare ? text : encodeURIComponent(masked.replace(/\p{Surrogate}/gu, '\ufffd'))
}

/** Hides what is a secret wherever it stands. */
function maskKnown(text: string, known: readonly string[]): string {
  if (known.includes(text)) return MASK
  return known
    .filter((secret) => secret.length >= MIN_KNOWN_LENGTH)
    .reduce((masked, secret) => masked.replaceAll(secret, MASK), text.replace(TOKENS_AND_CODES, MASK))
}

/** As a form is read: whatever the bytes are, since a text that is refused must not be one that is shown. */
function unescapeOnce(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
      new TextDecoder().decode(Uint8Array.from(bytes.slice(1).split('%'), (byte) => Number.parseInt(byte, 16))),
    )
}

function unescapeAll(text: string): string {
  let bare = text
  for (let escapes = 0; escapes <= MAX_ESCAPES && ESCAPED.test(bare); escapes++) bare = unescapeOnce(bare)
  return bare
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

/** Whether what has this name, already unescaped, is never kept. */
function isSecretName(name: string): boolean {
  return [name, ...name.split(/[[\].]/)].some((part) => {
    const plain = toPlainName(part)
    // Whoever's token or secret it is, such as `user_access_token`.
    return PLAIN_SECRETS.has(plain) || /(?:token|secret)$/.test(plain)
  })
}

/** A name without what varies in how it is written: `accesstoken`. */
export function toPlainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
