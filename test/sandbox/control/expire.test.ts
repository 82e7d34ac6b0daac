import { expect, test } from 'vitest'
import { CLIENT, createSandboxClient, type SandboxClient } from '../sandbox-client.ts'

const WORK = 'cal_de_apple1_work'
const RETURN = 'https://app.example.com/return'

const reads = async ({ call }: SandboxClient, token: string) => (await call('/de/v1/calendars', { token })).status

const refreshes = ({ call }: SandboxClient, refresh_token: string) =>
  call('/de/oauth/token', { form: { ...CLIENT, grant_type: 'refresh_token', refresh_token } })

test.each<[string, object, number, string]>([
  ['nothing is named', {}, 422, 'Pass exactly one of access_token, refresh_token, and url.'],
  [
    'two things are named',
    { access_token: 'SECRET', refresh_token: 'SECRET' },
    422,
    'Pass exactly one of access_token, refresh_token, and url.',
  ],
  ['a field is unknown', { token: 'SECRET' }, 422, '/token: This property is unknown.'],
  ['access_token is no text', { access_token: ['SECRET'] }, 422, '/access_token: '],
  ['refresh_token is no text', { refresh_token: { x: 'SECRET' } }, 422, '/refresh_token: '],
  ['url is no text', { url: 5 }, 422, '/url: '],
  ['access_token is unknown', { access_token: 'SECRET' }, 404, 'No authorization has this access_token.'],
  ['refresh_token is unknown', { refresh_token: 'SECRET' }, 404, 'No authorization has this refresh_token.'],
  ['url is unknown', { url: 'http://127.0.0.1/de/permissions/x' }, 404, 'No permission request has the URL'],
  ['url has another data center', { url: 'http://127.0.0.1/eu/permissions/x' }, 404, 'No permission request has the'],
  ['url is of no page', { url: 'http://127.0.0.1/de/x' }, 404, 'No permission request has the URL'],
])('POST /sandbox/expire refuses, and quotes no token, when %s', async (_, json, status, state) => {
  const response = await createSandboxClient().call('/sandbox/expire', { json })
  expect(response.json).toEqual({ error: expect.stringContaining(`Cannot expire: ${state}`) })
  expect(response.status).toBe(status)
  expect(response.text).not.toContain('SECRET')
})

test('POST /sandbox/expire takes no token of the other kind, and none of an authorization that has ended', async () => {
  const sandboxClient = createSandboxClient()
  const { call, tokens } = sandboxClient
  const { access_token, refresh_token } = await tokens('apple', 'de')
  const status = async (json: object) => (await call('/sandbox/expire', { json })).status
  expect(await status({ access_token: refresh_token })).toBe(404)
  expect(await status({ refresh_token: access_token })).toBe(404)
  expect(await reads(sandboxClient, access_token)).toBe(200)
  await call('/de/oauth/token/revoke', { form: { ...CLIENT, token: access_token } })
  expect(await status({ access_token })).toBe(404)
  expect(await status({ refresh_token })).toBe(404)
})

test('POST /sandbox/expire {access_token} makes its next use a 401, and leaves all else', async () => {
  const sandboxClient = createSandboxClient()
  const { access_token, refresh_token } = await sandboxClient.tokens('apple', 'de')
  const other = await sandboxClient.token('apple', 'de')
  expect(await sandboxClient.call('/sandbox/expire', { json: { access_token } })).toMatchObject({
    status: 204,
    text: '',
  })
  expect(await reads(sandboxClient, access_token)).toBe(401)
  expect(await reads(sandboxClient, other)).toBe(200)
  const renewed = await refreshes(sandboxClient, refresh_token)
  expect(await reads(sandboxClient, (renewed.json as { access_token: string }).access_token)).toBe(200)
  expect((await sandboxClient.call('/sandbox/expire', { json: { access_token } })).status).toBe(204)
})

test('POST /sandbox/expire {refresh_token} makes its next use invalid_grant, and leaves the access tokens', async () => {
  const sandboxClient = createSandboxClient()
  const { access_token, refresh_token } = await sandboxClient.tokens('apple', 'de')
  expect((await sandboxClient.call('/sandbox/expire', { json: { refresh_token } })).status).toBe(204)
  expect(await refreshes(sandboxClient, refresh_token)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
  expect(await reads(sandboxClient, access_token)).toBe(200)
  // It is dead, and still names the authorization that it came with.
  await sandboxClient.call('/de/oauth/token/revoke', { form: { ...CLIENT, token: refresh_token } })
  expect(await reads(sandboxClient, access_token)).toBe(401)
})

test('POST /sandbox/expire {refresh_token} has no hold on the one that took its place', async () => {
  const sandboxClient = createSandboxClient()
  const { call, tokens } = sandboxClient
  const { refresh_token } = await tokens('apple', 'de')
  await sandboxClient.setFaults({ route: 'POST /oauth/token', fault: 'rotate_refresh_token', count: 1 })
  const rotated = (await refreshes(sandboxClient, refresh_token)).json as { refresh_token: string }
  expect(rotated.refresh_token).not.toBe(refresh_token)
  expect((await call('/sandbox/expire', { json: { refresh_token } })).status).toBe(404)
  expect((await refreshes(sandboxClient, rotated.refresh_token)).status).toBe(200)
})

test('POST /sandbox/expire {url} makes the access page a 410, and leaves the calendars', async () => {
  const { call, requestPermissions, token, levels } = createSandboxClient()
  const accessToken = await token('apple', 'de')
  const [url, other] = [
    await requestPermissions(accessToken, [WORK], RETURN, 'de'),
    await requestPermissions(accessToken, [WORK], RETURN, 'de'),
  ]
  expect((await call('/sandbox/expire', { json: { url: url.replace('127.0.0.1:4010', 'localhost') } })).status).toBe(
    204,
  )
  const page = await call(url)
  expect(page.status).toBe(410)
  expect(page.text).toContain('It has expired without a decision.')
  expect((await call(url, { form: { decision: 'accept-all' } })).status).toBe(410)
  expect((await levels('apple', 'de'))[WORK]).toBe('sandbox')
  expect((await call(other)).status).toBe(200)
})

test('POST /sandbox/expire refuses the URL of a request that is decided', async () => {
  const { call, requestPermissions, token } = createSandboxClient()
  const url = await requestPermissions(await token('apple', 'de'), [WORK], RETURN, 'de')
  await call('/sandbox/decisions', { json: { url, decision: 'reject' } })
  expect(await call('/sandbox/expire', { json: { url } })).toMatchObject({
    status: 422,
    json: { error: `Cannot expire: The request at "${url}" is decided, so its URL is invalid already.` },
  })
})
