/**
 * What is posted to `start`.
 *
 * @module
 */
import type { HonoRequest } from 'hono'
import { type Failure, failure } from '../errors/error-status.ts'
import { bodyForm } from '../http/media-type.ts'

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

const LIKE_CALENDAR_ID = /calendar/i

/**
 * Reads `calendar_id` (repeated, or in JSON a list) and `return_to`; refuses values of any other kind.
 *
 * A misspelt `calendar_id` would silently mean every calendar, so a field that looks like one is refused, and in JSON
 * any unknown field. A form may have others, such as its own token or the name of its button. For the same reason
 * neither of the two may stand in the address.
 */
export async function readStartRequest(request: HonoRequest): Promise<StartRequest | Failure> {
  const form = bodyForm(request)
  if (form === undefined) return failure('unsupported_media_type')
  if (Object.keys(request.queries()).some((name) => name === 'return_to' || LIKE_CALENDAR_ID.test(name))) {
    return failure('invalid_request')
  }
  let body: unknown
  try {
    body = form === 'json' ? await request.json() : await request.parseBody({ all: true })
  } catch {
    return failure('invalid_request')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return failure('invalid_request')
  const { calendar_id: named, return_to: returnTo, ...others } = body as Record<string, unknown>
  if (Object.keys(others).some((name) => form === 'json' || LIKE_CALENDAR_ID.test(name)))
    return failure('invalid_request')
  const calendarIds = named === undefined ? undefined : Array.isArray(named) ? named : [named]
  if (calendarIds !== undefined && !calendarIds.every((id) => typeof id === 'string')) return failure('invalid_request')
  if (returnTo !== undefined && typeof returnTo !== 'string') return failure('invalid_request')
  return {
    calendarIds: calendarIds?.filter((id) => id !== ''),
    returnTo: returnTo === '' ? undefined : returnTo,
  }
}
