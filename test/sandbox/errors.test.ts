import { expect, test } from 'vitest'
import { defaultSeed, type Seed } from '../../edge/sandbox/index.ts'
import { createSchemaValidator } from '../../edge/sandbox/openapi/schema-validator.ts'
import type { Operation } from '../../edge/sandbox/openapi/validate-response.ts'
import { MAX_BODY_LENGTH } from '../../edge/sandbox/openapi/validate-response.ts'
import { description } from '../../generated/description.ts'
import { fieldPaths, invalidBodiesFor } from './invalid-bodies.ts'
import {
  type CallOptions,
  CLIENT,
  codeGrant,
  createSandboxClient,
  permissionsBody,
  type SandboxClient,
  type SandboxResponse,
} from './sandbox-client.ts'

const WORK = 'cal_us_google1_work'
const contract = createSchemaValidator()

/** Without the account whose 250 calendars make the books long: they are read before and after every request. */
const seed: Seed = { ...defaultSeed, accounts: defaultSeed.accounts.filter(({ name }) => name !== 'many-calendars') }

/** A sandbox whose clock stands, so that its books differ only where something has changed. */
function open(): SandboxClient {
  return createSandboxClient({ seed, now: () => 0 })
}

/** A body that lacks nothing, and the operation that takes it. */
interface Subject {
  readonly operationId: string
  /** The name of its schema. */
  readonly schema: string
  /** The content types that are read. */
  readonly kinds: readonly ('json' | 'form')[]
  make(sandboxClient: SandboxClient): Promise<{ token?: string; body: Record<string, unknown> }>
}

const subjects: Record<string, Subject> = {
  'POST /v1/permissions': {
    operationId: 'requestPermissions',
    schema: 'PermissionsRequest',
    kinds: ['json'],
    make: async ({ token }) => ({ token: await token(), body: { ...permissionsBody([WORK]) } }),
  },
  'POST /oauth/token with a code': {
    operationId: 'requestToken',
    schema: 'TokenRequest',
    kinds: ['json', 'form'],
    make: async (sandboxClient) => ({
      body: codeGrant(await sandboxClient.code()),
    }),
  },
  'POST /oauth/token with a refresh token': {
    operationId: 'requestToken',
    schema: 'TokenRequest',
    kinds: ['json', 'form'],
    make: async ({ tokens }) => ({
      body: { ...CLIENT, grant_type: 'refresh_token', refresh_token: (await tokens()).refresh_token },
    }),
  },
  'POST /oauth/token/revoke with a token': {
    operationId: 'revokeToken',
    schema: 'RevokeRequest',
    kinds: ['json', 'form'],
    make: async ({ tokens }) => ({ body: { ...CLIENT, token: (await tokens()).refresh_token } }),
  },
  'POST /oauth/token/revoke with a sub': {
    operationId: 'revokeToken',
    schema: 'RevokeRequest',
    kinds: ['json', 'form'],
    make: async ({ tokens }) => ({ body: { ...CLIENT, sub: (await tokens()).sub } }),
  },
}

const names = Object.keys(subjects)
const withKinds = names.flatMap((name) => subjectOf(name).kinds.map((kind) => [name, kind] as const))
const bearerOperations = description.operations.filter(({ path }) => path.startsWith('/v1/'))

function subjectOf(name: string): Subject {
  const subject = subjects[name]
  if (subject === undefined) throw new Error(`Cannot find "${name}"`)
  return subject
}

function operationOf(id: string): Operation {
  const operation = description.operations.find(({ operationId }) => operationId === id)
  if (operation === undefined) throw new Error(`Cannot find operation "${id}"`)
  return operation
}

/** The access token of an authorization with this scope. */
async function tokenWithScope(sandboxClient: SandboxClient, scope: string): Promise<string> {
  const response = await sandboxClient.call('/oauth/token', { form: codeGrant(await sandboxClient.code({ scope })) })
  return (response.json as { access_token: string }).access_token
}

/** Sends it, and sees to it that the answer is an error as openapi.yaml has it, and that nothing has changed. */
async function refused(
  sandboxClient: SandboxClient,
  operation: Operation,
  sent: CallOptions,
  path = operation.path,
): Promise<SandboxResponse> {
  const before = (await sandboxClient.call('/sandbox/state')).text
  const response = await sandboxClient.call(path, { method: operation.method, ...sent })
  expect(response.status).toBeGreaterThanOrEqual(400)
  expect(response.status).toBeLessThan(500)
  expect(Object.keys(operation.responses)).toContain(String(response.status))
  if (response.text !== '') expect(contract.validate('ErrorResponse', response.json)).toBe(undefined)
  expect((await sandboxClient.call('/sandbox/state')).text).toBe(before)
  return response
}

function accepted(sandboxClient: SandboxClient, { path }: Operation, sent: CallOptions): Promise<SandboxResponse> {
  return sandboxClient.call(path, { method: 'POST', ...sent })
}

/** What `errors` of a 422, or the text of a 400, has to say of a field. */
function expectBlame(response: SandboxResponse, { operationId }: Operation, field: string, key: string): void {
  const { error, error_description, errors } = response.json as Record<string, unknown>
  if (operationId === 'requestPermissions') {
    expect(response.status).toBe(422)
    expect(errors).toEqual({ [field]: [{ key: `errors.${key}`, description: key }] })
  } else {
    expect(response.status).toBe(400)
    const unsupported = field === 'grant_type' && key === 'invalid'
    expect(error).toBe(unsupported ? 'unsupported_grant_type' : 'invalid_request')
    if (!unsupported) expect(error_description).toContain(field)
  }
}

test('the tested bodies cover every operation with a body, and every field', async () => {
  const withBody = description.operations.filter(({ request }) => Object.keys(request).length > 0)
  expect(new Set(names.map((name) => subjectOf(name).operationId))).toEqual(
    new Set(withBody.map(({ operationId }) => operationId)),
  )
  for (const name of names) {
    const { schema, make } = subjectOf(name)
    const { body } = await make(createSandboxClient())
    expect(new Set(invalidBodiesFor(schema, body).map(({ field }) => field))).toEqual(new Set(fieldPaths(schema)))
  }
  expect(fieldPaths('PermissionsRequest')).toContain('permissions[0].calendar_id')
})

test.each(names)(
  '%s names the field in the error when it is missing, null, empty, or of another type',
  async (name) => {
    const { operationId, schema, make } = subjectOf(name)
    const operation = operationOf(operationId)
    const sandboxClient = open()
    const { token, body } = await make(sandboxClient)
    const faults = invalidBodiesFor(schema, body)
    expect(faults.length).toBeGreaterThan(20)
    for (const fault of faults) {
      const response = await refused(sandboxClient, operation, {
        ...(token !== undefined && { token }),
        json: fault.body,
      })
      if (fault.field === 'body' && fault.issue === '{}') continue
      expectBlame(response, operation, fault.field, fault.issue === 'missing' ? 'required' : 'invalid')
    }
    // None of it has used up the code or ended the authorization.
    expect(
      (await accepted(sandboxClient, operation, { ...(token !== undefined && { token }), json: body })).status,
    ).toBe(200)
  },
)

test.each(withKinds.filter(([, kind]) => kind === 'form'))(
  '%s names the field in the error when it is missing, empty, or repeated in a form',
  async (name) => {
    const { operationId, make } = subjectOf(name)
    const operation = operationOf(operationId)
    const sandboxClient = open()
    const fields = Object.entries((await make(sandboxClient)).body as Record<string, string>)
    for (const [field, value] of fields) {
      const others = fields.filter(([other]) => other !== field)
      const forms: [[string, string][], string][] = [
        [others, 'required'],
        // A parameter without a value counts as omitted (RFC 6749 section 3.2).
        [[...others, [field, '']], 'required'],
        [[...fields, [field, value]], 'invalid'],
        [[...fields, [field, '']], 'invalid'],
      ]
      for (const [form, key] of forms)
        expectBlame(await refused(sandboxClient, operation, { form }), operation, field, key)
    }
    expect((await accepted(sandboxClient, operation, { form: fields })).status).toBe(200)
  },
)

test.each(withKinds)('%s accepts a %s body with undocumented fields', async (name, kind) => {
  const { operationId, make } = subjectOf(name)
  const sandboxClient = createSandboxClient()
  const { token, body } = await make(sandboxClient)
  const added = { unknown: 'x', constructor: 'x', '': 'x', state: 'x' }
  const permissions = body['permissions'] as readonly object[] | undefined
  const json = {
    ...added,
    ...body,
    ...(permissions !== undefined && { permissions: permissions.map((item) => ({ ...added, ...item })) }),
  }
  const sent =
    kind === 'json'
      ? { json }
      : { form: Object.entries(json).map(([field, value]) => [field, String(value)] as [string, string]) }
  const response = await accepted(sandboxClient, operationOf(operationId), {
    ...(token !== undefined && { token }),
    ...sent,
  })
  expect(response.status).toBe(200)
})

const JSON_TYPE = { 'content-type': 'application/json' }
const unreadable: [string, CallOptions][] = [
  ['is empty', { headers: JSON_TYPE, body: '' }],
  ['is blank', { headers: JSON_TYPE, body: ' \r\n' }],
  ['is half an object', { headers: JSON_TYPE, body: '{"permissions":[' }],
  ['has a comma too much', { headers: JSON_TYPE, body: '{"client_id":"sandbox",}' }],
  ['has single quotes', { headers: JSON_TYPE, body: "{'client_id':'sandbox'}" }],
  ['has something after the object', { headers: JSON_TYPE, body: '{}{}' }],
  ['has a number that JSON lacks', { headers: JSON_TYPE, body: '{"permissions":NaN}' }],
  ['is a form that says it is JSON', { headers: JSON_TYPE, body: 'client_id=sandbox' }],
  ['has no content type', { headers: { 'content-type': '' }, body: '{}' }],
  ['is text', { headers: { 'content-type': 'text/plain;charset=utf-8' }, body: '{}' }],
  ['is XML', { headers: { 'content-type': 'application/xml' }, body: '<a/>' }],
  ['is a form with parts', { headers: { 'content-type': 'multipart/form-data; boundary=b' }, body: '--b--\r\n' }],
  ['only looks like JSON', { headers: { 'content-type': 'application/jsonp' }, body: '{}' }],
  ['is a character too long', { headers: JSON_TYPE, body: `"${'x'.repeat(MAX_BODY_LENGTH - 1)}"` }],
  ['is two megabytes', { headers: JSON_TYPE, body: `"${'x'.repeat(2 ** 21)}"` }],
  [
    'says that it is two megabytes',
    { headers: { ...JSON_TYPE, 'content-length': String(2 ** 21) }, body: `"${'x'.repeat(2 ** 21)}"` },
  ],
  ['is nested without end', { headers: JSON_TYPE, body: '['.repeat(50_000) }],
]

test.each(unreadable)('every operation with a body responds with 400 invalid_request when it %s', async (_, sent) => {
  const sandboxClient = open()
  for (const { operationId } of Object.values(subjects)) {
    const response = await refused(sandboxClient, operationOf(operationId), {
      ...sent,
      token: await sandboxClient.token(),
    })
    expect(response).toMatchObject({ status: 400, json: { error: 'invalid_request' } })
  }
})

test('every operation with a body responds with an error when JSON is nested deeply', async () => {
  const sandboxClient = open()
  const body = `{"permissions":${'['.repeat(30_000)}${']'.repeat(30_000)},"redirect_uri":"https://a.example"}`
  for (const { operationId } of Object.values(subjects)) {
    await refused(sandboxClient, operationOf(operationId), {
      headers: JSON_TYPE,
      body,
      token: await sandboxClient.token(),
    })
  }
})

test.each([
  'cal_us_google1_nope',
  `${WORK} `,
  WORK.toUpperCase(),
  'work',
  'pro_us_google1',
  'acc_us_google',
  '__proto__',
  'constructor',
  'x'.repeat(10_000),
  '\u0000',
  'cal_us_google1_old',
  'cal_us_apple1_work',
  'cal_uk_google1_work',
])('POST /v1/permissions answers 422 that names the calendar when it is %j', async (id) => {
  const sandboxClient = open()
  const operation = operationOf('requestPermissions')
  const response = await refused(sandboxClient, operation, {
    token: await sandboxClient.token(),
    json: permissionsBody([WORK, id]),
  })
  expectBlame(response, operation, 'permissions[1].calendar_id', 'invalid')
})

test.each(['read_only', 'free_busy', 'read_only free_busy list_calendars create_calendar'])(
  'POST /v1/permissions responds with 403 insufficient_scope when the scope is "%s"',
  async (scope) => {
    const sandboxClient = open()
    const token = await tokenWithScope(sandboxClient, scope)
    for (const json of [permissionsBody([WORK]), {}]) {
      const response = await refused(sandboxClient, operationOf('requestPermissions'), { token, json })
      expect(response).toMatchObject({ status: 403, json: { error: 'insufficient_scope' } })
    }
    expect((await sandboxClient.call('/v1/calendars', { token })).status).toBe(200)
  },
)

test.each([
  'read_write',
  'write_only',
  'free_busy free_busy_write',
  'list_calendars create_event',
  'read_account delete_event',
])('POST /v1/permissions responds with 200 when the scope is "%s"', async (scope) => {
  const sandboxClient = createSandboxClient()
  const token = await tokenWithScope(sandboxClient, scope)
  expect((await sandboxClient.call('/v1/permissions', { token, json: permissionsBody([WORK]) })).status).toBe(200)
})

/** Headers made of a living token that are not the one of RFC 6750. A header's value is trimmed on its way. */
const malformed: [string, (token: string) => string | undefined][] = [
  ['is missing', () => undefined],
  ['is empty', () => ''],
  ['has no scheme', (token) => token],
  ['has no token', () => 'Bearer'],
  ['has another scheme', (token) => `Token ${token}`],
  ['is for Basic', (token) => `Basic ${btoa(`sandbox:${token}`)}`],
  ['has a scheme that begins alike', (token) => `Bearers ${token}`],
  ['has no space', (token) => `Bearer${token}`],
  ['has a colon', (token) => `Bearer: ${token}`],
  ['has a tab', (token) => `Bearer\t${token}`],
  ['has quotes', (token) => `Bearer "${token}"`],
  ['has the scheme twice', (token) => `Bearer Bearer ${token}`],
  ['has something after the token', (token) => `Bearer ${token} x`],
  ['has two tokens', (token) => `Bearer ${token}, Bearer ${token}`],
  ['has a parameter', (token) => `Bearer token=${token}`],
  ['has half a token', (token) => `Bearer ${token.slice(0, -1)}`],
  ['has more than a token', (token) => `Bearer ${token}0`],
  ['has a token in capitals', (token) => `Bearer ${token.toUpperCase()}`],
  ['is of a client that had none', () => 'Bearer undefined'],
  ['is very long', (token) => `Bearer ${token.repeat(200)}`],
  ['is the name of a property', () => 'Bearer __proto__'],
]

test.each(malformed)('every operation with a token responds with 401 when the header %s', async (_, make) => {
  const sandboxClient = open()
  const authorization = make(await sandboxClient.token())
  for (const operation of bearerOperations) {
    const headers = authorization === undefined ? {} : { authorization }
    const json = operation.method === 'POST' ? { json: permissionsBody([WORK]) } : {}
    expect(await refused(sandboxClient, operation, { headers, ...json })).toMatchObject({
      status: 401,
      json: { error: 'invalid_token' },
    })
  }
})

test.each([
  'is in the query',
  'is in a form',
  'has expired',
  'was revoked',
  'is a refresh token',
  'is of another sandbox',
])('every operation with a token answers 401 when it %s', async (what) => {
  const sandboxClient = open()
  const { access_token, refresh_token } = await sandboxClient.tokens()
  if (what === 'has expired') await sandboxClient.call('/sandbox/clock', { json: { advance_seconds: 3600 } })
  if (what === 'was revoked')
    await sandboxClient.call('/oauth/token/revoke', { form: { ...CLIENT, token: access_token } })
  const token = {
    'is in the query': undefined,
    'is in a form': undefined,
    'is a refresh token': refresh_token,
    'is of another sandbox': await createSandboxClient().token(),
  }
  const sent = what in token ? token[what as keyof typeof token] : access_token
  for (const operation of bearerOperations) {
    const path = what === 'is in the query' ? `${operation.path}?access_token=${access_token}` : operation.path
    const form = what === 'is in a form' && operation.method === 'POST' ? { form: { access_token } } : {}
    const call = { ...(sent !== undefined && { token: sent }), ...form }
    expect(await refused(sandboxClient, operation, call, path)).toMatchObject({
      status: 401,
      json: { error: 'invalid_token' },
    })
  }
})

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']
const otherMethods = description.operations.flatMap((operation) =>
  METHODS.filter((method) => method !== operation.method && !(method === 'HEAD' && operation.method === 'GET')).map(
    (method) => [method, operation.path, operation] as const,
  ),
)

test.each(otherMethods)('%s %s responds with 404 and no CORS headers', async (method, _, operation) => {
  const sandboxClient = open()
  const headers = { origin: 'https://app.example.com', 'access-control-request-method': operation.method }
  const response = await refused(
    sandboxClient,
    { ...operation, method },
    { token: await sandboxClient.token(), headers },
  )
  expect(response.status).toBe(404)
  if (method !== 'HEAD') expect(response.json).toEqual({ error: 'not_found' })
  expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
})

test('HEAD responds like GET, without a body', async () => {
  const sandboxClient = createSandboxClient()
  const token = await sandboxClient.token()
  for (const { path } of bearerOperations.filter(({ method }) => method === 'GET')) {
    expect(await sandboxClient.call(path, { method: 'HEAD', token })).toMatchObject({ status: 200, text: '' })
    expect((await sandboxClient.call(path, { method: 'HEAD' })).status).toBe(401)
  }
})
