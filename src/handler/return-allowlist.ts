/**
 * The allow-list of URLs at which a flow may end. It prevents open redirects (T1).
 *
 * @module
 */

import { ConfigurationError, InputError } from '../errors.ts'
import { MAX_RETURN_TO_LENGTH } from '../sealing/permission-request.ts'
import { quoteUrl } from '../shared/redact.ts'
import { hasAmbiguousPath, returnUrlProblem } from './http/web-url.ts'

/** The URLs at which a flow may end. */
export interface ReturnUrlAllowlist {
  /** The first entry, used if the request names no URL. */
  readonly defaultUrl: URL
  /**
   * Parses a URL, relative to the application's own origin. Returns undefined if it is not allowed, or has more than 2,048
   * characters.
   */
  resolve(value: string): URL | undefined
  /** Returns an allowed URL, or the default one for `undefined`. @throws {InputError} `invalid_return_to` */
  require(value: string | undefined): URL
}

/**
 * Parses an allow-list. An entry allows its exact origin, and its path with everything below it.
 *
 * @param origin The application's own origin.
 * @throws {ConfigurationError} reports every invalid entry
 */
export function createReturnUrlAllowlist(allowedReturnUrls: readonly string[], origin: string): ReturnUrlAllowlist {
  const problems = allowedReturnUrls
    .map((value) => ({ value, problem: returnUrlProblem(value) }))
    .filter(({ problem }) => problem !== undefined)
    .map(({ value, problem }) => `allowedReturnUrls: ${quoteUrl(value)} ${problem}.`)
  if (allowedReturnUrls.length === 0) problems.push('allowedReturnUrls must have at least one entry.')
  if (problems.length > 0) throw new ConfigurationError(problems)

  const allowed = allowedReturnUrls.map((value) => new URL(value))
  const defaultUrl = allowed[0] as URL

  function resolve(value: string): URL | undefined {
    if (value.length > MAX_RETURN_TO_LENGTH || !URL.canParse(value, origin)) return undefined
    const url = new URL(value, origin)
    // Characters that have to be escaped, and a relative URL, become longer.
    if (url.href.length > MAX_RETURN_TO_LENGTH) return undefined
    if (url.username !== '' || url.password !== '' || hasAmbiguousPath(url)) return undefined
    return allowed.some((entry) => entry.origin === url.origin && isBelow(entry.pathname, url.pathname))
      ? url
      : undefined
  }

  return {
    defaultUrl,
    resolve,
    require(value) {
      const url = value === undefined ? defaultUrl : resolve(value)
      if (url !== undefined) return url
      throw new InputError('invalid_return_to', 'The return URL is not below any of the allowed return URLs.')
    },
  }
}

/** Whether `path` is `base` or below it, at a segment boundary: `/a` contains `/a/b`, not `/ab`. */
function isBelow(base: string, path: string): boolean {
  const prefix = base.replace(/\/+$/, '')
  return path === prefix || path.startsWith(`${prefix}/`)
}

/** The query parameters with which a flow reports its result in the URL at which it ends. */
export type ResultParams = Readonly<Record<`${'permission' | 'connection' | 'sealed'}_${string}`, string>>

/** Sets result parameters on a URL. First removes those that the URL has already, because they could be forged. */
export function withResultParams(target: URL, params: ResultParams): string {
  const url = new URL(target)
  url.search = new URLSearchParams([...withoutResultParams(url.searchParams), ...Object.entries(params)]).toString()
  url.hash = withoutFragmentParams(url.hash)
  return url.href
}

/** Single-page applications read parameters from the fragment: `#/path?name=value` or `#name=value`. */
function withoutFragmentParams(hash: string): string {
  // Without a query, the parameters begin after the '#'.
  const separator = Math.max(hash.indexOf('?'), 0)
  const params = new URLSearchParams(hash.slice(separator + 1))
  const others = withoutResultParams(params)
  // A fragment without such a parameter stays as it is, because URLSearchParams would escape it in another way.
  if (others.length === params.size) return hash
  const before = hash.slice(0, separator)
  return others.length === 0 ? before : `${before}${hash[separator]}${new URLSearchParams(others)}`
}

/** Some servers replace a period, a blank, or a bracket in a name with an underscore, and some ignore its case. */
const RESULT_PARAM = /^[\s]*(?:permission|connection|sealed)[_.\s[+-]/i

/** Works in one pass, because deleting parameters from a URL one by one takes quadratic time (T24). */
function withoutResultParams(params: URLSearchParams): [name: string, value: string][] {
  return [...params].filter(([name]) => !RESULT_PARAM.test(name))
}
