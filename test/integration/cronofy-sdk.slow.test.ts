import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSandbox, type FaultEntry, SANDBOX_DATA_CENTERS } from '../../edge/sandbox/index.ts'
import { type Listening, listen } from '../../edge/sandbox/node.ts'
import type { components } from '../../generated/api.ts'
import { CLIENT, permissionsBody } from '../sandbox/sandbox-client.ts'
import { loadTool } from '../scripts/install-tools.ts'

type Schemas = components['schemas']
type Callback<T> = (error: SdkError | null | undefined, value?: T) => void

/** As much of npm's `cronofy` as is called here. It is JavaScript without types; these are the test's own. */
interface Sdk {
  readonly config: { access_token?: string; refresh_token?: string }
  /** What the constructor made of `data_center`. */
  readonly urls: { api: string }
  requestAccessToken(options: { code: string; redirect_uri: string }): Promise<Schemas['TokenResponse']>
  refreshAccessToken(callback?: Callback<Schemas['TokenResponse']>): Promise<Schemas['TokenResponse']>
  revokeAuthorization(options?: { token?: string; sub?: string }): Promise<unknown>
  listCalendars(callback?: Callback<Schemas['CalendarList']>): Promise<Schemas['CalendarList']>
  userInfo(): Promise<Schemas['UserInfo']>
  elevatedPermissions(options: object, callback?: Callback<unknown>): Promise<Schemas['PermissionsResponse']>
  accountInformation(): Promise<unknown>
  profileInformation(): Promise<unknown>
}

/** How the SDK shows an answer that is no success. */
interface SdkError extends Error {
  readonly statusCode: number
  readonly error: { readonly url: string; readonly entity: unknown }
}

const Cronofy = loadTool<new (config: object) => Sdk>('test/bench', 'cronofy')

const REDIRECT_URI = 'https://app.example.com/callback'

let sandbox: Listening
beforeEach(async () => {
  sandbox = await listen(createSandbox(), { port: 0 })
})
afterEach(() => sandbox.close())

/**
 * The SDK as it is, but for its base URL. It has no option for one, so the property that its constructor sets is changed:
 * the host of a data center becomes the data center's prefix at the sandbox.
 */
function sdk(
  config: { data_center?: string; access_token?: string; refresh_token?: string; client_secret?: string } = {},
): Sdk {
  const client = new Cronofy({ ...CLIENT, ...config })
  const found = /^https:\/\/api(-[a-z]+)?\.cronofy\.com$/.exec(client.urls.api)
  if (found === null) throw new Error(`Cannot point the SDK at the sandbox: its base URL is "${client.urls.api}"`)
  client.urls.api = sandbox.url + (found[1] ?? '').replace('-', '/')
  return client
}

async function control(path: string, body: object, method = 'POST'): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${sandbox.url}/sandbox/${path}`, { method, headers, body: JSON.stringify(body) })
  expect(response.status).toBe(200)
  return response.json()
}

/** The SDK with the tokens of an account. */
async function sdkOf(account: string, data_center = 'us'): Promise<Sdk> {
  const tokens = (await control('tokens', { account, data_center })) as Schemas['TokenResponse']
  const { access_token, refresh_token } = tokens
  return sdk({ data_center, access_token, ...(refresh_token !== undefined && { refresh_token }) })
}

/** Posts the form of a page, as a browser does, and answers where it leads. */
async function submit(url: string, form: Record<string, string>): Promise<URL> {
  expect((await fetch(url)).status).toBe(200)
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  expect(response.status).toBe(303)
  return new URL(response.headers.get('location') ?? '')
}

async function errorOf(call: Promise<unknown>): Promise<SdkError> {
  return call.then(
    (value) => expect.fail(`It was no error: ${JSON.stringify(value)}`),
    (error: SdkError) => error,
  )
}

test.each(SANDBOX_DATA_CENTERS.map(({ id }) => id))('cronofy walks through the whole flow in %s', async (id) => {
  // The SDK makes no authorize URL: its users write it by hand.
  const authorize = new URL(`${sandbox.url}/${id}/oauth/authorize`)
  authorize.search = new URLSearchParams({
    response_type: 'code',
    client_id: CLIENT.client_id,
    redirect_uri: REDIRECT_URI,
    scope: 'read_write',
    state: 's',
    avoid_linking: 'false',
  }).toString()
  const back = await submit(authorize.href, { account: 'google' })
  expect(back.searchParams.get('state')).toBe('s')

  const client = sdk({ data_center: id })
  const tokens = await client.requestAccessToken({
    code: back.searchParams.get('code') ?? '',
    redirect_uri: REDIRECT_URI,
  })
  expect(tokens).toMatchObject({ token_type: 'bearer', sub: `acc_${id}_google`, scope: 'read_write' })
  expect(client.config).toMatchObject({ access_token: tokens.access_token, refresh_token: tokens.refresh_token })

  const { calendars } = await client.listCalendars()
  expect(calendars).toHaveLength(11)
  expect(await client.userInfo()).toMatchObject({ sub: tokens.sub, 'cronofy.type': 'account' })
  expect(await client.accountInformation()).toMatchObject({ account: { account_id: tokens.sub, scope: tokens.scope } })

  const wanted = calendars.filter(({ calendar_name }) => calendar_name === 'Work' || calendar_name === 'Home')
  const asked = await client.elevatedPermissions(
    permissionsBody(
      wanted.map(({ calendar_id }) => calendar_id),
      'https://app.example.com/return?a=b',
    ),
  )
  const url = asked.permissions_request.url ?? ''
  expect(url.startsWith(`${sandbox.url}/${id}/permissions/`)).toBe(true)
  expect((await submit(url, { decision: 'accept-all' })).href).toBe('https://app.example.com/return?a=b')
  const granted = (await client.listCalendars()).calendars.filter(
    ({ permission_level }) => permission_level === 'unrestricted',
  )
  expect(granted.map(({ calendar_name }) => calendar_name)).toEqual(['Work', 'Home', 'Shared'])

  await control('clock', { advance_seconds: 3600 })
  expect((await errorOf(client.listCalendars())).statusCode).toBe(401)
  const renewed = await client.refreshAccessToken()
  expect(client.config.access_token).toBe(renewed.access_token)
  expect((await client.listCalendars()).calendars).toHaveLength(11)

  // Without an option the SDK names no token (its issue 62), so nothing ends.
  expect((await errorOf(client.revokeAuthorization())).statusCode).toBe(400)
  const { refresh_token = '' } = client.config
  await client.revokeAuthorization({ token: refresh_token })
  expect(client.config).not.toHaveProperty('access_token')
  const late = sdk({ data_center: id, access_token: renewed.access_token, refresh_token })
  expect((await errorOf(late.listCalendars())).statusCode).toBe(401)
  expect((await errorOf(late.refreshAccessToken())).error.entity).toEqual({ error: 'invalid_grant' })
})

test('cronofy gets `accepted` for Enterprise Connect, and the calendar reads unrestricted', async () => {
  const client = await sdkOf('enterprise', 'uk')
  expect(await client.elevatedPermissions(permissionsBody(['cal_uk_enterprise1_work']))).toEqual({
    permissions_request: { accepted: true },
  })
  const { calendars } = await client.listCalendars()
  expect(calendars.map(({ permission_level }) => permission_level)).toEqual(['unrestricted', 'sandbox'])
})

test('cronofy learns of a rejection by the address alone', async () => {
  const client = await sdkOf('google')
  const asked = await client.elevatedPermissions(permissionsBody(['cal_us_google1_work'], REDIRECT_URI))
  const back = await submit(asked.permissions_request.url ?? '', { decision: 'reject' })
  expect(back.href).toBe(`${REDIRECT_URI}?error=access_denied`)
})

test('cronofy ends every authorization of a sub', async () => {
  const [client, other] = [await sdkOf('apple', 'sg'), await sdkOf('apple', 'sg')]
  await client.revokeAuthorization({ sub: 'acc_sg_apple' })
  expect((await errorOf(other.listCalendars())).statusCode).toBe(401)
})

test.each([
  [undefined, ''],
  ['us', ''],
  ['US', ''],
  ['DE', '/de'],
])('cronofy with data_center %j reads at the prefix "%s"', async (data_center, prefix) => {
  const { config } = await sdkOf('google', prefix === '' ? 'us' : 'de')
  const client = sdk({ ...config, ...(data_center !== undefined && { data_center }) })
  expect(client.urls.api).toBe(`${sandbox.url}${prefix}`)
  expect((await client.listCalendars()).calendars).toHaveLength(11)
})

test('cronofy is told 401 by another data center, and 404 by one that there is not', async () => {
  const { config } = await sdkOf('google', 'ca')
  expect((await errorOf(sdk({ ...config, data_center: 'au' }).listCalendars())).statusCode).toBe(401)
  expect((await errorOf(sdk({ ...config, data_center: 'eu' }).listCalendars())).statusCode).toBe(404)
})

/** The text of the error is the body, as JSON; `entity` is the body itself. */
const errors: [string, number, unknown, () => Promise<unknown>][] = [
  ['there is no token', 401, { error: 'invalid_token' }, () => sdk().userInfo()],
  ['the token is unknown', 401, { error: 'invalid_token' }, () => sdk({ access_token: 'unknown' }).listCalendars()],
  [
    'the secret is wrong',
    401,
    { error: 'invalid_client' },
    () => sdk({ client_secret: 'wrong', refresh_token: 'x' }).refreshAccessToken(),
  ],
  [
    'the refresh token is unknown',
    400,
    { error: 'invalid_grant' },
    () => sdk({ refresh_token: 'unknown' }).refreshAccessToken(),
  ],
  [
    'the code is unknown',
    400,
    { error: 'invalid_grant' },
    () => sdk().requestAccessToken({ code: 'unknown', redirect_uri: REDIRECT_URI }),
  ],
  [
    'there is no refresh token',
    400,
    { error: 'invalid_request', error_description: 'Cannot refresh: refresh_token is missing.' },
    () => sdk().refreshAccessToken(),
  ],
  ['the plan lacks the feature', 402, { error: 'payment_required' }, () => ask('no-plan')],
  ['the scope is not enough', 403, { error: 'insufficient_scope' }, () => ask('narrow-scope')],
  ['the account is locked', 423, { error: 'account_locked' }, () => ask('locked')],
  ['the sandbox lacks a route', 404, { error: 'not_found' }, async () => (await sdkOf('google')).profileInformation()],
  [
    'a calendar is unknown',
    422,
    { errors: { 'permissions[0].calendar_id': [{ key: 'errors.invalid', description: 'invalid' }] } },
    () => ask('google'),
  ],
  [
    'a field is missing',
    422,
    { errors: { redirect_uri: [{ key: 'errors.required', description: 'required' }] } },
    async () => {
      const permissions = [{ calendar_id: 'cal_us_google1_work', permission_level: 'unrestricted' }]
      return (await sdkOf('google')).elevatedPermissions({ permissions })
    },
  ],
  ['there were too many requests', 429, { error: 'rate_limited' }, () => askWithFault(429)],
  ['the provider is down', 503, { error: 'service_unavailable' }, () => askWithFault(503)],
]

async function ask(account: string): Promise<unknown> {
  return (await sdkOf(account)).elevatedPermissions(permissionsBody(['cal_us_unknown']))
}

async function askWithFault(status: 429 | 503): Promise<unknown> {
  const fault: FaultEntry = { route: 'POST /v1/permissions', fault: 'status', status, retry_after: '1', count: 1 }
  await control('faults', [fault], 'PUT')
  return ask('google')
}

test.each(errors)('cronofy shows its user an error when %s: %d', async (_, statusCode, entity, call) => {
  const error = await errorOf(call())
  expect(error).toBeInstanceOf(Error)
  expect(error.statusCode).toBe(statusCode)
  expect(error.message).toBe(JSON.stringify(entity))
  expect(error.error.entity).toEqual(entity)
  expect(error.error.url.startsWith(sandbox.url)).toBe(true)
})

test('cronofy calls back, where it is given a function, with what it would have promised', async () => {
  const client = await sdkOf('google')
  const list = await new Promise<Schemas['CalendarList'] | undefined>((resolve, reject) => {
    void client.listCalendars((error, value) => (error ? reject(error) : resolve(value)))
  })
  expect(list?.calendars).toHaveLength(11)
  const error = await new Promise<SdkError | null | undefined>((resolve) => {
    void client.elevatedPermissions({}, (caught) => resolve(caught))
  })
  expect(error?.statusCode).toBe(422)
})
