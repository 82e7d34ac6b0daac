import { expect, test } from 'vitest'
import type { Behaviors } from '../../../edge/sandbox/config/behaviors.ts'
import { createSandbox, defaultSeed } from '../../../edge/sandbox/index.ts'
import { authorizePath, createSandboxClient, permissionsBody } from '../sandbox-client.ts'

const WORK = 'cal_us_google1_work'
const HOME = 'cal_us_google1_home'
const RETURN = 'https://app.example.com/return'

const DEFAULTS = {
  permissions_status: 200,
  single_use_url: true,
  url_ttl_seconds: 3600,
  partial_acceptance: true,
  missing_scope_status: 403,
  empty_unauthorized: false,
  pkce: 'ignored',
  unknown_authorize_parameters: 'ignored',
  refresh_fields: 'documented',
  enterprise_redirect_uri: 'optional',
  implicit_linking: true,
}

const SWITCHED = {
  permissions_status: 202,
  single_use_url: false,
  url_ttl_seconds: 5,
  partial_acceptance: false,
  redirect_uris: [RETURN],
  missing_scope_status: 422,
  empty_unauthorized: true,
  pkce: 'enforced',
  unknown_authorize_parameters: 'rejected',
  refresh_fields: 'all',
  enterprise_redirect_uri: 'required',
  implicit_linking: false,
}

const WRONG: [string, unknown, string][] = [
  ['an array', [], 'the value: '],
  ['null', null, 'the value: '],
  ['a misspelled name', { singleUse: true }, '/singleUse: This property is unknown.'],
  ['another status', { permissions_status: 201 }, '/permissions_status: '],
  ['a string for a boolean', { single_use_url: 'false' }, '/single_use_url: '],
  ['null for a boolean', { partial_acceptance: null }, '/partial_acceptance: '],
  ['a lifetime of 0 seconds', { url_ttl_seconds: 0 }, '/url_ttl_seconds: '],
  ['a lifetime of more than a day', { url_ttl_seconds: 86_401 }, '/url_ttl_seconds: '],
  ['a URL for an array of URLs', { redirect_uris: RETURN }, '/redirect_uris: '],
  [
    'a URL that is not http or https',
    { redirect_uris: [RETURN, 'javascript:1'] },
    '/redirect_uris: Each redirect URI ',
  ],
  ['another refusal', { missing_scope_status: 401 }, '/missing_scope_status: '],
  ['a boolean for pkce', { pkce: true }, '/pkce: '],
  [
    'a wildcard that is not a subdomain',
    { redirect_uris: ['https://*/return'] },
    '/redirect_uris: A wildcard must be ',
  ],
  ['a boolean for a redirect URI', { enterprise_redirect_uri: true }, '/enterprise_redirect_uri: '],
  ['other fields of a refresh', { refresh_fields: 'none' }, '/refresh_fields: '],
  ['another way to treat parameters', { unknown_authorize_parameters: 'accepted' }, '/unknown_authorize_parameters: '],
]

test.each(WRONG)(
  'PUT /sandbox/behaviors answers 422 and changes nothing when it is given %s',
  async (_, json, state) => {
    const { call } = createSandboxClient()
    await call('/sandbox/behaviors', { method: 'PUT', json: SWITCHED })
    const response = await call('/sandbox/behaviors', { method: 'PUT', json })
    expect(response).toMatchObject({
      status: 422,
      json: { error: expect.stringContaining(`Cannot set behaviors: ${state}`) },
    })
    expect((await call('/sandbox/behaviors')).json).toEqual(SWITCHED)
  },
)

test.each<[string, unknown, string]>([
  ['urlTtlSeconds', -1, '/urlTtlSeconds: '],
  ['permissions_status', 202, '/permissions_status: This property is unknown.'],
])('createSandbox() throws when its behavior %s is %j, or its seed has it', (name, value, state) => {
  const behaviors = { [name]: value } as Partial<Behaviors>
  for (const options of [{ behaviors }, { seed: { ...defaultSeed, behaviors } }]) {
    expect(() => createSandbox(options)).toThrow(TypeError)
    expect(() => createSandbox(options)).toThrow(`Cannot set behaviors: ${state}`)
  }
})

test('GET /sandbox/behaviors answers the defaults when nothing was switched', async () => {
  expect((await createSandboxClient().call('/sandbox/behaviors')).json).toEqual(DEFAULTS)
})

test('PUT /sandbox/behaviors replaces, and what is absent is the default', async () => {
  const { call } = createSandboxClient({ behaviors: { permissionsStatus: 202 } })
  const response = await call('/sandbox/behaviors', { method: 'PUT', json: SWITCHED })
  expect(response).toMatchObject({ status: 200, json: SWITCHED })
  await call('/sandbox/behaviors', { method: 'PUT', json: { url_ttl_seconds: 7 } })
  expect((await call('/sandbox/behaviors')).json).toEqual({ ...DEFAULTS, url_ttl_seconds: 7 })
})

test('createSandbox() takes its behaviors over those of the seed, and DELETE and a reset go back to them', async () => {
  const { call, sandbox } = createSandboxClient({
    seed: { ...defaultSeed, behaviors: { urlTtlSeconds: 9, singleUseUrl: false } },
    behaviors: { urlTtlSeconds: 5 },
  })
  const first = { ...DEFAULTS, url_ttl_seconds: 5, single_use_url: false }
  expect((await call('/sandbox/behaviors')).json).toEqual(first)
  for (const goBack of [
    () => call('/sandbox/behaviors', { method: 'DELETE' }),
    () => call('/sandbox/reset', { method: 'POST' }),
    async () => sandbox.reset(),
  ]) {
    await call('/sandbox/behaviors', { method: 'PUT', json: SWITCHED })
    expect((await call('/sandbox/behaviors')).json).toEqual(SWITCHED)
    await goBack()
    expect((await call('/sandbox/behaviors')).json).toEqual(first)
  }
  expect(await call('/sandbox/behaviors', { method: 'DELETE' })).toMatchObject({ status: 204, text: '' })
})

test('createSandbox() takes a behavior that is undefined as absent', async () => {
  const behaviors = { permissionsStatus: undefined } as unknown as Partial<Behaviors>
  expect((await createSandboxClient({ behaviors }).call('/sandbox/behaviors')).json).toEqual(DEFAULTS)
})

test('createSandbox() does not notice what is done to its behaviors afterwards', async () => {
  const redirectUris = [RETURN]
  const { call } = createSandboxClient({ behaviors: { redirectUris } })
  redirectUris.push('https://other.example/')
  expect((await call('/sandbox/behaviors')).json).toMatchObject({ redirect_uris: [RETURN] })
})

test.each([200, 202] as const)('permissionsStatus %d is the status of both answers to permissions', async (status) => {
  const { call, token } = createSandboxClient({ behaviors: { permissionsStatus: status } })
  const asked = await call('/v1/permissions', { token: await token(), json: permissionsBody([WORK]) })
  expect(asked).toMatchObject({ status, json: { permissions_request: { url: expect.any(String) } } })
  const accepted = await call('/v1/permissions', {
    token: await token('enterprise'),
    json: permissionsBody(['cal_us_enterprise1_work']),
  })
  expect(accepted).toMatchObject({ status, json: { permissions_request: { accepted: true } } })
  expect((await call('/v1/permissions', { token: await token(), json: {} })).status).toBe(422)
})

test('singleUseUrl off lets a user decide again, and takes no grant back', async () => {
  const { call, requestPermissions, token, levels } = createSandboxClient({ behaviors: { singleUseUrl: false } })
  const url = await requestPermissions(await token(), [WORK, HOME])
  expect((await call(url, { form: { decision: 'reject' } })).status).toBe(303)
  expect((await call(url)).status).toBe(200)
  const once = await call('/sandbox/decisions', { json: { url, decision: 'accept', calendar_ids: [WORK] } })
  expect(once.status).toBe(200)
  expect((await call(url, { form: { decision: 'reject' } })).headers.get('location')).toBe(
    `${RETURN}?error=access_denied`,
  )
  expect(await levels()).toMatchObject({ [WORK]: 'unrestricted', [HOME]: 'sandbox' })
})

test.each([
  [4, 200],
  [5, 410],
])('urlTtlSeconds 5 makes the address of an access page %d seconds later answer %d', async (seconds, status) => {
  const { call, requestPermissions, token } = createSandboxClient({ now: () => 0, behaviors: { urlTtlSeconds: 5 } })
  const url = await requestPermissions(await token(), [WORK])
  // The address keeps the life that it was given.
  await call('/sandbox/behaviors', { method: 'PUT', json: { url_ttl_seconds: 60 } })
  await call('/sandbox/clock', { json: { advance_seconds: seconds } })
  expect((await call(url)).status).toBe(status)
})

test('partialAcceptance off offers nothing to select on the access page', async () => {
  const { call, requestPermissions, token } = createSandboxClient({ behaviors: { partialAcceptance: false } })
  const { text } = await call(await requestPermissions(await token(), [WORK, 'cal_us_google1_hostile']))
  expect(text).not.toContain('checkbox')
  expect(text).not.toContain('accept-selected')
  expect(text).not.toContain('false')
  expect(text).not.toContain('<script')
  expect(text).toContain('<bdi>Work</bdi>')
  expect(text).toContain('value="accept-all"')
})

test.each<[string, string[], number, number]>([
  ['one of two', [HOME], 400, 422],
  ['one of two, twice', [HOME, HOME], 400, 422],
  ['none', [], 400, 422],
  ['both', [HOME, WORK], 303, 200],
])('partialAcceptance off answers an acceptance of %s as it should', async (_, ids, page, control) => {
  const { call, requestPermissions, token, levels } = createSandboxClient({ behaviors: { partialAcceptance: false } })
  const url = await requestPermissions(await token(), [WORK, HOME])
  const form: [string, string][] = [
    ['decision', 'accept-selected'],
    ...ids.map((id): [string, string] => ['calendar_id', id]),
  ]
  expect((await call(url, { form })).status).toBe(page)
  expect(await levels()).toMatchObject({
    [WORK]: page === 303 ? 'unrestricted' : 'sandbox',
    [HOME]: page === 303 ? 'unrestricted' : 'sandbox',
  })
  const other = await requestPermissions(await token(), [WORK, HOME])
  const response = await call('/sandbox/decisions', { json: { url: other, decision: 'accept', calendar_ids: ids } })
  expect(response.status).toBe(control)
  if (control === 422)
    expect(response.text).toContain('Cannot decide: calendar_ids must contain all requested calendars')
})

test('partialAcceptance off lets a user accept all, or reject', async () => {
  const { call, requestPermissions, token } = createSandboxClient({ behaviors: { partialAcceptance: false } })
  for (const decision of ['accept-all', 'reject']) {
    expect((await call(await requestPermissions(await token(), [WORK]), { form: { decision } })).status).toBe(303)
  }
  for (const decision of ['accept', 'reject']) {
    const url = await requestPermissions(await token(), [WORK])
    expect((await call('/sandbox/decisions', { json: { url, decision } })).status).toBe(200)
  }
})

test.each([
  [RETURN, true],
  [`${RETURN}?x=1`, false],
  [`${RETURN}/`, false],
  ['https://APP.example.com/return', false],
  ['https://other.example/', false],
])('redirectUris allows %s: %s, to permissions and to the authorize page', async (url, allowed) => {
  const { call, token } = createSandboxClient({ behaviors: { redirectUris: [RETURN] } })
  const asked = await call('/v1/permissions', { token: await token(), json: permissionsBody([WORK], url) })
  expect(asked.status).toBe(allowed ? 200 : 422)
  if (!allowed) {
    expect(asked.json).toEqual({ errors: { redirect_uri: [{ key: 'errors.invalid', description: 'invalid' }] } })
  }
  const page = await call(authorizePath({ redirect_uri: url }))
  expect(page.status).toBe(allowed ? 200 : 400)
  if (!allowed) expect(page.text).toContain('is not allowed. Add it to the behavior redirectUris.')
})

test.each([
  ['https://acme.example.com/return', true],
  ['https://ACME-1.example.com/return', true],
  ['https://example.com/return', false],
  ['https://a.b.example.com/return', false],
  ['http://acme.example.com/return', false],
  ['https://acme.example.com/return/', false],
  ['https://acme.example.com:8443/return', false],
  ['https://evil.example/.example.com/return', false],
  ['https://evil.example#.example.com/return', false],
])('redirectUris with a wildcard allows %s: %s, to permissions and to the authorize page', async (url, allowed) => {
  const { call, token } = createSandboxClient({ behaviors: { redirectUris: ['https://*.example.com/return'] } })
  const asked = await call('/v1/permissions', { token: await token(), json: permissionsBody([WORK], url) })
  expect(asked.status).toBe(allowed ? 200 : 422)
  expect((await call(authorizePath({ redirect_uri: url }))).status).toBe(allowed ? 200 : 400)
})

const REQUIRED = { errors: { redirect_uri: [{ key: 'errors.required', description: 'required' }] } }
const INVALID = { errors: { redirect_uri: [{ key: 'errors.invalid', description: 'invalid' }] } }

test.each([
  ['enterprise', 'cal_us_enterprise1_work', 'optional', 200],
  ['enterprise', 'cal_us_enterprise1_work', 'required', 422],
  ['google', WORK, 'optional', 422],
  ['google', WORK, 'required', 422],
] as const)(
  'POST /v1/permissions without a redirect_uri for the account %s, calendar %s: enterpriseRedirectUri %s responds with %d',
  async (account, id, enterpriseRedirectUri, status) => {
    const redirectUris = ['https://app.example.com/return']
    const { call, token, levels } = createSandboxClient({ behaviors: { enterpriseRedirectUri, redirectUris } })
    const { redirect_uri: _, ...json } = permissionsBody([id]) as { redirect_uri: string }
    const response = await call('/v1/permissions', { token: await token(account), json })
    expect(response.status).toBe(status)
    expect(response.json).toEqual(status === 200 ? { permissions_request: { accepted: true } } : REQUIRED)
    expect((await levels(account))[id]).toBe(status === 200 ? 'unrestricted' : 'sandbox')
  },
)

test('POST /v1/permissions validates a redirect_uri that an Enterprise Connect account need not have', async () => {
  const { call, token } = createSandboxClient({ behaviors: { redirectUris: [RETURN] } })
  const accessToken = await token('enterprise')
  for (const url of ['', 'javascript:1', 'https://other.example/']) {
    const json = permissionsBody(['cal_us_enterprise1_work'], url)
    expect((await call('/v1/permissions', { token: accessToken, json })).json).toEqual(INVALID)
  }
  const json = permissionsBody([WORK], 'http://localhost/omitted')
  expect((await call('/v1/permissions', { token: await token(), json })).json).toEqual(INVALID)
})

test('missingScopeStatus 422 refuses an Enterprise Connect account without the scope, and no other, with 422', async () => {
  const { call, token, levels } = createSandboxClient({ behaviors: { missingScopeStatus: 422 } })
  const json = permissionsBody(['cal_us_noscope1_work'])
  const response = await call('/v1/permissions', { token: await token('enterprise-no-scope'), json })
  expect(response.status).toBe(422)
  expect(response.json).toEqual({ errors: { permissions: [{ key: 'errors.invalid', description: 'invalid' }] } })
  expect(await levels('enterprise-no-scope')).toMatchObject({ cal_us_noscope1_work: 'sandbox' })
  expect((await call('/v1/permissions', { token: await token('narrow-scope'), json })).status).toBe(403)
})

test.each([true, false])('emptyUnauthorized %s decides whether a 401 has a body', async (emptyUnauthorized) => {
  const { call } = createSandboxClient({ behaviors: { emptyUnauthorized } })
  for (const path of ['/v1/calendars', '/de/v1/userinfo', '/v1/nothing']) {
    const response = await call(path, { token: 'unknown' })
    expect(response).toMatchObject({ status: 401, text: emptyUnauthorized ? '' : '{"error":"invalid_token"}' })
  }
})

test.each([
  ['letters that are not ASCII', 'https://app.example.com/über'],
  ['a space', 'https://app.example.com/a b'],
  ['a space in front', ' https://app.example.com/return'],
])('an address with %s is refused by permissions and by the authorize page alike', async (_, url) => {
  const { call, token } = createSandboxClient()
  expect((await call('/v1/permissions', { token: await token(), json: permissionsBody([WORK], url) })).status).toBe(422)
  expect((await call(authorizePath({ redirect_uri: url }))).status).toBe(400)
})
