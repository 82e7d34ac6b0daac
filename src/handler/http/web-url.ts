/**
 * The URLs that a configuration may contain: https, or http on this machine.
 *
 * @module
 */
import { isLoopback } from '../../client/sandbox-url.ts'

/** What is wrong with a URL that must be https, or http on this machine. Undefined if it is valid. */
export function urlProblem(value: string): string | undefined {
  if (!URL.canParse(value)) return 'must be an absolute URL, such as https://app.example.com'
  const url = new URL(value)
  if (url.username !== '' || url.password !== '') return 'must not contain a user name or password'
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) return undefined
  return 'must be https. http is allowed on this machine only'
}

/**
 * What is wrong with the path at which a handler is mounted. A base URL that ends in a slash gives an empty segment, with which no
 * route would match.
 */
export function mountPathProblem({ pathname }: URL): string | undefined {
  return pathname.includes('//') ? 'must not contain an empty path segment (//)' : undefined
}

/** Backslash, semicolon, NUL, and the full-width slashes, which some servers treat as separators, and the full-width dot. */
const SEPARATOR_LIKE = /[\\;\0]|%ef%bc%(?:8[ef]|bc)/i

/** More bytes of UTF-8 than a character needs (RFC 3629 section 3). Some servers accept them, also for a dot or a slash. */
const OVERLONG_UTF8 = /%(?:c[01]|e0%[89][\da-f]|f0%8[\da-f])/i

const ESCAPED_ASCII = /%([0-7][\da-f])/gi

/** Servers and the proxies in front of them may each decode once. */
const MAX_DECODINGS = 4

/**
 * Whether servers may read the path of a URL as another path: decoded once or several times, it has other segments, dot
 * segments, or path parameters.
 */
export function hasAmbiguousPath({ pathname }: URL): boolean {
  let decoded = pathname
  for (let round = 0; round < MAX_DECODINGS; round++) {
    decoded = decoded.replace(ESCAPED_ASCII, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  }
  const segments = decoded.split('/')
  return (
    SEPARATOR_LIKE.test(decoded) ||
    OVERLONG_UTF8.test(decoded) ||
    // More rounds than any server needs.
    decoded.search(ESCAPED_ASCII) !== -1 ||
    segments.length !== pathname.split('/').length ||
    segments.some((segment) => segment === '.' || segment === '..')
  )
}

/**
 * What is wrong with an entry of an allow-list of return URLs. A pattern, a query, or an encoded separator would not match
 * what its author expects.
 */
export function returnUrlProblem(value: string): string | undefined {
  const problem = urlProblem(value)
  if (problem !== undefined) return problem
  const url = new URL(value)
  if (/[?#]/.test(value)) return 'must not have a query or a fragment'
  if (value.includes('*')) return 'must not contain a wildcard. An entry allows everything below its path'
  if (hasAmbiguousPath(url)) return 'must not contain an encoded separator or a semicolon'
  return undefined
}
