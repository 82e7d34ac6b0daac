/**
 * The part that the token endpoint and the revocation endpoint have in common: the body, and the credentials of the
 * application.
 *
 * @module
 */
import type { Context } from 'hono'
import { FORM_MEDIA_TYPE } from '../http/body.ts'
import type { FieldErrors, Schemas, SchemaValidator } from '../openapi/schema-validator.ts'
import { parseRequestBody } from '../openapi/validate-response.ts'
import type { DataCenterStore } from '../store/data-center.ts'

/** A request of an application with valid credentials, or the response that rejects it. */
export type ClientRequest<T> =
  | { readonly status: 'valid'; readonly body: T }
  | { readonly status: 'rejected'; readonly response: Response }

/**
 * Reads a request. Forms and JSON are accepted, with the credentials in the body (documented).
 *
 * Basic authentication is accepted too (guess): the sign-in gem for Ruby sends the credentials like this with oauth2 2.0
 * or later.
 *
 * A missing, repeated, or malformed field is 400 `invalid_request`, another grant type is 400 `unsupported_grant_type`,
 * and wrong credentials are 401 `invalid_client` (RFC 6749 section 5.2; that Cronofy does the same is a guess).
 */
export async function parseClientRequest<Name extends 'TokenRequest' | 'RevokeRequest'>(
  c: Context,
  { clients }: Pick<DataCenterStore, 'clients'>,
  validator: SchemaValidator,
  schema: Name,
): Promise<ClientRequest<Schemas[Name]>> {
  const basicCredentials = parseBasicCredentials(c.req.header('authorization'))
  const parsed = await parseRequestBody(c, validator, {
    schema,
    mediaTypes: [FORM_MEDIA_TYPE, 'application/json'],
    normalize(body, mediaType) {
      const fields = mediaType === FORM_MEDIA_TYPE ? omitEmpty(body) : body
      return basicCredentials === undefined ? fields : addCredentials(fields, basicCredentials)
    },
  })
  if (parsed.status === 'unreadable') return reject(invalidRequest(c, parsed.problem))
  if (parsed.status === 'invalid') return reject(rejectFields(c, schema, parsed.errors))
  const { client_id, client_secret } = parsed.value
  const isKnown = clients.some(({ clientId, clientSecret }) => clientId === client_id && clientSecret === client_secret)
  return isKnown ? { status: 'valid', body: parsed.value } : reject(c.json({ error: 'invalid_client' }, 401))
}

/** A revocation names neither a token nor an account. */
export const NOTHING_TO_REVOKE = 'Cannot revoke: Pass token or sub in the body.'

export function invalidRequest(c: Context, description: string): Response {
  return c.json({ error: 'invalid_request', error_description: description }, 400)
}

function reject(response: Response): { status: 'rejected'; response: Response } {
  return { status: 'rejected', response }
}

function rejectFields(c: Context, schema: string, errors: FieldErrors): Response {
  const fields = Object.keys(errors)
  // The body as a whole is invalid if it has the credentials only.
  if (schema === 'RevokeRequest' && fields.join() === 'body') return invalidRequest(c, NOTHING_TO_REVOKE)
  if (fields.length === 1 && errors['grant_type']?.[0]?.key === 'errors.invalid') {
    return c.json({ error: 'unsupported_grant_type' }, 400)
  }
  return invalidRequest(c, `These fields are missing or invalid: ${fields.join(', ')}.`)
}

/** A form parameter without a value counts as omitted (RFC 6749 section 3.2). A repeated one is an array, and stays. */
function omitEmpty(body: unknown): unknown {
  return isObject(body) ? Object.fromEntries(Object.entries(body).filter(([, value]) => value !== '')) : body
}

interface Credentials {
  readonly client_id: string
  readonly client_secret: string
}

/**
 * Adds the credentials of the header to a body.
 *
 * @throws SyntaxError if the body has a secret too (RFC 6749 section 2.3), or another `client_id`.
 */
function addCredentials(body: unknown, credentials: Credentials): unknown {
  if (!isObject(body)) return body
  const { client_id: clientId = credentials.client_id } = body as { client_id?: unknown }
  if ('client_secret' in body || clientId !== credentials.client_id) {
    throw new SyntaxError('Cannot authenticate: Send the credentials in the body or in the header, not in both.')
  }
  return { ...body, ...credentials }
}

/** Parses `Basic` credentials, which are form-encoded (RFC 6749 section 2.3.1). Undefined if there are none. */
function parseBasicCredentials(header: string | undefined): Credentials | undefined {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return undefined
  try {
    const [id = '', ...secret] = atob(encoded).split(':')
    return { client_id: decodeFormValue(id), client_secret: decodeFormValue(secret.join(':')) }
  } catch {
    return undefined
  }
}

function decodeFormValue(value: string): string {
  return decodeURIComponent(value.replaceAll('+', ' '))
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
