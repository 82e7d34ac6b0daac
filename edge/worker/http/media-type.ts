/**
 * The media type of a request body.
 *
 * @module
 */
import type { HonoRequest } from 'hono'

/** The format of a request body and of its response. Undefined for other media types. */
export function requestFormat(request: HonoRequest): 'form' | 'json' | undefined {
  const [type] = (request.header('content-type') ?? '').split(';')
  switch (type?.trim().toLowerCase()) {
    case 'application/x-www-form-urlencoded':
    case 'multipart/form-data':
      return 'form'
    case 'application/json':
      return 'json'
    default:
      return undefined
  }
}
