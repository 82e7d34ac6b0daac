import { ProviderError } from '../../errors.ts'

/**
 * Sends Cronofy's `Retry-After` to the client, with 502 and 503 (RFC 9110 section 10.2.3). A redirect does not have the header, because
 * it would ask the browser to delay the redirect itself.
 */
export function setRetryAfter({ status, headers }: Response, error: unknown): void {
  if (status < 500 || !(error instanceof ProviderError) || error.retryAfterSeconds === undefined) return
  headers.set('Retry-After', String(error.retryAfterSeconds))
}
