import type { ErrorInfo, HttpErrorCode } from '../../error-codes.ts'
import { ExtendedPermissionsError } from '../../errors.ts'

/** The codes of the handlers, the worker, and the service, beside those of the library. */
export const HTTP_ERRORS: Readonly<Record<HttpErrorCode, ErrorInfo>> = {
  cross_site_request: [403, "Submit the form from the application's own page."],
  unsupported_media_type: [
    415,
    'Send JSON, or a form where forms are accepted, in UTF-8 and without Content-Encoding.',
  ],
  invalid_request: [400, 'Send the fields that the documentation describes.'],
  invalid_request_url: [400, 'Send a request with a valid URL and Host header.'],
  method_not_allowed: [405, 'Use the method that the Allow header names.'],
  body_already_read: [400, 'Mount this handler before any middleware that parses request bodies.'],
  request_too_large: [413, 'Send a shorter body, such as with fewer calendars.'],
  not_signed_in: [401, 'Sign in and try again.'],
  not_connected: [409, 'Connect the user to Cronofy, and try again.'],
  on_start_failed: [500, 'Correct the hook, and try again.'],
  on_outcome_failed: [500, 'Correct the hook, and try again.'],
  on_connected_failed: [500, 'Correct the hook, and connect again.'],
  on_tokens_renewed_failed: [500, 'Correct the hook, and try again.'],
  on_disconnected_failed: [500, 'Correct the hook, and disconnect again.'],
  no_calendar_selected: [422, 'Select at least one calendar.'],
  not_found: [404, 'Check the path of the request.'],
  cookie_too_large: [500, 'Report this as a bug.'],
  internal_error: [500, "Look for the request ID in the worker's log."],

  unauthorized: [401, 'Send `Authorization: Bearer <key>` with one of the keys in API_KEYS.'],
  validation_failed: [422, 'Correct the fields that `errors` names.'],
  cross_origin_request: [403, 'Call the service from your backend.'],
  data_center_not_configured: [
    422,
    'Use a data center that has credentials, or set CRONOFY_<ID>_CLIENT_ID and CRONOFY_<ID>_CLIENT_SECRET.',
  ],
  invalid_link: [400, 'Begin again.'],
  expired_link: [410, 'Begin again.'],
  invalid_connection: [422, 'Connect again.'],
  expired_connection: [410, 'Connect again.'],
}

/** What is wrong with the fields of a request: sentences, by field name. */
export type FieldErrors = Record<string, string[]>

/** A handler, a Hono app, or the worker cannot handle a request. */
export class HttpError extends ExtendedPermissionsError {
  override readonly name: string = 'HttpError'
  readonly code: HttpErrorCode
  /** With `validation_failed`: what is wrong, by field name. */
  declare readonly errors?: FieldErrors

  constructor(code: HttpErrorCode, problem: string, errors?: FieldErrors) {
    super(problem, HTTP_ERRORS[code])
    this.code = code
    if (errors !== undefined) this.errors = errors
  }
}

export function notSignedIn(): HttpError {
  return new HttpError('not_signed_in', 'No user is signed in.')
}
