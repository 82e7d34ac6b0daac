/**
 * Headers with which browsers mark a request that no user made: `Sec-Purpose` (Fetch standard), `Purpose` (Chromium),
 * `X-Purpose` (Safari), and `X-Moz` (Firefox).
 */
const PURPOSE_HEADERS = ['Sec-Purpose', 'Purpose', 'X-Purpose', 'X-Moz'] as const

const PURPOSE = /\b(?:prefetch|prerender|preview)\b/i

/**
 * Whether a request is a HEAD, a prefetch, a prerender, or a link preview. It must not count as a visit of the user.
 * Respond to it with 204, and do nothing (T28).
 */
export function isPrefetch({ method, headers }: Request): boolean {
  return method === 'HEAD' || PURPOSE_HEADERS.some((name) => PURPOSE.test(headers.get(name) ?? ''))
}
