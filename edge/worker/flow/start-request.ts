/**
 * What is posted to `start`.
 *
 * @module
 */
import type { HonoRequest } from 'hono'
import { type PublicError, publicError } from '../errors/error-status.ts'
import { requestFormat } from '../http/media-type.ts'

/** A request to begin. */
export interface StartRequest {
  /**
   * `undefined` where the field is absent: every eligible one. Empty where it is there, and empty: a form with check
   * boxes sends nothing for none, so it can have a hidden, empty field beside them to mean it.
   */
  readonly calendarIds: readonly string[] | undefined
  /** Where to go when all is done; `undefined` where nobody said. */
  readonly returnTo: string | undefined
}

const CALENDAR_ID_LIKE = /calendar/i

/**
 * Reads `calendar_id` (repeated, or in JSON a list) and `return_to`; refuses values of any other kind.
 *
 * A misspelt `calendar_id` would silently mean every calendar, so a field that looks like one is refused, and in JSON
 * any unknown field. A form may have others, such as its own token or the name of its button. For the same reason
 * neither of the two may stand in the address.
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
