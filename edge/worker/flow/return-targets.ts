/**
 * Where a user may be sent when all is done: an allow-list, so that no link to us becomes a link to anywhere.
 *
 * @module
 */

import { ConfigurationError } from '../../../src/errors.ts'
import { quoteUrl } from '../../../src/shared/redact.ts'
import { urlProblem } from '../http/web-url.ts'

/** The addresses an application allows. */
export interface ReturnUrlAllowlist {
  /** Where to go when nobody said where: the first of the list. */
  readonly defaultUrl: URL
  /**
   * The address that `value` stands for, parsed, or `undefined` where it is not allowed. A relative one is resolved
   * against our own origin.
   */
  readonly resolve: (value: string) => URL | undefined
}

/**
 * Reads an allow-list. An entry allows its own origin, exactly, and its own path with everything below it.
 *
 * @param origin Our own origin.
 * @throws {ConfigurationError} which names every entry that cannot be used
 */
export function createReturnUrlAllowlist(allowedReturnUrls: readonly string[], origin: string): ReturnUrlAllowlist {
  const problems = allowedReturnUrls
    .map((value) => ({ value, problem: urlProblem(value) }))
    .filter(({ problem }) => problem !== undefined)
    .map(({ value, problem }) => `return address ${quoteUrl(value)} ${problem}`)
  if (allowedReturnUrls.length === 0) problems.push('there is no return address: name at least one')
  if (problems.length > 0) throw new ConfigurationError(problems)

  const allowed = allowedReturnUrls.map((value) => new URL(value))
  return {
    defaultUrl: allowed[0] as URL,
    resolve(value) {
      if (!URL.canParse(value, origin)) return undefined
      const url = new URL(value, origin)
      if (url.username !== '' || url.password !== '') return undefined
      // Encoded slashes are no slashes to a parser, and may be to the server behind it.
      if (/%2f|%5c/i.test(url.pathname)) return undefined
      return allowed.some((entry) => entry.origin === url.origin && isBelow(entry.pathname, url.pathname))
        ? url
        : undefined
    },
  }
}

/** Whether `path` is `base` or below it, at a segment boundary: `/a` holds `/a/b`, and not `/ab`. */
function isBelow(base: string, path: string): boolean {
  const prefix = base.replace(/\/+$/, '')
  return path === prefix || path.startsWith(`${prefix}/`)
}

/** The address with `permission_*` and `sealed_*` parameters: set, never appended, so that an address cannot bring its own. */
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
