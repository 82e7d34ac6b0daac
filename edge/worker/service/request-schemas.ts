/**
 * The bodies of the service's calls, checked as `edge/worker/openapi.yaml` has them.
 *
 * A field that is unknown is refused: a misspelt `calendar_ids` would silently mean every calendar.
 *
 * @module
 */
import type { components } from '../../../generated/service.ts'
import { isAccessToken, MAX_SUBJECT_BYTES, subjectByteLength } from '../../../src/account.ts'
import { DATA_CENTER_IDS, isDataCenter } from '../../../src/data-centers.ts'
import { type FieldProblems, ServiceError } from '../errors/error-status.ts'

type Schemas = components['schemas']

/** Says what is wrong with a value, in a few words that do not quote it. */
type Check = (value: unknown) => string | undefined

interface Field {
  readonly required: boolean
  readonly check: Check
}

/** How each field of a body has to be. */
type Shape<Body> = Readonly<Record<keyof Body, Field>>

const MAX_RETURN_TO_LENGTH = 2048
const MAX_ERROR_LENGTH = 100

/** Far longer than any token, and short enough for a header: a server would refuse more with a status of its own. */
const MAX_TOKEN_LENGTH = 4096

/** Far more than anybody has; only so that an endless list is refused before each of it is looked at. */
const MAX_CALENDAR_IDS = 1000

const dataCenter: Check = (value) => (isDataCenter(value) ? undefined : `is none of ${DATA_CENTER_IDS.join(', ')}`)

const text: Check = (value) => {
  if (typeof value !== 'string') return 'is no text'
  return value === '' ? 'is empty' : undefined
}

const textUpTo =
  (maxLength: number): Check =>
  (value) =>
    text(value) ?? ((value as string).length > maxLength ? `is longer than ${maxLength} characters` : undefined)

const token: Check = (value) =>
  textUpTo(MAX_TOKEN_LENGTH)(value) ?? (isAccessToken(value) ? undefined : 'has characters that no token has')

const subject: Check = (value) =>
  text(value) ??
  (subjectByteLength(value as string) > MAX_SUBJECT_BYTES ? `is longer than ${MAX_SUBJECT_BYTES} bytes` : undefined)

const calendarIds: Check = (value) => {
  if (!Array.isArray(value)) return 'is no list'
  if (value.length === 0) return 'is empty: leave it out for every calendar'
  if (value.length > MAX_CALENDAR_IDS) return `has more than ${MAX_CALENDAR_IDS} entries`
  const wrong = value.findIndex((id) => text(id) !== undefined)
  return wrong === -1 ? undefined : `has an entry, number ${wrong + 1}, that ${text(value[wrong])}`
}

/** What could be a misspelt field is quoted. Anything else may stand there, a token for one. */
const FIELD_NAME = /^[a-z]{1,16}(?:_[a-z]{1,16}){0,3}$/

const required = (check: Check) => ({ required: true, check })
const optional = (check: Check) => ({ required: false, check })

const CALLER = { data_center: required(dataCenter), access_token: required(token) }
const ACCOUNT = { ...CALLER, subject: required(subject) }

const BEGIN: Shape<Schemas['BeginRequest']> = {
  ...ACCOUNT,
  calendar_ids: optional(calendarIds),
  return_to: optional(textUpTo(MAX_RETURN_TO_LENGTH)),
}
const COMPLETE: Shape<Schemas['CompleteRequest']> = {
  ...ACCOUNT,
  sealed_request: required(text),
  permission_error: optional(textUpTo(MAX_ERROR_LENGTH)),
}
const READ: Shape<Schemas['ReadRequest']> = { ...CALLER, calendar_ids: optional(calendarIds) }

/** Each throws a {@link ServiceError} `validation_failed` that names every field that is wrong. */
export const checkBegin: (body: object) => Schemas['BeginRequest'] = checker(BEGIN)

/** See {@link checkBegin}. */
export const checkComplete: (body: object) => Schemas['CompleteRequest'] = checker(COMPLETE)

/** See {@link checkBegin}. */
export const checkRead: (body: object) => Schemas['ReadRequest'] = checker(READ)

function checker<Body>(shape: Shape<Body>): (body: object) => Body {
  const fields = Object.entries<Field>(shape)
  return (body) => {
    const errors: FieldProblems = {}
    for (const name of Object.keys(body)) {
      if (!Object.hasOwn(shape, name)) errors[FIELD_NAME.test(name) ? name : '(another field)'] = ['is unknown']
    }
    for (const [name, { required, check }] of fields) {
      const problem = Object.hasOwn(body, name)
        ? check((body as Record<string, unknown>)[name])
        : required
          ? 'is missing'
          : undefined
      if (problem !== undefined) errors[name] = [problem]
    }
    if (Object.keys(errors).length === 0) return body as Body
    throw new ServiceError('validation_failed', 'Cannot use the body: errors says why, by field', errors)
  }
}
