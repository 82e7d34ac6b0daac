/**
 * Addresses of an application that a user is sent back to.
 *
 * @module
 */

/**
 * Whether `value` is an absolute http or https address, written as an address is: in ASCII and without spaces (RFC 3986
 * section 2). A parser would take more, and make another address of it. (`javascript:` and the like are absolute too.)
 */
export function isHttpUrl(value: string): boolean {
  return /^[\x21-\x7e]+$/.test(value) && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}

/**
 * Adds parameters to the query of an address, behind what is there already, which stays as it was written
 * (documented for the access page; RFC 6749 section 3.1.2 for OAuth).
 */
export function appendQuery(base: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(base)
  const added = new URLSearchParams(parameters).toString()
  if (added !== '') url.search = url.search === '' ? added : `${url.search}&${added}`
  return url.href
}
