import { ProviderError } from '../../errors.ts'

/**
 * Passes on how long Cronofy asks to wait, with 502 and 503 (RFC 9110 section 10.2.3). Not with a redirect: there the header would ask
 * the browser to delay the redirect itself.
 */
export function setRetryAfter({ status, headers }: Response, error: unknown): void {
  if (status < 500 || !(error instanceof ProviderError) || error.retryAfterSeconds === undefined) return
  headers.set('Retry-After', String(error.retryAfterSeconds))
}
