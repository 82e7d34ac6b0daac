/**
 * Removes secrets from what the journal shows.
 *
 * @module
 */
import { TOKEN_PATTERN } from './token-format.ts'

export const MASK = '***'

/**
 * Fields and query parameters whose value is a secret, besides those that end in `token` or `secret`. `request` and `state`
 * are what applications seal into their redirect URIs.
 */
const SECRET_FIELDS: ReadonlySet<string> = new Set(
  ['authorization', 'client_assertion', 'code', 'code_verifier', 'request', 'state'].map(normalizeName),
)

/** No body of Cronofy is nested as deeply. The limit keeps the recursion from exhausting the stack. */
const MAX_DEPTH = 16

/** Shorter secrets are removed only where they are the whole string. They would occur in too many harmless words. */
const MIN_SECRET_LENGTH = 8

/**
 * Copies a value that was parsed from JSON or from a form, without its secrets.
 *
 * @param secrets Strings that are secret wherever they occur, such as client secrets.
 */
export function redactValue(value: unknown, secrets: readonly string[] = [], depth = 0): unknown {
  if (typeof value === 'string') return redactText(value, secrets)
  if (typeof value !== 'object' || value === null) return value
  if (depth === MAX_DEPTH) return MASK
  if (Array.isArray(value)) return value.map((item) => redactValue(item, secrets, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      // A form that is only a token parses as a field with that name.
      redactText(name, secrets),
      isSecretName(name) ? MASK : redactValue(field, secrets, depth + 1),
    ]),
  )
}

/**
 * Removes secrets from a URL, a path, or any other string: tokens, codes, `secrets`, and the values of secret query
 * parameters. It finds them as they are and percent-encoded once, as in a form.
 */
export function redactText(text: string, secrets: readonly string[] = []): string {
  return redactParams(redactSecrets(text, secrets), (part) => {
    const decoded = decode(part)
    const redacted = redactParams(redactSecrets(decoded, secrets), (inner) => inner)
    return redacted === decoded ? part : encodeURIComponent(redacted.replace(/\p{Surrogate}/gu, '\ufffd'))
  })
}

/** Removes the values of secret parameters, and calls `redactPart` with all other names and values. */
function redactParams(text: string, redactPart: (part: string) => string): string {
  return text.replace(/[^?&#;\s]+/g, (part) => {
    const [name = '', ...values] = part.split('=')
    if (values.length === 0) return redactPart(part)
    return `${redactPart(name)}=${isSecretName(decode(name)) ? MASK : redactPart(values.join('='))}`
  })
}

function redactSecrets(text: string, secrets: readonly string[]): string {
  if (secrets.includes(text)) return MASK
  return secrets
    .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .reduce((redacted, secret) => redacted.replaceAll(secret, MASK), text.replace(TOKEN_PATTERN, MASK))
}

/** Decodes a form component. It never fails: invalid UTF-8 becomes U+FFFD. */
function decode(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
      new TextDecoder().decode(Uint8Array.from(bytes.slice(1).split('%'), (byte) => Number.parseInt(byte, 16))),
    )
}

/** Keeps only the scheme of an `Authorization` header, and only if it is a known one. */
export function redactAuthorization(header: string): string {
  const scheme = /^(bearer|basic) +\S/i.exec(header)?.[1]
  return scheme === undefined ? MASK : `${scheme} ${MASK}`
}

/** The secrets of applications. Unlike tokens, they have no format of their own. */
export function clientSecretsOf(clients: readonly { readonly clientSecret: string }[]): string[] {
  return clients.map(({ clientSecret }) => clientSecret)
}

/** Whether a field is secret, in any casing and nested as in `user[access_token]` or `user.access_token`. */
function isSecretName(name: string): boolean {
  return [name, ...name.split(/[[\].]/)].map(normalizeName).some((part) => {
    return SECRET_FIELDS.has(part) || /(?:token|secret)$/.test(part)
  })
}

/** `Access-Token` → `accesstoken`. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
