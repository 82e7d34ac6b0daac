/**
 * Validates the bodies of the service's operations as `edge/worker/openapi.yaml` describes them.
 *
 * Unknown fields are rejected, because a misspelled field would silently have no effect.
 *
 * @module
 */
import type { components } from '../../../generated/service.ts'
import { isAccessToken, MAX_SUBJECT_BYTES, subjectByteLength } from '../../../src/account.ts'
import { DATA_CENTER_IDS, isDataCenter } from '../../../src/data-centers.ts'
import { type FieldErrors, HttpError } from '../../../src/handler/errors/http-error.ts'
import { isWellFormed } from '../../../src/shared/well-formed.ts'

type Schemas = components['schemas']

/** Returns what is wrong with a value, without quoting it, or `undefined` if it is valid. */
type Validator = (value: unknown) => string | undefined

interface Field {
  readonly required: boolean
  readonly validate: Validator
}

type Schema<Body> = Readonly<Record<keyof Body, Field>>

const MAX_RETURN_TO_LENGTH = 2048
const MAX_ERROR_LENGTH = 100

/** Much longer than any known token, and short enough for a header. */
const MAX_TOKEN_LENGTH = 4096

/** Much more than the 250 that can be requested. The limit keeps the work bounded. */
const MAX_CALENDAR_IDS = 1000

const dataCenter: Validator = (value) =>
  isDataCenter(value) ? undefined : `must be one of ${DATA_CENTER_IDS.join(', ')}`

const nonEmptyString: Validator = (value) => {
  if (typeof value !== 'string') return 'must be a string'
  return value === '' ? 'must not be empty' : undefined
}

const stringUpTo =
  (maxLength: number): Validator =>
  (value) =>
    nonEmptyString(value) ??
    ((value as string).length > maxLength ? `must have at most ${maxLength} characters` : undefined)

const token: Validator = (value) =>
  stringUpTo(MAX_TOKEN_LENGTH)(value) ??
  (isAccessToken(value) ? undefined : 'must contain visible ASCII characters only')

const subject: Validator = (value) =>
  nonEmptyString(value) ??
  (isWellFormed(value as string) ? undefined : 'must be well-formed Unicode') ??
  (subjectByteLength(value as string) > MAX_SUBJECT_BYTES
    ? `must be at most ${MAX_SUBJECT_BYTES} bytes long`
    : undefined)

const calendarIds: Validator = (value) => {
  if (!Array.isArray(value)) return 'must be an array'
  if (value.length === 0) return 'must not be empty; to ask for every calendar, send "all_calendars": true'
  if (value.length > MAX_CALENDAR_IDS) return `must have at most ${MAX_CALENDAR_IDS} entries`
  const invalidIndex = value.findIndex((id) => nonEmptyString(id) !== undefined)
  return invalidIndex === -1 ? undefined : `entry ${invalidIndex + 1} ${nonEmptyString(value[invalidIndex])}`
}

const literalTrue: Validator = (value) => (value === true ? undefined : 'must be true, or left out')

/** Names that may be a misspelled field are quoted. Any other name may be a token, so it is not. */
const FIELD_NAME = /^[a-z]{1,16}(?:_[a-z]{1,16}){0,3}$/

const required = (validate: Validator) => ({ required: true, validate })
const optional = (validate: Validator) => ({ required: false, validate })

const CREDENTIALS_FIELDS = { data_center: required(dataCenter), access_token: required(token) }
const ACCOUNT_FIELDS = { ...CREDENTIALS_FIELDS, subject: required(subject) }

const BEGIN_SCHEMA: Schema<Schemas['BeginRequest']> = {
  ...ACCOUNT_FIELDS,
  calendar_ids: optional(calendarIds),
  all_calendars: optional(literalTrue),
  return_to: optional(stringUpTo(MAX_RETURN_TO_LENGTH)),
}
const COMPLETE_SCHEMA: Schema<Schemas['CompleteRequest']> = {
  ...ACCOUNT_FIELDS,
  sealed_request: required(nonEmptyString),
  permission_error: optional(stringUpTo(MAX_ERROR_LENGTH)),
}
const READ_SCHEMA: Schema<Schemas['ReadRequest']> = { ...CREDENTIALS_FIELDS, calendar_ids: optional(calendarIds) }

/** Parses the body of `beginPermissionRequest`. @throws {HttpError} `validation_failed`, with every invalid field */
export const parseBeginRequest: (body: object) => Schemas['BeginRequest'] = createParser(BEGIN_SCHEMA)

/** Parses the body of `completePermissionRequest`. @throws {HttpError} `validation_failed`, with every invalid field */
export const parseCompleteRequest: (body: object) => Schemas['CompleteRequest'] = createParser(COMPLETE_SCHEMA)

/** Parses the body of `readPermissions`. @throws {HttpError} `validation_failed`, with every invalid field */
export const parseReadRequest: (body: object) => Schemas['ReadRequest'] = createParser(READ_SCHEMA)

function createParser<Body>(schema: Schema<Body>): (body: object) => Body {
  const fields = Object.entries<Field>(schema)
  return (body) => {
    const errors: FieldErrors = {}
    for (const name of Object.keys(body)) {
      if (!Object.hasOwn(schema, name))
        errors[FIELD_NAME.test(name) ? name : '(another field)'] = ['is not a known field']
    }
    for (const [name, { required, validate }] of fields) {
      const problem = Object.hasOwn(body, name)
        ? validate((body as Record<string, unknown>)[name])
        : required
          ? 'is required'
          : undefined
      if (problem !== undefined) errors[name] = [problem]
    }
    if (Object.keys(errors).length === 0) return body as Body
    throw new HttpError('validation_failed', 'The body is invalid.', errors)
  }
}
