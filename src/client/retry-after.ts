/**
 * The `Retry-After` header, RFC 9110 section 10.2.3.
 *
 * @module
 */

/** An IMF-fixdate, RFC 9110 section 5.6.7. `Date.parse` alone accepts many other forms. */
const IMF_FIXDATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** Ten digits are about 300 years. */
const DELAY_SECONDS = /^\d{1,10}$/

/**
 * Parses a `Retry-After` header.
 *
 * @param nowMs The time, in milliseconds since 1970.
 * @returns Whole seconds to wait, 0 for a date that has passed, or `undefined` if the header is invalid.
 */
export function parseRetryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined
  if (DELAY_SECONDS.test(value)) return Number(value)
  if (!IMF_FIXDATE.test(value)) return undefined
  const atMs = Date.parse(value)
  return Number.isNaN(atMs) ? undefined : Math.max(0, Math.ceil((atMs - nowMs) / 1000))
}
