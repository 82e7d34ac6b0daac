/**
 * Taking secrets out of what the journal keeps.
 *
 * @module
 */
import { TOKEN_PATTERN } from './token-format.ts'

/**
 * Fields, and parameters of addresses, whose value is never kept; `accessToken`, `Access-Token`, `access_token[]` and
 * `x[access_token]` are the same as the first.
 * `request` is what applications seal into theirs.
 */
const SECRET_FIELDS: readonly string[] = [
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

const NORMALIZED_SECRET_FIELDS: ReadonlySet<string> = new Set(SECRET_FIELDS.map(normalizeName))

/** What stands where a secret was. */
export const MASK = '***'

/** How often a text is read as an escaped one: an address within an address within an address takes three. */
const MAX_ESCAPE_DEPTH = 8

/** Deeper than any body of the provider; a body nested further is not followed, or it would end the stack. */
const MAX_DEPTH = 16

/** A known secret is looked for within texts from this length on: a shorter one is part of too many harmless words. */
const MIN_KNOWN_SECRET_LENGTH = 8

/**
 * Copies a value read from JSON or a form without its secrets.
 *
 * @param knownSecrets Secrets that have no form of their own, such as those of clients: hidden wherever they stand.
 */
export function redactValue(value: unknown, knownSecrets: readonly string[] = [], depth = 0): unknown {
  if (typeof value === 'string') return redactText(value, knownSecrets)
  if (typeof value !== 'object' || value === null) return value
  if (depth === MAX_DEPTH) return MASK
  if (Array.isArray(value)) return value.map((item) => redactValue(item, knownSecrets, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      // A token that is sent as the whole of a form is a name without a value.
      redactText(name, knownSecrets),
      isSecretName(name) ? MASK : redactValue(field, knownSecrets, depth + 1),
    ]),
  )
}

/**
 * Takes the secrets out of an address, a path or any other text: the values of parameters that hold one, and the known ones,
 * our own tokens and codes wherever they stand, since a client may have put one where it does not belong. How a text escapes
 * its characters, and how often, makes no difference; where what is left would still read as a secret, nothing is left.
 */
export function redactText(text: string, knownSecrets: readonly string[] = []): string {
  const redacted = redactEscaped(text, knownSecrets)
  if (!ESCAPED.test(redacted)) return redacted
  const unescaped = unescapeAll(redacted)
  return redactKnown(unescaped, knownSecrets) === unescaped ? redacted : MASK
}

/** What is between two separators of an address: a parameter, or something else. */
const URL_PART = /[^?&#;\s]+/g

/** What a text has that says something else when it is read as an escaped one. */
const ESCAPED = /%[0-9a-f]{2}|\+/i

function redactEscaped(text: string, knownSecrets: readonly string[], escapeDepth = 0): string {
  const redacted = redactKnown(text, knownSecrets)
  if (!redacted.includes('=') && !ESCAPED.test(redacted)) return redacted
  return redacted.replace(URL_PART, (part) => {
    const equalsIndex = part.indexOf('=')
    if (equalsIndex < 0) return redactUnescaped(part, knownSecrets, escapeDepth)
    const name = part.slice(0, equalsIndex)
    const value = isSecretName(unescapeAll(name))
      ? MASK
      : redactUnescaped(part.slice(equalsIndex + 1), knownSecrets, escapeDepth)
    return `${redactUnescaped(name, knownSecrets, escapeDepth)}=${value}`
  })
}

/** Reads the text as an escaped one. It stays as it was written where nothing was to be hidden. */
function redactUnescaped(text: string, knownSecrets: readonly string[], escapeDepth: number): string {
  const unescaped = unescapeOnce(text)
  if (unescaped === text) return text
  if (escapeDepth === MAX_ESCAPE_DEPTH) return MASK
  const redacted = redactEscaped(unescaped, knownSecrets, escapeDepth + 1)
  return redacted === unescaped ? text : encodeURIComponent(redacted.replace(/\p{Surrogate}/gu, '\ufffd'))
}

/** Hides what is a secret wherever it stands. */
function redactKnown(text: string, knownSecrets: readonly string[]): string {
  if (knownSecrets.includes(text)) return MASK
  return knownSecrets
    .filter((secret) => secret.length >= MIN_KNOWN_SECRET_LENGTH)
    .reduce((redacted, secret) => redacted.replaceAll(secret, MASK), text.replace(TOKEN_PATTERN, MASK))
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
  let unescaped = text
  for (let escapeDepth = 0; escapeDepth <= MAX_ESCAPE_DEPTH && ESCAPED.test(unescaped); escapeDepth++)
    unescaped = unescapeOnce(unescaped)
  return unescaped
}

/**
 * What is left of an `Authorization` header: its scheme, as it was written, where it is one that is known not to be the
 * secret itself.
 */
export function redactAuthorization(header: string): string {
  const scheme = /^(bearer|basic) +\S/i.exec(header)?.[1]
  return scheme === undefined ? MASK : `${scheme} ${MASK}`
}

/** The secrets that applications have: what to hide beside tokens and codes. */
export function clientSecretsOf(clients: readonly { readonly clientSecret: string }[]): string[] {
  return clients.map(({ clientSecret }) => clientSecret)
}

/** Whether what has this name, already unescaped, is never kept. */
function isSecretName(name: string): boolean {
  return [name, ...name.split(/[[\].]/)].some((part) => {
    const normalized = normalizeName(part)
    // Whoever's token or secret it is, such as `user_access_token`.
    return NORMALIZED_SECRET_FIELDS.has(normalized) || /(?:token|secret)$/.test(normalized)
  })
}

/** A name without what varies in how it is written: `accesstoken`. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
