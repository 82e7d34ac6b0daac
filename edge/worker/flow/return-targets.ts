/**
 * The allow-list of URLs at which a flow may end. It prevents open redirects (T1).
 *
 * @module
 */

import { ConfigurationError } from '../../../src/errors.ts'
import { quoteUrl } from '../../../src/shared/redact.ts'
import { urlProblem } from '../http/web-url.ts'

/** The URLs at which a flow may end. */
export interface ReturnUrlAllowlist {
  /** The first entry, used if the request names no URL. */
  readonly defaultUrl: URL
  /** Parses a URL, relative to the application's own origin. Returns undefined if it is not allowed. */
  readonly resolve: (value: string) => URL | undefined
}

/**
 * Parses an allow-list. An entry allows its exact origin, and its path with everything below it.
 *
 * @param origin The application's own origin.
 * @throws {ConfigurationError} reports every invalid entry
 */
export function createReturnUrlAllowlist(allowedReturnUrls: readonly string[], origin: string): ReturnUrlAllowlist {
  const problems = allowedReturnUrls
    .map((value) => ({ value, problem: urlProblem(value) }))
    .filter(({ problem }) => problem !== undefined)
    .map(({ value, problem }) => `allowedReturnUrls: ${quoteUrl(value)} ${problem}.`)
  if (allowedReturnUrls.length === 0) problems.push('allowedReturnUrls must have at least one entry.')
  if (problems.length > 0) throw new ConfigurationError(problems)

  const allowed = allowedReturnUrls.map((value) => new URL(value))
  return {
    defaultUrl: allowed[0] as URL,
    resolve(value) {
      if (!URL.canParse(value, origin)) return undefined
      const url = new URL(value, origin)
      if (url.username !== '' || url.password !== '') return undefined
      // A URL parser keeps encoded slashes. The server may decode them.
      if (/%2f|%5c/i.test(url.pathname)) return undefined
      return allowed.some((entry) => entry.origin === url.origin && isBelow(entry.pathname, url.pathname))
        ? url
        : undefined
    },
  }
}

/** Whether `path` is `base` or below it, at a segment boundary: `/a` contains `/a/b`, not `/ab`. */
function isBelow(base: string, path: string): boolean {
  const prefix = base.replace(/\/+$/, '')
  return path === prefix || path.startsWith(`${prefix}/`)
}

/** Sets result parameters on a URL. Removes those that the URL already has, so that it cannot bring its own. */
export function withResultParams(
  target: URL,
  params: Readonly<Record<`permission_${string}` | `sealed_${string}`, string>>,
): string {
  const url = new URL(target)
  for (const name of [...url.searchParams.keys()]) {
    if (name.startsWith('permission_')) url.searchParams.delete(name)
  }
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
  return url.href
}
