/**
 * Validates the bodies of the service's operations as `edge/worker/openapi.yaml` describes them.
 *
 * Unknown fields are rejected, because a misspelled field would silently have no effect.
 *
 * @module
 */
import type { components } from '../../../generated/service.ts'
import { type FieldErrors, HttpError } from '../../../src/handler/errors/http-error.ts'
import {
  calendarIds,
  dataCenter,
  literalTrue,
  locale,
  providerName,
  stringUpTo,
  subject,
  timestamp,
  token,
  type Validator,
} from './validators.ts'

type Schemas = components['schemas']

interface Field {
  readonly required: boolean
  readonly validate: Validator
}

type Schema<Body> = Readonly<Record<keyof Body, Field>>

const MAX_RETURN_TO_LENGTH = 2048
const MAX_ERROR_LENGTH = 100

/** Longer than any seal of this service. */
const MAX_SEAL_LENGTH = 8192

/** Cronofy documents no length. The link must fit into a URL. */
const MAX_LINK_TOKEN_LENGTH = 512

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
  choose_calendars: optional(literalTrue),
  access_token_expires_at: optional(timestamp),
  return_to: optional(stringUpTo(MAX_RETURN_TO_LENGTH)),
}
const COMPLETE_SCHEMA: Schema<Schemas['CompleteRequest']> = {
  ...ACCOUNT_FIELDS,
  sealed_request: required(stringUpTo(MAX_SEAL_LENGTH)),
  permission_error: optional(stringUpTo(MAX_ERROR_LENGTH)),
}
const READ_SCHEMA: Schema<Schemas['ReadRequest']> = { ...CREDENTIALS_FIELDS, calendar_ids: optional(calendarIds) }

const CONNECT_SCHEMA: Schema<Schemas['ConnectRequest']> = {
  subject: required(subject),
  return_to: required(stringUpTo(MAX_RETURN_TO_LENGTH)),
  data_center: optional(dataCenter),
  provider_name: optional(providerName),
  link_token: optional((value) => stringUpTo(MAX_LINK_TOKEN_LENGTH)(value) ?? token(value)),
  locale: optional(locale),
}
const COMPLETE_CONNECTION_SCHEMA: Schema<Schemas['CompleteConnectionRequest']> = {
  sealed_connection: required(stringUpTo(MAX_SEAL_LENGTH)),
  subject: required(subject),
}
const REFRESH_SCHEMA: Schema<Schemas['RefreshRequest']> = {
  data_center: required(dataCenter),
  refresh_token: required(token),
}
const REVOKE_SCHEMA: Schema<Schemas['RevokeRequest']> = { data_center: required(dataCenter), token: required(token) }

/** Parses the body of `beginPermissionRequest`. @throws {HttpError} `validation_failed`, with every invalid field */
export const parseBeginRequest: (body: object) => Schemas['BeginRequest'] = createParser(BEGIN_SCHEMA)

/** Parses the body of `completePermissionRequest`. @throws {HttpError} `validation_failed`, with every invalid field */
export const parseCompleteRequest: (body: object) => Schemas['CompleteRequest'] = createParser(COMPLETE_SCHEMA)

/** Parses the body of `readPermissions`. @throws {HttpError} `validation_failed`, with every invalid field */
export const parseReadRequest: (body: object) => Schemas['ReadRequest'] = createParser(READ_SCHEMA)

/** Parses the body of `beginConnection`. @throws {HttpError} `validation_failed`, with every invalid field */
export const parseConnectRequest: (body: object) => Schemas['ConnectRequest'] = createParser(CONNECT_SCHEMA)

/** Parses the body of `completeConnection`. @throws {HttpError} `validation_failed`, with every invalid field */
export const parseCompleteConnectionRequest: (body: object) => Schemas['CompleteConnectionRequest'] =
  createParser(COMPLETE_CONNECTION_SCHEMA)

/** Parses the body of `refreshConnection`. @throws {HttpError} `validation_failed`, with every invalid field */
export const parseRefreshRequest: (body: object) => Schemas['RefreshRequest'] = createParser(REFRESH_SCHEMA)

/** Parses the body of `revokeConnection`. @throws {HttpError} `validation_failed`, with every invalid field */
export const parseRevokeRequest: (body: object) => Schemas['RevokeRequest'] = createParser(REVOKE_SCHEMA)

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
