/**
 * The application's return address, with the sealed request in it: written before the trip to the access page, and read
 * after it.
 *
 * @module
 */
import { InputError, SealedRequestError } from '../errors.ts'
import { quoteUrl } from '../shared/redact.ts'

/** The parameter of the return address that carries the sealed request. */
export const SEALED_REQUEST_PARAM = 'request'

/** The application's return address with the sealed request as its last parameter; a query of its own stays. */
export function appendSealedRequest(redirectUri: URL, sealedRequest: string): string {
  const url = new URL(redirectUri)
  // Last, so that a provider that appends `?error=…` without looking spoils no other parameter.
  url.searchParams.delete(SEALED_REQUEST_PARAM)
  url.searchParams.append(SEALED_REQUEST_PARAM, sealedRequest)
  return url.href
}

/** Reads the application's own return address. @throws {InputError} `invalid_redirect_uri` */
export function parseRedirectUri(redirectUri: string): URL {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hash !== '' || url.username + url.password !== '') {
    throw new InputError(
      'invalid_redirect_uri',
      `redirectUri ${quoteUrl(redirectUri)} is not an absolute http(s) URL, or has a fragment or credentials.`,
    )
  }
  return url
}

/** What an address that the user came back to says. Nothing of it is proven. */
export interface ReturnParams {
  /** The sealed request, if there is one. */
  readonly sealedRequest?: string
  /** The provider's `error`, such as `access_denied`, if there is one. */
  readonly error?: string
}

/** Whether a text is an `error` as RFC 6749 section 4.1.2.1 has it, and no longer than any that is known. */
export function isOAuthErrorCode(error: string | undefined): error is string {
  return error !== undefined && /^[\x20-\x21\x23-\x5b\x5d-\x7e]{1,100}$/.test(error)
}

/**
 * Reads the address that the user came back to.
 *
 * Copes with a provider that appends `?error=access_denied` to an address that has a query already: the sealed value
 * ends at the first character that a seal cannot hold, and what follows is read as a query.
 *
 * @throws {SealedRequestError} `invalid_sealed_request` where a parameter is repeated
 * @example
 * ```ts
 * const { sealedRequest, error } = parseReturnUrl(request.url)
 * ```
 */
export function parseReturnUrl(url: string | URL): ReturnParams {
  const { searchParams } = new URL(url)
  const values = searchParams.getAll(SEALED_REQUEST_PARAM)
  const [, sealed = '', appended = ''] = /^([A-Za-z0-9_.-]*)(.*)$/s.exec(values[0] ?? '') ?? []
  const errors = [...searchParams.getAll('error'), ...new URLSearchParams(appended.slice(1)).getAll('error')]
  if (values.length > 1 || errors.length > 1) {
    throw new SealedRequestError('invalid_sealed_request', 'The return URL repeats a query parameter.')
  }
  return {
    ...(sealed !== '' && { sealedRequest: sealed }),
    ...(errors[0] !== undefined && { error: errors[0] }),
  }
}
