/**
 * Whether `value` is an absolute http or https URL in ASCII without spaces (RFC 3986 section 2). A parser would accept
 * other strings and change them. URLs such as `javascript:` are absolute too.
 */
export function isHttpUrl(value: string): boolean {
  return /^[\x21-\x7e]+$/.test(value) && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}

/**
 * Appends parameters to the query of a URL, and keeps its existing query as it is (documented for the access page; RFC
 * 6749 section 3.1.2 for OAuth).
 */
export function appendQuery(base: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(base)
  const added = new URLSearchParams(parameters).toString()
  if (added !== '') url.search = url.search === '' ? added : `${url.search}&${added}`
  return url.href
}
