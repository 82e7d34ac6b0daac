import { expect, test } from 'vitest'
import { CLIENT, createSandboxClient } from '../sandbox-client.ts'

const asked = {
  response_type: 'code',
  client_id: 'sandbox',
  redirect_uri: 'https://app.example.com/callback?own=a%20b',
  scope: 'read_write',
  state: 'st&te',
}

function authorize(changes: Record<string, string | undefined> = {}, prefix = ''): string {
  const query = Object.entries({ ...asked, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return `${prefix}/oauth/authorize?${new URLSearchParams(query)}`
}

/** The parameters a redirect carries, those of the redirect URI included. */
function parametersOf(location: string | null): Record<string, string> {
  return Object.fromEntries(new URL(location ?? '').searchParams)
}

test.each([
  ['client_id is unknown', authorize({ client_id: 'nobody' })],
  ['client_id is missing', authorize({ client_id: undefined })],
  ['client_id is repeated', `${authorize()}&client_id=sandbox`],
  ['redirect_uri is missing', authorize({ redirect_uri: undefined })],
  ['redirect_uri is relative', authorize({ redirect_uri: '/callback' })],
  ['redirect_uri is no web address', authorize({ redirect_uri: 'javascript:alert(1)' })],
  ['redirect_uri has a fragment', authorize({ redirect_uri: 'https://app.example.com/#x' })],
  ['redirect_uri is repeated', `${authorize()}&redirect_uri=https://evil.example`],
])('GET and POST /oauth/authorize answer 400 and never redirect when %s', async (_, path) => {
  const { call } = createSandboxClient()
  for (const response of [await call(path), await call(path, { form: { account: 'google' } })]) {
    expect(response.status).toBe(400)
    expect(response.headers.get('location')).toBeNull()
    expect(response.text).toContain('Cannot authorize: ')
  }
})

test.each([
  ['response_type is missing', 'invalid_request', authorize({ response_type: undefined })],
  ['response_type is not code', 'unsupported_response_type', authorize({ response_type: 'token' })],
  ['scope is missing', 'invalid_scope', authorize({ scope: undefined })],
  ['scope is unknown', 'invalid_scope', authorize({ scope: 'read_write everything' })],
  ['a parameter is repeated', 'invalid_request', `${authorize()}&scope=read_only`],
])('GET and POST /oauth/authorize redirect with an error and the state when %s', async (_, error, path) => {
  const { call } = createSandboxClient()
  for (const response of [await call(path), await call(path, { form: { account: 'google' } })]) {
    expect(response.status).toBe(303)
    const { error_description, ...others } = parametersOf(response.headers.get('location'))
    expect(others).toEqual({ own: 'a b', error, state: 'st&te' })
    expect(error_description).toBeTruthy()
  }
})

test('POST /oauth/authorize answers 400 when the account is unknown', async () => {
  const { call } = createSandboxClient()
  for (const call_ of [{ form: { account: 'nobody' } }, { form: {} }, { json: { account: 'google' } }]) {
    const response = await call(authorize(), { method: 'POST', ...call_ })
    expect(response.status).toBe(400)
    expect(response.text).toContain('Cannot sign in: Account')
  }
})

test('POST /oauth/authorize redirects with access_denied when the person refuses', async () => {
  const { call } = createSandboxClient()
  const response = await call(authorize(), { form: { refuse: 'true' } })
  expect(response.status).toBe(303)
  expect(parametersOf(response.headers.get('location'))).toEqual({ own: 'a b', error: 'access_denied', state: 'st&te' })
})

test('POST /oauth/authorize sends no state when none was sent', async () => {
  const { call } = createSandboxClient()
  const response = await call(authorize({ state: undefined }), { form: { refuse: 'true' } })
  expect(parametersOf(response.headers.get('location'))).toEqual({ own: 'a b', error: 'access_denied' })
})

test('GET /oauth/authorize shows who asks for what, where, and every account', async () => {
  const { call } = createSandboxClient()
  const response = await call(authorize({ scope: 'read_only free_busy' }, '/de'))
  expect(response.status).toBe(200)
  expect(response.text).toContain('Emulator: this is not Cronofy')
  expect(response.text).toContain('<strong>sandbox</strong>')
  expect(response.text).toContain('read_only free_busy')
  expect(response.text).toContain('<strong>de</strong>')
  expect(response.text.match(/name="account"/g)).toHaveLength(10)
  expect(response.text).toContain('name="refuse"')
})

test('POST /oauth/authorize gives a code that is good for tokens of the account that signed in', async () => {
  const { call } = createSandboxClient()
  const response = await call(authorize({ scope: 'read_only' }, '/uk'), { form: { account: 'apple' } })
  expect(response.status).toBe(303)
  const { code = '', ...others } = parametersOf(response.headers.get('location'))
  expect(others).toEqual({ own: 'a b', state: 'st&te' })
  const form = { ...CLIENT, grant_type: 'authorization_code', code, redirect_uri: asked.redirect_uri }
  const tokens = await call('/uk/oauth/token', { form })
  expect(tokens.json).toMatchObject({ sub: 'acc_uk_apple', scope: 'read_only' })
})

test('GET and POST /oauth/authorize treat parameters without a value as omitted', async () => {
  const { call } = createSandboxClient({ behaviors: { pkce: 'enforced', unknownAuthorizeParameters: 'rejected' } })
  const path = `${authorize({ state: '' })}&code_challenge=&unknown=`
  expect((await call(path)).status).toBe(200)
  const response = await call(path, { form: { refuse: 'true' } })
  expect(parametersOf(response.headers.get('location'))).toEqual({ own: 'a b', error: 'access_denied' })
  for (const name of ['client_id', 'redirect_uri']) {
    expect((await call(authorize({ [name]: '' }))).status).toBe(400)
  }
  const missing = await call(authorize({ response_type: '' }))
  expect(parametersOf(missing.headers.get('location'))).toMatchObject({ error: 'invalid_request' })
  const repeated = await call(`${authorize({ locale: 'de' })}&locale=`)
  expect(parametersOf(repeated.headers.get('location'))).toMatchObject({ error: 'invalid_request' })
})
