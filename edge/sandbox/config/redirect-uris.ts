/**
 * The list of allowed redirect URIs of a verified application. A wildcard in the host name is allowed for subdomains only:
 * `https://*.example.com/path`. Schemes of mobile apps are not allowed (documented: faqs/verify-application).
 *
 * It is a guess that a wildcard stands for exactly one label, and that the rest must be equal.
 *
 * @module
 */
import { isHttpUrl } from '../http/web-url.ts'

/** A label of a host name (RFC 1123 section 2.1). */
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?'

/** A scheme, `*.`, a domain of at least two labels, and the rest without another `*`. */
const WILDCARD = new RegExp(`^(https?://)\\*(\\.${LABEL}(?:\\.${LABEL})+(?::\\d+)?(?:[/?][^*#]*)?)$`, 'i')

/** What is wrong with an entry of the list. Undefined if nothing is. */
export function findRedirectUriProblem(entry: string): string | undefined {
  if (!entry.includes('*')) {
    return isHttpUrl(entry) ? undefined : 'Each redirect URI must be an absolute http or https URL.'
  }
  return WILDCARD.test(entry) && isHttpUrl(entry.replace('*', 'a'))
    ? undefined
    : 'A wildcard must be the first label of a host name, followed by a domain: "https://*.example.com/path".'
}

/** Whether a URL is on the list. URLs are compared as strings. */
export function matchesRedirectUri(entry: string, url: string): boolean {
  const [matched, scheme = '', rest = ''] = WILDCARD.exec(entry) ?? []
  if (matched === undefined) return entry === url
  const label = url.slice(scheme.length, url.length - rest.length)
  return url === `${scheme}${label}${rest}` && new RegExp(`^${LABEL}$`).test(label)
}
