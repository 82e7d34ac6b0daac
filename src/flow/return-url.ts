/**
 * The return URL with the sealed request: built before the user goes to the access page, and parsed when they return.
 *
 * @module
 */
import { InputError, SealedRequestError } from '../errors.ts'
import { findSeal } from '../sealing/seal.ts'
import { quoteUrl } from '../shared/redact.ts'

/** The query parameter of the return URL that carries the sealed request. */
export const SEALED_REQUEST_PARAM = 'request'

/** Appends the sealed request to the redirect URI as its last query parameter. */
export function appendSealedRequest(redirectUri: URL, sealedRequest: string): string {
  const url = new URL(redirectUri)
  // Last, so that a naive `?error=…` appended by Cronofy does not change another parameter.
  url.searchParams.delete(SEALED_REQUEST_PARAM)
  url.searchParams.append(SEALED_REQUEST_PARAM, sealedRequest)
  return url.href
}

/** Parses a redirect URI. @throws {InputError} `invalid_redirect_uri` */
export function parseRedirectUri(redirectUri: string): URL {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hash !== '' || url.username + url.password !== '') {
    throw new InputError(
      'invalid_redirect_uri',
      `redirectUri ${quoteUrl(redirectUri)} is not an absolute http(s) URL, or it has a fragment or credentials.`,
    )
  }
  return url
}

/** The query parameters of a return URL. Users can forge them. */
export interface ReturnParams {
  /** The sealed request. Absent if the URL has none. */
  readonly sealedRequest?: string
  /** The `error` that Cronofy adds, such as `access_denied`. Absent if the URL has none. */
  readonly error?: string
}

/** Whether a string is an `error` by RFC 6749 section 4.1.2.1, of at most 100 characters. */
export function isOAuthErrorCode(error: string | undefined): error is string {
  return error !== undefined && /^[\x20-\x21\x23-\x5b\x5d-\x7e]{1,100}$/.test(error)
}

/**
 * Reads the parameters of the URL that the user returned to. Sends nothing, and checks nothing: pass the result to {@link complete}.
 *
 * How Cronofy adds `error=access_denied` to a URL is not documented. It may follow a second `?`, or have no separator. An email or a
 * chat program may also add quotation marks, a period, or `&amp;`. All of these are understood.
 *
 * @param url The URL, absolute or relative like Node's `req.url`.
 * @throws {SealedRequestError} `invalid_sealed_request` if the URL has two different values of one parameter
 * @example
 * ```ts
 * const { sealedRequest, error } = parseReturnUrl(request.url)
 * ```
 */
export function parseReturnUrl(url: string | URL): ReturnParams {
  // The base does not matter: only the query is read.
  const { searchParams } = new URL(url, 'http://localhost')
  const valuesOf = (name: string) => [...searchParams.getAll(name), ...searchParams.getAll(`amp;${name}`)]
  const values = distinct(valuesOf(SEALED_REQUEST_PARAM))
  const [value = ''] = values
  const { sealed, rest } = findSeal(value) ?? { sealed: value.replace(/[^\w.-].*/s, ''), rest: '' }
  const appended = new URLSearchParams(rest.replace(/^\W+/, ''))
  const errors = distinct([...valuesOf('error'), ...appended.getAll('error')].map(withoutPunctuation))
  if (values.length > 1 || errors.length > 1) {
    throw new SealedRequestError(
      'invalid_sealed_request',
      'The return URL has two different values of one query parameter.',
    )
  }
  return {
    ...(sealed !== '' && { sealedRequest: sealed }),
    ...(errors[0] !== undefined && { error: errors[0] }),
  }
}

/** `access_denied` for `"access_denied".` */
function withoutPunctuation(value: string): string {
  return /^\W*(\w+)\W*$/.exec(value)?.[1] ?? value
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)]
}
