/**
 * The ID that Cronofy gave a request. With it, Cronofy's support can find the request.
 *
 * Cronofy does not document the header. A third party recorded it in May 2020.
 *
 * @module
 */

/** In responses. */
export const REQUEST_ID_HEADER = 'x-request-id'

/** Visible ASCII, so that an ID cannot break a line of a log. A UUID has 36 characters. */
const REQUEST_ID = /^[\x21-\x7e]{1,100}$/

/** Reads the ID of a response. Returns no property if there is no valid one. */
export function requestIdOf(headers: Headers): { readonly providerRequestId?: string } {
  const value = headers.get(REQUEST_ID_HEADER)
  return value !== null && REQUEST_ID.test(value) ? { providerRequestId: value } : {}
}
