/**
 * The body of a request to begin a flow.
 *
 * @module
 */
import { InputError } from '../../errors.ts'
import type { CalendarSelection } from '../../flow/select-calendars.ts'
import { HttpError } from '../errors/http-error.ts'
import type { Fields } from '../http/request-body.ts'

export interface StartRequest {
  /** Undefined if no calendar was selected. */
  readonly selection: CalendarSelection | undefined
  /** The URL at which the flow ends. Undefined if the field is absent or empty. */
  readonly returnTo: string | undefined
}

/** A field with such a name is probably a misspelled `calendar_id` or `all_calendars`. */
const CALENDAR_LIKE = /calend[ae]r/i

/**
 * Reads `calendar_id` (repeated, or an array in JSON) or `all_calendars`, and `return_to`. Empty IDs are left out: a
 * form can have a hidden field without a value.
 *
 * Ignores other fields, such as a CSRF token of the application. A field with a name like `calendar_id` is an error, because it may
 * be a misspelled part of the selection.
 *
 * @param options.format A form has strings only, so `all_calendars` is the string `true` there.
 * @param options.query None of these fields may be a query parameter.
 * @throws {HttpError} `invalid_request`
 * @throws {InputError} `invalid_selection` with `calendar_id` and `all_calendars`, or with another value than true
 */
export function parseStartRequest(
  fields: Fields,
  { format, query }: { format: 'form' | 'json' | undefined; query: URLSearchParams },
): StartRequest {
  const { calendar_id: idField, all_calendars: allField, return_to: returnTo, ...otherFields } = fields
  const misplaced = [
    ...[...query.keys()].filter((name) => name === 'return_to' || CALENDAR_LIKE.test(name)),
    ...Object.keys(otherFields).filter((name) => CALENDAR_LIKE.test(name)),
  ]
  if (misplaced.length > 0) {
    throw new HttpError(
      'invalid_request',
      'A field or a query parameter has a name like calendar_id, but is not supported. It may be misspelled, or belong in the body.',
    )
  }
  if (returnTo !== undefined && typeof returnTo !== 'string') {
    throw new HttpError('invalid_request', 'return_to must be one string.')
  }
  return {
    selection: parseSelection(
      idField,
      allField === undefined ? undefined : allField === (format === 'json' ? true : 'true'),
    ),
    returnTo: returnTo === '' ? undefined : returnTo,
  }
}

/** Reads the IDs of `calendar_id`. @throws {HttpError} `invalid_request` */
export function parseCalendarIds(idField: unknown): string[] {
  const ids: unknown[] = idField === undefined ? [] : [idField].flat()
  if (!ids.every((id) => typeof id === 'string')) {
    throw new HttpError('invalid_request', 'calendar_id must be a string or an array of strings.')
  }
  return ids.filter((id) => id !== '')
}

/** @param allCalendars Undefined without the field `all_calendars`, and false if it is not exactly true. */
function parseSelection(idField: unknown, allCalendars: boolean | undefined): CalendarSelection | undefined {
  const calendarIds = parseCalendarIds(idField)
  if (allCalendars === undefined) return calendarIds.length === 0 ? undefined : { calendarIds }
  if (!allCalendars) throw new InputError('invalid_selection', 'all_calendars must be exactly true.')
  if (idField !== undefined)
    throw new InputError('invalid_selection', 'Both calendar_id and all_calendars are present.')
  return { allCalendars }
}
