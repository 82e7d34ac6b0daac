import { expect, test } from 'vitest'
import { SANDBOX_DATA_CENTERS } from '../../../edge/sandbox/index.ts'
import { CLIENT, codeGrant, createSandboxClient, permissionsBody } from '../sandbox-client.ts'

const operations = [
  ['GET', '/v1/calendars'],
  ['GET', '/v1/userinfo'],
  ['POST', '/v1/permissions'],
] as const

test.each([
  [3599, 200],
  [3600, 401],
])('GET /v1/calendars answers a token that is %d seconds old with %d', async (seconds, status) => {
  const { call, token } = createSandboxClient({ now: () => 0 })
  const accessToken = await token()
  await call('/sandbox/clock', { json: { advance_seconds: seconds } })
  expect((await call('/v1/calendars', { token: accessToken })).status).toBe(status)
})

test.each(['bearer', 'Bearer', 'BEARER'])('GET /v1/calendars takes a token as %s', async (scheme) => {
  const { call, token } = createSandboxClient()
  const authorization = `${scheme} ${await token()}`
  expect((await call('/v1/calendars', { headers: { authorization } })).status).toBe(200)
})

const ids = SANDBOX_DATA_CENTERS.map(({ id }) => id)
const pairs = ids.flatMap((from) => ids.filter((to) => to !== from).map((to) => [from, to] as const))

test.each(pairs)('a token, a refresh token, a code and an access page of %s are unknown to %s', async (from, to) => {
  const { call, code, tokens, requestPermissions } = createSandboxClient()
  const { access_token: token, refresh_token } = await tokens('google', from)
  for (const [method, path] of operations) {
    expect((await call(`/${to}${path}`, { method, token })).status).toBe(401)
  }
  const refreshed = await call(`/${to}/oauth/token`, {
    form: { ...CLIENT, grant_type: 'refresh_token', refresh_token },
  })
  expect(refreshed.json).toEqual({ error: 'invalid_grant' })

  const grant = codeGrant(await code({}, 'google', from))
  expect((await call(`/${to}/oauth/token`, { form: grant })).json).toEqual({ error: 'invalid_grant' })
  expect((await call(`/${from}/oauth/token`, { form: grant })).status).toBe(200)

  const url = await requestPermissions(token, [`cal_${from}_google1_work`], undefined, from)
  expect((await call(url.replace(`/${from}/`, `/${to}/`))).status).toBe(404)
  expect((await call(url)).status).toBe(200)

  const foreign = await call(`/${from}/v1/permissions`, { token, json: permissionsBody([`cal_${to}_google1_work`]) })
  expect(foreign.status).toBe(422)
})
