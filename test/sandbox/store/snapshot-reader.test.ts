import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLIENT, createSandboxClient, type SandboxClient } from '../sandbox-client.ts'

const HOME = 'cal_de_apple1_home'
const WORK = 'cal_de_apple1_work'
const RETURN = 'https://app.example.com/return'
const APPLE = 'data_centers.de.apple'
const AT = '/data_centers/de/apple'

type Json = Record<string, unknown>

/** A sandbox in which apple of de has one of everything. */
async function filled(): Promise<SandboxClient & { state(): Promise<Json> }> {
  const sandboxClient = createSandboxClient({
    now: () => 0,
    faults: [{ route: 'POST /permissions/{id}', fault: 'delayed_grant', reads: 2 }],
  })
  const { call, requestPermissions, tokens } = sandboxClient
  const { access_token, refresh_token } = await tokens('apple', 'de')
  const decided = await requestPermissions(access_token, [HOME], RETURN, 'de')
  await call('/sandbox/decisions', { json: { url: decided, decision: 'accept' } })
  await requestPermissions(access_token, [WORK, HOME], RETURN, 'de')
  await call('/de/oauth/token', { form: { ...CLIENT, grant_type: 'refresh_token', refresh_token } })
  await call('/sandbox/expire', { json: { refresh_token } })
  await sandboxClient.code({ redirect_uri: RETURN, scope: 'read_only' }, 'apple', 'de')
  return { ...sandboxClient, state: async () => (await call('/sandbox/state')).json as Json }
}

/** The same document with another value at a place; without the field where `value` is undefined. */
function changed(document: Json, place: readonly (string | number)[], value: unknown): Json {
  const copy = structuredClone(document)
  let parent = copy as Record<string | number, unknown>
  for (const step of place.slice(0, -1)) parent = parent[step] as Record<string | number, unknown>
  const last = place.at(-1) ?? ''
  if (value === undefined) delete parent[last]
  else Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true })
  return copy
}

test.each<[unknown, string]>([
  [null, 'the document: '],
  [[], 'the document: '],
  ['SECRET', 'the document: '],
  [{}, 'the document: "now" is missing.'],
  [{ now: '1970-01-01T00:00:00Z' }, 'the document: "behaviors" is missing.'],
  [{ now: '1970-01-01T00:00:00Z', behaviors: {} }, 'the document: "data_centers" is missing.'],
  [{ now: '', behaviors: {}, data_centers: { ['\ud800']: 1 } }, 'the document: A property name is not valid Unicode.'],
])('PUT /sandbox/state refuses %j', async (json, state) => {
  const { call } = createSandboxClient()
  const response = await call('/sandbox/state', { method: 'PUT', json })
  expect(response).toMatchObject({
    status: 422,
    json: { error: expect.stringContaining(`Cannot restore the state: ${state}`) },
  })
  expect(response.text).not.toContain('SECRET')
})

const SECRET = `at_de_${'0'.repeat(26)}`
const NOT_TIME = 'This is not a time in UTC'
const UNKNOWN = 'This property is unknown.'

test.each<[place: string, value: unknown, state: string]>([
  ['extra', 1, `/extra: ${UNKNOWN}`],
  ['now', 5, '/now: '],
  ['now', 'yesterday', `/now: ${NOT_TIME}`],
  ['now', '2026-02-30T00:00:00Z', `/now: ${NOT_TIME}`],
  ['now', '2026-01-01T00:00:00+01:00', `/now: ${NOT_TIME}`],
  ['now', '2026-01-01T24:00:00Z', `/now: ${NOT_TIME}`],
  ['now', '+010000-01-01T00:00:00Z', '/now: The time is later than the year 9999.'],
  ['data_centers', [], '/data_centers: '],
  ['data_centers.eu', {}, `/data_centers/eu: ${UNKNOWN}`],
  ['data_centers.uk', undefined, '/data_centers: "uk" is missing.'],
  ['data_centers.de.nobody', {}, `/data_centers/de/nobody: ${UNKNOWN}`],
  ['data_centers.de.no body', {}, `/data_centers/de/no body: ${UNKNOWN}`],
  ['data_centers.de.__proto__', {}, `/data_centers/de/__proto__: ${UNKNOWN}`],
  [`data_centers.de.${SECRET}`, {}, `/data_centers/de/***: ${UNKNOWN}`],
  [APPLE, undefined, '/data_centers/de: "apple" is missing.'],
  [APPLE, SECRET, `${AT}: `],
  [`${APPLE}.profiles`, [], `${AT}/profiles: ${UNKNOWN}`],
  [`${APPLE}.sub`, undefined, `${AT}: "sub" is missing.`],
  [`${APPLE}.sub`, 'acc_us_apple', `${AT}/sub: `],
  [`${APPLE}.calendars.${WORK}`, undefined, `${AT}/calendars: "${WORK}" is missing.`],
  [`${APPLE}.calendars.${WORK}`, 'read', `${AT}/calendars/${WORK}: `],
  [`${APPLE}.calendars.cal_us_apple1_work`, 'sandbox', `${AT}/calendars/cal_us_apple1_work: ${UNKNOWN}`],
  [`${APPLE}.pending`, null, `${AT}/pending: `],
  [`${APPLE}.pending.cal_nope`, 1, `${AT}/pending/cal_nope: ${UNKNOWN}`],
  [`${APPLE}.pending.${WORK}`, 0, `${AT}/pending/${WORK}: `],
  [`${APPLE}.pending.${WORK}`, 1.5, `${AT}/pending/${WORK}: `],
  [`${APPLE}.pending.${WORK}`, '1', `${AT}/pending/${WORK}: `],
  [`${APPLE}.pending.${WORK}`, 1e300, `${AT}/pending/${WORK}: `],
  [`${APPLE}.calendars.${HOME}`, 'unrestricted', `${AT}/pending/${HOME}: The calendar is unrestricted already.`],
  [`${APPLE}.permission_requests`, {}, `${AT}/permission_requests: `],
  [
    `${APPLE}.permission_requests.0.url`,
    'x',
    '/permission_requests/0/url: This is not the URL of an access page of "de"',
  ],
  [
    `${APPLE}.permission_requests.0.url`,
    `http://127.0.0.1/uk/permissions/pr_uk_${'0'.repeat(26)}`,
    '/permission_requests/0/url: This is not the URL of an access page of "de"',
  ],
  [
    `${APPLE}.permission_requests.0.url`,
    'http://127.0.0.1/de/permissions/x',
    '/permission_requests/0/url: This is not an access page of "de". Use 32 characters: "pr_de_" and hexadecimal digits.',
  ],
  [`${APPLE}.permission_requests.0.client_id`, 'x', '/permission_requests/0/client_id: '],
  [`${APPLE}.permission_requests.0.calendar_ids`, [], '/permission_requests/0/calendar_ids: '],
  [`${APPLE}.permission_requests.0.calendar_ids.1`, 'cal_nope', '/permission_requests/0/calendar_ids/1: '],
  [
    `${APPLE}.permission_requests.0.calendar_ids.1`,
    WORK,
    '/permission_requests/0/calendar_ids: A calendar is repeated.',
  ],
  [`${APPLE}.permission_requests.0.redirect_uri`, 'javascript:1', '/permission_requests/0/redirect_uri: '],
  [`${APPLE}.permission_requests.0.expires_at`, 'x', `/permission_requests/0/expires_at: ${NOT_TIME}`],
  [`${APPLE}.closed_permission_requests.0.decided`, 1, '/closed_permission_requests/0/decided: '],
  [`${APPLE}.authorizations.0`, 'x', `${AT}/authorizations/0: `],
  [`${APPLE}.authorizations.0.scope`, 1, `${AT}/authorizations/0/scope: `],
  [`${APPLE}.authorizations.0.client_id`, 1, `${AT}/authorizations/0/client_id: `],
  [
    `${APPLE}.authorizations.0.refresh_token`,
    SECRET,
    'This is not a refresh token of "de". Use 32 characters: "rt_de_" and hexadecimal digits.',
  ],
  [`${APPLE}.authorizations.0.refresh_token_expires_at`, null, `${AT}/authorizations/0/refresh_token_expires_at: `],
  [`${APPLE}.authorizations.0.access_tokens`, SECRET, `${AT}/authorizations/0/access_tokens: `],
  [`${APPLE}.authorizations.0.access_tokens.0.access_token`, '***', 'This is not an access token of "de".'],
  [`${APPLE}.authorizations.0.access_tokens.0.access_token`, `${SECRET}0`, 'This is not an access token of "de".'],
  [`${APPLE}.authorizations.0.access_tokens.0.expires_at`, undefined, '/access_tokens/0: "expires_at" is missing.'],
  [`${APPLE}.codes.0.code`, SECRET, `${AT}/codes/0/code: This is not an authorization code of "de".`],
  [`${APPLE}.codes.0.code_challenge`, 'x', `${AT}/codes/0/code_challenge: `],
  [`${APPLE}.codes.0.code_challenge`, null, `${AT}/codes/0/code_challenge: `],
  [`${APPLE}.codes.0.state`, 'x', `${AT}/codes/0/state: ${UNKNOWN}`],
])('PUT /sandbox/state refuses, and does nothing, when %s is %j', async (place, value, state) => {
  const { call, state: read } = await filled()
  const before = await read()
  const wrong = changed(before, place.split('.'), value)
  // What comes before the mistake makes sense, and must have no effect either.
  const json = place.startsWith('data_centers.de')
    ? changed(wrong, ['data_centers', 'us', 'apple', 'calendars', 'cal_us_apple1_work'], 'unrestricted')
    : wrong
  const response = await call('/sandbox/state', { method: 'PUT', json })
  expect(response.json).toEqual({ error: expect.stringMatching(/^Cannot restore the state: /) })
  expect(response.text).toContain(JSON.stringify(state).slice(1, -1))
  expect(response.status).toBe(422)
  expect(response.text).not.toContain(SECRET)
  expect(await read()).toEqual(before)
})

test('PUT /sandbox/state refuses a token, code or access page that is in the document twice', async () => {
  const { call, state: read } = await filled()
  const before = await read()
  for (const list of ['permission_requests', 'authorizations', 'codes']) {
    const { data_centers } = before as { data_centers: Record<string, Record<string, Record<string, unknown[]>>> }
    const entries = data_centers['de']?.['apple']?.[list] ?? []
    const json = changed(before, ['data_centers', 'de', 'apple', list], [...entries, ...entries])
    const response = await call('/sandbox/state', { method: 'PUT', json })
    expect(response.json).toEqual({ error: expect.stringContaining('The same token is in the document twice.') })
    expect(response.status).toBe(422)
  }
  expect(await read()).toEqual(before)
})

test('PUT /sandbox/state refuses the state of another seed, whichever has more', async () => {
  const seed = { clients: [{ clientId: 'c', clientSecret: 's' }], accounts: [] } as const
  const [small, large] = [createSandboxClient({ seed }), createSandboxClient()]
  const move = async (from: SandboxClient, to: SandboxClient) =>
    to.call('/sandbox/state', { method: 'PUT', json: (await from.call('/sandbox/state')).json })
  expect((await move(small, large)).json).toEqual({
    error: 'Cannot restore the state: /data_centers/us: "google" is missing.',
  })
  expect((await move(large, small)).json).toEqual({
    error: expect.stringContaining(`Cannot restore the state: /data_centers/us/google: ${UNKNOWN}`),
  })
})

/** Every place of a document. */
function placesOf(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => placesOf(item, [...at, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, item]) => placesOf(item, [...at, name]))
      : []
  return at.length === 0 ? inner : [at, ...inner]
}

test('PUT /sandbox/state takes a document whole or not at all, whatever stands anywhere in it', async () => {
  const { call, state: read } = await filled()
  const good = await read()
  const places = placesOf({ now: 0, data_centers: { de: { apple: (good as never)['data_centers']['de']['apple'] } } })
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constant(undefined),
    fc.constantFrom('***', 'sandbox', SECRET),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), value, async (place, other) => {
      const json = changed(good, place, other)
      const response = await call('/sandbox/state', { method: 'PUT', json })
      expect([204, 422]).toContain(response.status)
      if (response.status === 422) {
        expect(await read()).toEqual(good)
      } else {
        expect((await call('/sandbox/state', { method: 'PUT', json: good })).status).toBe(204)
        expect(await read()).toEqual(good)
      }
    }),
    { numRuns: 200 },
  )
})
