/**
 * The body of a request to begin a flow.
 *
 * @module
 */
import type { HonoRequest } from 'hono'
import { type PublicError, publicError } from '../errors/error-status.ts'
import { requestFormat } from '../http/media-type.ts'

/** A request to begin. */
export interface StartRequest {
  /**
   * Undefined if the field is absent: every eligible calendar. Empty if the field has no value. A form with check boxes
   * sends nothing for no checked box, so it needs a hidden field without a value.
   */
  readonly calendarIds: readonly string[] | undefined
  /** The URL at which the flow ends. Undefined if the field is absent or empty. */
  readonly returnTo: string | undefined
}

const CALENDAR_ID_LIKE = /calendar/i

/**
 * Reads `calendar_id` (repeated, or an array in JSON) and `return_to`. Returns an error for values of another type.
 *
 * A misspelled `calendar_id` would silently mean every calendar. Therefore, a field that resembles it is an error, and in
 * JSON every unknown field. A form may have other fields, such as a token of the application. For the same reason,
 * neither field may be a query parameter.
 */
export async function readStartRequest(request: HonoRequest): Promise<StartRequest | PublicError> {
  const format = requestFormat(request)
  if (format === undefined) return publicError('unsupported_media_type')
  if (Object.keys(request.queries()).some((name) => name === 'return_to' || CALENDAR_ID_LIKE.test(name))) {
    return publicError('invalid_request')
  }
  let body: unknown
  try {
    body = format === 'json' ? await request.json() : await request.parseBody({ all: true })
  } catch {
    return publicError('invalid_request')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return publicError('invalid_request')
  const { calendar_id: calendarIdField, return_to: returnTo, ...otherFields } = body as Record<string, unknown>
  if (Object.keys(otherFields).some((name) => format === 'json' || CALENDAR_ID_LIKE.test(name)))
    return publicError('invalid_request')
  const calendarIds =
    calendarIdField === undefined ? undefined : Array.isArray(calendarIdField) ? calendarIdField : [calendarIdField]
  if (calendarIds !== undefined && !calendarIds.every((id) => typeof id === 'string'))
    return publicError('invalid_request')
  if (returnTo !== undefined && typeof returnTo !== 'string') return publicError('invalid_request')
  return {
    calendarIds: calendarIds?.filter((id) => id !== ''),
    returnTo: returnTo === '' ? undefined : returnTo,
  }
}
